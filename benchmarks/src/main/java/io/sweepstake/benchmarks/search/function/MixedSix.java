package io.sweepstake.benchmarks.search.function;

import io.sweepstake.sweeps.space.CategoricalParam;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.IntParam;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.space.SearchSpace;
import java.util.List;
import java.util.Map;

/**
 * Like the loss of a training run: a learning rate and a multiplier on log scales that interact, a
 * width, a depth, a choice and a share.
 *
 * <p>With {@code r, l} the decades between rate and λ and their best values 2·10⁻³ and 0.3, {@code
 * w} the doublings between the width and 64:
 *
 * <pre>r² + ½ l² + 0.6 r l + 0.1 w² + 0.1 (depth − 3)² + penalty(optimiser) + (decay − 0.3)²</pre>
 *
 * with penalties 0.3, 0, 0.5 and 0.8. The quadratic form in {@code r, l} is positive definite, so
 * the minimum is 0.
 */
public final class MixedSix implements TestFunction {
  private static final FloatParam RATE = FloatParam.log("rate", 1e-5, 1e-1);
  private static final FloatParam LAMBDA = FloatParam.log("lambda", 1e-3, 1e1);
  private static final IntParam WIDTH = IntParam.log("width", 8, 256);
  private static final IntParam DEPTH = IntParam.uniform("depth", 1, 6);
  private static final CategoricalParam OPTIMISER =
      CategoricalParam.of("optimiser", "sgd", "adam", "rmsprop", "adagrad");
  private static final FloatParam DECAY = FloatParam.uniform("decay", 0, 1);
  private static final SearchSpace SPACE =
      SearchSpace.of(RATE, LAMBDA, WIDTH, DEPTH, OPTIMISER, DECAY);
  private static final double[] PENALTIES = {0.3, 0, 0.5, 0.8};

  @Override
  public String name() {
    return "mixed6";
  }

  @Override
  public SearchSpace space() {
    return SPACE;
  }

  @Override
  public double value(Point point) {
    double r = Math.log10(point.get(RATE) / 2e-3);
    double l = Math.log10(point.get(LAMBDA) / 0.3);
    double w = Math.log(point.get(WIDTH) / 64.0) / Math.log(2);
    double d = point.get(DEPTH) - 3;
    double decay = point.get(DECAY) - 0.3;
    return r * r
        + 0.5 * l * l
        + 0.6 * r * l
        + 0.1 * w * w
        + 0.1 * d * d
        + PENALTIES[OPTIMISER.choices().indexOf(point.get(OPTIMISER))]
        + decay * decay;
  }

  @Override
  public double minimum() {
    return 0;
  }

  @Override
  public List<Point> minimisers() {
    return List.of(
        Point.of(
            SPACE,
            Map.of(
                "rate",
                2e-3,
                "lambda",
                0.3,
                "width",
                64,
                "depth",
                3,
                "optimiser",
                "adam",
                "decay",
                0.3)));
  }
}
