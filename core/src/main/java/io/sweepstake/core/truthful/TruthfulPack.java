package io.sweepstake.core.truthful;

import io.sweepstake.core.engine.ChoiceBatch;
import io.sweepstake.core.engine.ChoiceTask;
import io.sweepstake.core.engine.Engine;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.training.DivergedException;
import io.sweepstake.core.training.TrainingCheckpoint;
import io.sweepstake.core.training.TrainingListener;
import io.sweepstake.core.training.TrainingPack;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Truthful families whose choices are made side by side on a device, all else by each. */
final class TruthfulPack implements TrainingPack {
  private final List<TruthfulTrainer> members;
  private final ChoiceTask[] tasks;
  private final ChoiceBatch batch;
  private final DivergedException[] diverged;
  private final boolean[] left;

  /**
   * @throws IllegalArgumentException if one is of another shape, or has no kernel there
   */
  TruthfulPack(List<TruthfulTrainingSpec> specs, Engine engine) {
    members = specs.stream().map(spec -> TruthfulTrainer.ofPack(spec, engine)).toList();
    TruthfulTrainer first = members.get(0);
    for (int k = 1; k < members.size(); k++) {
      if (!members.get(k).shape().equals(first.shape())) {
        throw new IllegalArgumentException(
            "pack: member %d has %s, member 0 %s"
                .formatted(k, members.get(k).shape(), first.shape()));
      }
    }
    tasks = members.stream().map(TruthfulTrainer::task).toArray(ChoiceTask[]::new);
    diverged = new DivergedException[tasks.length];
    left = new boolean[tasks.length];
    batch = engine.choices().orElseThrow().batch(first.shape(), tasks.length);
  }

  @Override
  public int members() {
    return tasks.length;
  }

  @Override
  public long iteration(int member) {
    return members.get(member).iteration();
  }

  @Override
  public NetworkWeights weights(int member) {
    return members.get(member).weights();
  }

  @Override
  public Optional<DivergedException> diverged(int member) {
    return Optional.ofNullable(diverged[member]);
  }

  @Override
  public void advance(long until, long every, List<TrainingListener> listeners) {
    members.forEach(member -> member.requireIterations(until));
    for (int[] next = next(until); next.length > 0; next = next(until)) {
      for (int k : next) {
        members.get(k).ask();
      }
      batch.choose(tasks, next);
      for (int k : next) {
        try {
          members.get(k).told();
          members.get(k).report(every, listeners.get(k));
        } catch (DivergedException e) {
          diverged[k] = e;
        }
      }
    }
  }

  /** Those that are furthest behind of all that go on. */
  private int[] next(long until) {
    long least = goingOn().mapToLong(this::iteration).min().orElse(until);
    return goingOn().filter(k -> least < until && iteration(k) == least).toArray();
  }

  private IntStream goingOn() {
    return IntStream.range(0, tasks.length).filter(k -> diverged[k] == null && !left[k]);
  }

  @Override
  public void leave(int member) {
    left[member] = true;
  }

  @Override
  public TrainingCheckpoint checkpoint(int member) {
    return members.get(member).checkpoint();
  }

  @Override
  public void restore(int member, TrainingCheckpoint checkpoint) {
    members.get(member).restore(checkpoint);
    goOn(member);
  }

  @Override
  public void restoreAcrossEngines(int member, TrainingCheckpoint checkpoint) {
    members.get(member).restoreAcrossEngines(checkpoint);
    goOn(member);
  }

  @Override
  public void adopt(int member, TrainingCheckpoint checkpoint) {
    members.get(member).adopt(checkpoint);
    goOn(member);
  }

  private void goOn(int member) {
    diverged[member] = null;
    left[member] = false;
  }

  @Override
  public void close() {
    batch.close();
  }
}
