package io.sweepstake.benchmarks.search.function;

/** Rastrigin's function on ±5.12: a bowl with a local minimum near every whole-numbered point. */
public final class Rastrigin extends BoxFunction {
  public Rastrigin(int dimensions) {
    super("rastrigin" + dimensions, dimensions, -5.12, 5.12);
  }

  @Override
  public double at(double[] x) {
    double sum = 0;
    for (double v : x) {
      sum += 10 + v * v - 10 * Math.cos(2 * Math.PI * v);
    }
    return sum;
  }

  @Override
  public double minimum() {
    return 0;
  }

  @Override
  public double[][] optima() {
    return new double[][] {new double[dimensions()]};
  }
}
