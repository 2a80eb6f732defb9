package io.sweepstake.sweeps.run;

import io.sweepstake.sweeps.pruner.Pruner;
import io.sweepstake.sweeps.store.CheckpointStore;
import io.sweepstake.sweeps.study.Artifact;
import io.sweepstake.sweeps.study.Checkpoint;
import io.sweepstake.sweeps.study.Decision;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Trial;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What trials go on from, in the store for exactly as long as somebody may: the last checkpoint of
 * every trial that has not ended, the one that an heir begins from until it has its own, and those
 * that the pruner keeps.
 *
 * <p>A checkpoint is durable before the row that needs it, and deleted after the row that does not;
 * so a driver that is killed leaves too many and never too few, and the next one deletes them.
 */
final class Checkpoints {
  private final CheckpointStore store;
  private final Pruner pruner;
  private final Set<Checkpoint> names;

  Checkpoints(CheckpointStore store, Pruner pruner) {
    this.store = store;
    this.pruner = pruner;
    names = new HashSet<>(store.names());
  }

  /** Those there are. */
  Set<Checkpoint> names() {
    return Collections.unmodifiableSet(names);
  }

  /** Makes durable what a trial at a rung brought to go on from, if it needs anything. */
  void save(Trial trial) {
    for (Artifact artifact : trial.artifacts()) {
      if (artifact.name().equals(Artifact.CHECKPOINT)) {
        Checkpoint name = new Checkpoint(trial.number(), trial.reached());
        store.write(name, artifact.content());
        names.add(name);
      }
    }
  }

  /** The trial without what {@link #save} keeps. */
  static Trial without(Trial trial) {
    return trial.withArtifacts(
        trial.artifacts().stream()
            .filter(artifact -> !artifact.name().equals(Artifact.CHECKPOINT))
            .toList());
  }

  /**
   * A trial that a dead driver had running, as it goes on: from its last rung, or from where it
   * began when there is nothing to go on from.
   */
  Trial resumed(Trial trial) {
    boolean there = names.contains(new Checkpoint(trial.number(), trial.reached()));
    // Trials that leave no checkpoints go on from what they measured.
    return trial.curve().isEmpty() || !(there || names.isEmpty()) ? trial.restarted() : trial;
  }

  /** The trial with what it goes on from, if there is anything. */
  Trial with(Trial trial) {
    boolean there = trial.artifacts().stream().anyMatch(a -> a.name().equals(Artifact.CHECKPOINT));
    return there
        ? trial
        : source(trial)
            .filter(names::contains)
            .flatMap(store::read)
            .map(
                content -> {
                  List<Artifact> all = new ArrayList<>(trial.artifacts());
                  all.add(new Artifact(Artifact.CHECKPOINT, content));
                  return trial.withArtifacts(all);
                })
            .orElse(trial);
  }

  private static Optional<Checkpoint> source(Trial trial) {
    return trial.curve().isEmpty()
        ? trial.ask().origin().map(lineage -> new Checkpoint(lineage.parent(), lineage.step()))
        : Optional.of(new Checkpoint(trial.number(), trial.reached()));
  }

  /** Deletes what nobody can need any more. */
  void tidy(History history) {
    for (Checkpoint name : List.copyOf(names)) {
      if (!needed(name, history)) {
        store.delete(name);
        names.remove(name);
      }
    }
  }

  private boolean needed(Checkpoint name, History history) {
    // One of a commit that never came about belongs to no trial.
    if (name.trial() >= history.size()) {
      return false;
    }
    Trial owner = history.trial(name.trial());
    if (!owner.finished() && owner.reached() == name.step()) {
      return true;
    }
    return history.open().stream().anyMatch(t -> source(t).filter(name::equals).isPresent())
        || pruner.keeps(name, history)
        || promised(name, history);
  }

  /** Whether an heir that has not been asked for yet is to begin from it. */
  private static boolean promised(Checkpoint name, History history) {
    Set<Integer> waitForHeir = new HashSet<>();
    for (Trial ended : history.finished()) {
      for (Decision decision : ended.decisions()) {
        if (decision.heir() != null
            && decision.heir().parent() == name.trial()
            && decision.heir().step() == name.step()) {
          waitForHeir.add(ended.number());
        }
      }
    }
    if (!waitForHeir.isEmpty()) {
      for (Trial trial : history.trials()) {
        trial.ask().origin().ifPresent(lineage -> waitForHeir.remove(lineage.replaced()));
      }
    }
    return !waitForHeir.isEmpty();
  }
}
