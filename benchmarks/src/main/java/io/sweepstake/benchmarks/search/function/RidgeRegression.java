package io.sweepstake.benchmarks.search.function;

import io.sweepstake.sweeps.space.CategoricalParam;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.study.Seeds;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;

/**
 * A real tuning problem: kernel ridge regression of Friedman's first function (1991) with noise,
 * from 60 examples, and its root mean squared error on 60 others, by kernel, width and penalty.
 */
public final class RidgeRegression implements TestFunction {
  private static final CategoricalParam KERNEL =
      CategoricalParam.of("kernel", "laplacian", "gaussian", "cauchy");
  private static final FloatParam GAMMA = FloatParam.log("gamma", 1e-3, 1e2);
  private static final FloatParam PENALTY = FloatParam.log("penalty", 1e-5, 1e2);
  private static final SearchSpace SPACE = SearchSpace.of(KERNEL, GAMMA, PENALTY);
  private static final int EXAMPLES = 60;
  private static final int FEATURES = 5;

  /** The best kernel's best point: by a grid of 400², then finer ones. */
  private static final Map<String, Object> BEST =
      Map.of("kernel", "gaussian", "gamma", 0.7238107970267196, "penalty", 0.002094935003408017);

  private final double[][] learned = new double[EXAMPLES][FEATURES];
  private final double[][] judged = new double[EXAMPLES][FEATURES];
  private final double[] learnedTargets = new double[EXAMPLES];
  private final double[] judgedTargets = new double[EXAMPLES];
  private final double mean;

  public RidgeRegression() {
    RandomGenerator random = Seeds.generator(1, name(), 0);
    draw(random, learned, learnedTargets);
    draw(random, judged, judgedTargets);
    double sum = 0;
    for (double target : learnedTargets) {
      sum += target;
    }
    mean = sum / EXAMPLES;
    for (int k = 0; k < EXAMPLES; k++) {
      learnedTargets[k] -= mean;
    }
  }

  private static void draw(RandomGenerator random, double[][] features, double[] targets) {
    for (int k = 0; k < features.length; k++) {
      double[] x = features[k];
      for (int j = 0; j < x.length; j++) {
        x[j] = random.nextDouble();
      }
      double noise = random.nextDouble() + random.nextDouble() - 1;
      targets[k] =
          10 * Math.sin(Math.PI * x[0] * x[1])
              + 20 * (x[2] - 0.5) * (x[2] - 0.5)
              + 10 * x[3]
              + 5 * x[4]
              + noise;
    }
  }

  @Override
  public String name() {
    return "ridge3";
  }

  @Override
  public SearchSpace space() {
    return SPACE;
  }

  @Override
  public double value(Point point) {
    String kernel = point.get(KERNEL);
    double gamma = point.get(GAMMA);
    double[][] gram = new double[EXAMPLES][EXAMPLES];
    for (int k = 0; k < EXAMPLES; k++) {
      for (int l = 0; l < EXAMPLES; l++) {
        gram[k][l] = kernel(kernel, gamma, learned[k], learned[l]);
      }
      gram[k][k] += point.get(PENALTY);
    }
    double[] weights =
        new CholeskyDecomposition(new Array2DRowRealMatrix(gram, false))
            .getSolver()
            .solve(new ArrayRealVector(learnedTargets, false))
            .toArray();
    double squares = 0;
    for (int k = 0; k < EXAMPLES; k++) {
      double miss = mean - judgedTargets[k];
      for (int l = 0; l < EXAMPLES; l++) {
        miss += weights[l] * kernel(kernel, gamma, judged[k], learned[l]);
      }
      squares += miss * miss;
    }
    return Math.sqrt(squares / EXAMPLES);
  }

  private static double kernel(String name, double gamma, double[] a, double[] b) {
    double squared = 0;
    double absolute = 0;
    for (int j = 0; j < a.length; j++) {
      squared += (a[j] - b[j]) * (a[j] - b[j]);
      absolute += Math.abs(a[j] - b[j]);
    }
    return switch (name) {
      case "laplacian" -> Math.exp(-gamma * absolute);
      case "gaussian" -> Math.exp(-gamma * squared);
      default -> 1 / (1 + gamma * squared);
    };
  }

  @Override
  public double minimum() {
    return value(minimisers().get(0));
  }

  @Override
  public List<Point> minimisers() {
    return List.of(Point.of(SPACE, BEST));
  }
}
