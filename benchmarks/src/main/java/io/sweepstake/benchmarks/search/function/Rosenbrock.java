package io.sweepstake.benchmarks.search.function;

/** Rosenbrock's function on [−5, 10]: a long curved valley. */
public final class Rosenbrock extends BoxFunction {
  public Rosenbrock(int dimensions) {
    super("rosenbrock" + dimensions, dimensions, -5, 10);
  }

  @Override
  public double at(double[] x) {
    double sum = 0;
    for (int k = 0; k + 1 < x.length; k++) {
      double off = x[k + 1] - x[k] * x[k];
      sum += 100 * off * off + (1 - x[k]) * (1 - x[k]);
    }
    return sum;
  }

  @Override
  public double minimum() {
    return 0;
  }

  @Override
  public double[][] optima() {
    return new double[][] {filled(dimensions(), 1)};
  }
}
