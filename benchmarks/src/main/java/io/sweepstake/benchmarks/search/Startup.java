package io.sweepstake.benchmarks.search;

import io.sweepstake.benchmarks.search.function.TestFunction;
import io.sweepstake.sweeps.sampler.RandomSampler;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.study.Constraint;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.Seeds;
import io.sweepstake.sweeps.study.StudySpec;

/**
 * The random points that studies on the same function with the same seed share, whoever proposes:
 * those of the random sampler. TPE starts with the same ones of itself, because random numbers are
 * a function of the seed and the trial's number; a peer is given them.
 */
final class Startup {
  /** How many trials must have ended before TPE, ours and the peer's, uses its model. */
  static final int TOLD = 10;

  static final Metric VALUE = Metric.of("loss");
  static final Metric VIOLATION = Metric.of("violation");

  private Startup() {}

  /** How many points are asked for before the {@link #TOLD}th trial has ended. */
  static int points(int workers) {
    return TOLD + workers - 1;
  }

  static StudySpec study(TestFunction function, long seed) {
    Objective least = Objective.of(Goal.minimize(VALUE));
    return StudySpec.of(
        function.name(),
        function.space(),
        function.constrained() ? least.subjectTo(Constraint.atMost(VIOLATION, 0)) : least,
        Seeds.derive(seed, function.name(), 0));
  }

  static Point point(TestFunction function, long seed, int number) {
    StudySpec spec = study(function, seed);
    return new RandomSampler()
        .suggest(History.empty(spec), Seeds.generator(spec.seed(), "ask", number))
        .orElseThrow()
        .point();
  }
}
