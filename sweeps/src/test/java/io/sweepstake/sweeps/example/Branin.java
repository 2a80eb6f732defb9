package io.sweepstake.sweeps.example;

import io.sweepstake.sweeps.run.Study;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.Strategy;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import java.util.Locale;
import java.util.Map;

public final class Branin {
  static final FloatParam X = FloatParam.uniform("x", -5, 10);
  static final FloatParam Y = FloatParam.uniform("y", 0, 15);

  static double branin(double x, double y) {
    double bend = y - 5.1 / (4 * Math.PI * Math.PI) * x * x + 5 / Math.PI * x - 6;
    return bend * bend + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x) + 10;
  }

  public static void main(String[] args) {
    StudySpec spec =
        StudySpec.of(
                "branin", SearchSpace.of(X, Y), Objective.of(Goal.minimize(Metric.of("loss"))), 1)
            .withSampler(Strategy.of("tpe"));
    try (Study study = Study.inMemory(spec)) {
      study.enqueue(Map.of("x", 2.5)); // a guess; y is sampled
      for (int k = 0; k < 25; k++) {
        for (Trial trial : study.ask(4)) { // four at a time, all different
          study.tell(trial.number(), branin(trial.point().get(X), trial.point().get(Y)));
        }
      }
      Trial best = study.best().orElseThrow();
      System.out.printf(
          Locale.ROOT,
          "trial %d: %.4f at x = %.3f, y = %.3f; the least is 0.3979%n",
          best.number(),
          spec.objective().value(best.state().metrics()).getAsDouble(),
          best.point().get(X),
          best.point().get(Y));
    }
  }
}
