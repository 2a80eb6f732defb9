package io.sweepstake.core.training;

import io.sweepstake.core.engine.Engine;
import io.sweepstake.core.program.NetworkWeights;
import java.util.List;
import java.util.Optional;

/** Trainings that advance one after the other. */
final class PackByTurns implements TrainingPack {
  private final List<Training> trainings;
  private final DivergedException[] diverged;
  private final boolean[] left;

  PackByTurns(List<? extends TrainingPlan> plans, Engine engine) {
    trainings = plans.stream().<Training>map(plan -> plan.start(engine)).toList();
    diverged = new DivergedException[trainings.size()];
    left = new boolean[trainings.size()];
  }

  @Override
  public int members() {
    return diverged.length;
  }

  @Override
  public long iteration(int member) {
    return trainings.get(member).iteration();
  }

  @Override
  public NetworkWeights weights(int member) {
    return trainings.get(member).weights();
  }

  @Override
  public Optional<DivergedException> diverged(int member) {
    return Optional.ofNullable(diverged[member]);
  }

  @Override
  public void advance(long until, long every, List<TrainingListener> listeners) {
    for (int k = 0; k < diverged.length; k++) {
      if (diverged[k] == null && !left[k]) {
        try {
          trainings.get(k).advance(until, every, listeners.get(k));
        } catch (DivergedException e) {
          diverged[k] = e;
        }
      }
    }
  }

  @Override
  public void leave(int member) {
    left[member] = true;
  }

  @Override
  public TrainingCheckpoint checkpoint(int member) {
    return trainings.get(member).checkpoint();
  }

  @Override
  public void restore(int member, TrainingCheckpoint checkpoint) {
    trainings.get(member).restore(checkpoint);
    diverged[member] = null;
    left[member] = false;
  }

  @Override
  public void restoreAcrossEngines(int member, TrainingCheckpoint checkpoint) {
    trainings.get(member).restoreAcrossEngines(checkpoint);
    diverged[member] = null;
    left[member] = false;
  }

  @Override
  public void adopt(int member, TrainingCheckpoint checkpoint) {
    trainings.get(member).adopt(checkpoint);
    diverged[member] = null;
    left[member] = false;
  }

  @Override
  public void close() {
    trainings.forEach(Training::close);
  }
}
