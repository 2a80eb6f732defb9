package io.sweepstake.sweeps.pruner;

import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.Measurement;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Trial;
import java.util.Optional;
import java.util.OptionalDouble;

/** Values of a goal on the way, turned so that smaller is better; NaN where there is none. */
final class Losses {
  private Losses() {}

  static double of(Goal goal, Metrics metrics) {
    OptionalDouble value = goal.value(metrics);
    return value.isEmpty() ? Double.NaN : goal.loss(value.getAsDouble());
  }

  /** At exactly this step. */
  static double at(Goal goal, Trial trial, long step) {
    for (Measurement measurement : trial.curve()) {
      if (measurement.step() == step) {
        return of(goal, measurement.metrics());
      }
    }
    return Double.NaN;
  }

  /** At the first measurement at or beyond a rung; NaN before it. */
  static double reached(Goal goal, Trial trial, Rung rung) {
    return atRung(trial, rung).map(m -> of(goal, m.metrics())).orElse(Double.NaN);
  }

  /** The first measurement at or beyond a rung. */
  static Optional<Measurement> atRung(Trial trial, Rung rung) {
    for (Measurement measurement : trial.curve()) {
      if (measurement.step() >= rung.step()) {
        return Optional.of(measurement);
      }
    }
    return Optional.empty();
  }

  static Optional<Measurement> last(Trial trial) {
    return trial.curve().isEmpty()
        ? Optional.empty()
        : Optional.of(trial.curve().get(trial.curve().size() - 1));
  }
}
