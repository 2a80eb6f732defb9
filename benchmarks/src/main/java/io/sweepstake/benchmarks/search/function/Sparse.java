package io.sweepstake.benchmarks.search.function;

import java.util.Arrays;

/** Twenty dimensions of which three matter: Hartmann's function of the fourth, tenth and 18th. */
public final class Sparse extends BoxFunction {
  private static final int[] MATTER = {3, 9, 17};
  private static final int DIMENSIONS = 20;

  private final BoxFunction inner = Hartmann.three();

  public Sparse() {
    super("sparse" + DIMENSIONS, DIMENSIONS, 0, 1);
  }

  @Override
  public double at(double[] x) {
    return inner.at(Arrays.stream(MATTER).mapToDouble(k -> x[k]).toArray());
  }

  @Override
  public double minimum() {
    return inner.minimum();
  }

  /** One of infinitely many for each of the inner function's. */
  @Override
  public double[][] optima() {
    return Arrays.stream(inner.optima()).map(Sparse::spread).toArray(double[][]::new);
  }

  private static double[] spread(double[] of) {
    double[] x = filled(DIMENSIONS, 0.5);
    for (int k = 0; k < MATTER.length; k++) {
      x[MATTER[k]] = of[k];
    }
    return x;
  }
}
