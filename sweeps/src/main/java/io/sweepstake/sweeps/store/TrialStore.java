package io.sweepstake.sweeps.store;

import io.sweepstake.sweeps.study.Trial;
import java.util.List;

/**
 * A study's durable memory: read it, and commit rows to it.
 *
 * <p>A commit is all or nothing, and what it returned survives the death of the process. One writer
 * at a time; a snapshot, once read, never changes.
 */
public interface TrialStore extends AutoCloseable {
  Snapshot read();

  /**
   * Adds rows: new trials (waiting or running), trials that went on (running, with more
   * measurements or another attempt) and trials that ended. Rows about trials that have ended
   * change nothing, so committing twice is committing once.
   *
   * @return the snapshot after it
   * @throws CommitConflictException when {@code base} is not the study's latest snapshot
   * @throws StudyException when the rows could not be made durable
   */
  Snapshot commit(Snapshot base, List<Trial> rows);

  /** Where trials keep what they go on from. */
  default CheckpointStore checkpoints() {
    return CheckpointStore.NONE;
  }

  @Override
  void close();
}
