package io.sweepstake.benchmarks.cluster;

import io.sweepstake.sweeps.pruner.Rung;
import io.sweepstake.sweeps.run.trial.TrialFunction;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A trainer that costs a known time and no work: it sleeps.
 *
 * @param cost of a trial, at least 0
 */
public record SimulatedTraining(Duration cost) implements TrialFunction {
  private static final FloatParam X = FloatParam.uniform("x", -1, 1);
  private static final FloatParam Y = FloatParam.uniform("y", -1, 1);
  private static final Metric LOSS = Metric.of("loss");

  public SimulatedTraining {
    if (cost.isNegative()) {
      throw new IllegalArgumentException("simulated training: cost must be >= 0, was " + cost);
    }
  }

  /** A study of such trials. */
  static StudySpec study() {
    return StudySpec.of("simulated", SearchSpace.of(X, Y), Objective.of(Goal.minimize(LOSS)), 1);
  }

  @Override
  public List<Trial> advance(List<Trial> pack, Rung upTo) {
    List<Trial> rows = new ArrayList<>();
    for (Trial trial : pack) {
      Trial started = trial.started(Instant.now());
      try {
        Thread.sleep(cost.toMillis());
      } catch (InterruptedException cancelled) {
        Thread.currentThread().interrupt();
      }
      double x = trial.point().get(X) - 0.3;
      double y = trial.point().get(Y) + 0.2;
      rows.add(started.completed(Metrics.of(LOSS, x * x + y * y), Instant.now()));
    }
    return rows;
  }
}
