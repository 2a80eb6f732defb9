package io.sweepstake.benchmarks.search.function;

import io.sweepstake.sweeps.space.CategoricalParam;
import io.sweepstake.sweeps.space.Condition;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.IntParam;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.space.SearchSpace;
import java.util.List;
import java.util.Map;

/**
 * Like the choice of a learner and its hyper-parameters, two or three of eight of which exist at
 * once beside the choice and a number of features: easy ones that are never good, middling trees,
 * and a kernel that is best in a narrow valley.
 *
 * <pre>
 * linear: 0.30 + 0.02 log₁₀²(l2 / 10⁻²) + 0.05 (mix − 0.5)²
 * trees:  0.12 + 0.01 (depth − 6)² + 0.2 log₁₀²(rate / 0.05)
 * kernel: 0.5 log₁₀²(c / 30) + 0.5 log₁₀²(gamma c / 3) </pre>
 *
 * and for all {@code 0.01 |features − 9|}.
 */
public final class ConditionalEight implements TestFunction {
  private static final CategoricalParam LEARNER =
      CategoricalParam.of("learner", "linear", "trees", "kernel");
  private static final FloatParam L2 = FloatParam.log("l2", 1e-6, 1e2);
  private static final FloatParam MIX = FloatParam.uniform("mix", 0, 1);
  private static final IntParam DEPTH = IntParam.uniform("depth", 1, 16);
  private static final FloatParam RATE = FloatParam.log("rate", 1e-3, 1);
  private static final FloatParam C = FloatParam.log("c", 1e-3, 1e3);
  private static final FloatParam GAMMA = FloatParam.log("gamma", 1e-4, 1e2);
  private static final IntParam FEATURES = IntParam.uniform("features", 1, 20);
  private static final SearchSpace SPACE =
      new SearchSpace(
          List.of(LEARNER, L2, MIX, DEPTH, RATE, C, GAMMA, FEATURES),
          Map.of(
              "l2", when("linear"),
              "mix", when("linear"),
              "depth", when("trees"),
              "rate", when("trees"),
              "c", when("kernel"),
              "gamma", when("kernel")));

  private static Condition when(String learner) {
    return new Condition(LEARNER, List.of(learner));
  }

  @Override
  public String name() {
    return "conditional8";
  }

  @Override
  public SearchSpace space() {
    return SPACE;
  }

  @Override
  public double value(Point point) {
    double loss =
        switch (point.get(LEARNER)) {
          case "linear" ->
              0.3
                  + 0.02 * squaredDecades(point.get(L2) / 1e-2)
                  + 0.05 * square(point.get(MIX) - 0.5);
          case "trees" ->
              0.12
                  + 0.01 * square(point.get(DEPTH) - 6)
                  + 0.2 * squaredDecades(point.get(RATE) / 0.05);
          default ->
              0.5 * squaredDecades(point.get(C) / 30)
                  + 0.5 * squaredDecades(point.get(GAMMA) * point.get(C) / 3);
        };
    return loss + 0.01 * Math.abs(point.get(FEATURES) - 9);
  }

  private static double squaredDecades(double ratio) {
    return square(Math.log10(ratio));
  }

  private static double square(double x) {
    return x * x;
  }

  @Override
  public double minimum() {
    return 0;
  }

  @Override
  public List<Point> minimisers() {
    return List.of(
        Point.of(SPACE, Map.of("learner", "kernel", "c", 30.0, "gamma", 0.1, "features", 9)));
  }
}
