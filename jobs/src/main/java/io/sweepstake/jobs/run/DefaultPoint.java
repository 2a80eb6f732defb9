package io.sweepstake.jobs.run;

import io.sweepstake.sweeps.problem.Problem;
import io.sweepstake.sweeps.space.Param;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.space.SearchSpace;
import java.util.Arrays;
import java.util.Optional;

/**
 * The point that a study begins with, to compare all others with: hyper-parameters at their
 * presets, those that the study fixes at what it fixes them at.
 */
final class DefaultPoint {
  private DefaultPoint() {}

  /** The point; empty where a preset lies outside of the range that is searched. */
  static Optional<Point> of(StudyDefinition study) {
    SearchSpace space = study.spec().space();
    double[] numbers = new double[space.size()];
    Arrays.fill(numbers, Double.NaN);
    for (int k = 0; k < numbers.length; k++) {
      if (!space.exists(k, numbers)) {
        continue;
      }
      Param<?> param = space.params().get(k);
      Optional<Double> number =
          param.fixed() ? number(param, param.decode(0)) : preset(param, study.problem());
      if (number.isEmpty()) {
        return Optional.empty();
      }
      numbers[k] = number.get();
    }
    return Optional.of(Point.ofNumbers(space, numbers));
  }

  private static Optional<Double> preset(Param<?> param, Problem problem) {
    return problem.tunables().stream()
        .filter(tunable -> tunable.name().equals(param.name()))
        .findFirst()
        .flatMap(tunable -> number(param, tunable.preset()));
  }

  /** The number that stands for a value; empty where the parameter does not have it. */
  private static <T> Optional<Double> number(Param<T> param, Object value) {
    try {
      return Optional.of(param.number(param.parse(value)));
    } catch (IllegalArgumentException outside) {
      return Optional.empty();
    }
  }
}
