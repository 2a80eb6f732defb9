package io.sweepstake.sweeps.store;

import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import java.util.List;

/** A store that lasts as long as its process. It keeps no artifacts. */
public final class InMemoryTrialStore implements TrialStore {
  private final CheckpointStore checkpoints = CheckpointStore.inMemory();
  private Snapshot current;

  public InMemoryTrialStore(StudySpec spec) {
    current = new Snapshot(0, History.empty(spec));
  }

  @Override
  public synchronized Snapshot read() {
    return current;
  }

  @Override
  public synchronized Snapshot commit(Snapshot base, List<Trial> rows) {
    if (base.version() != current.version()) {
      throw new CommitConflictException(base.version(), current.version());
    }
    current = base.apply(rows).after();
    return current;
  }

  @Override
  public CheckpointStore checkpoints() {
    return checkpoints;
  }

  @Override
  public void close() {}
}
