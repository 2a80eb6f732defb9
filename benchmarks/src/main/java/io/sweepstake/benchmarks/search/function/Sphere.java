package io.sweepstake.benchmarks.search.function;

/** The sum of squares on ±5.12. */
public final class Sphere extends BoxFunction {
  public Sphere(int dimensions) {
    super("sphere" + dimensions, dimensions, -5.12, 5.12);
  }

  @Override
  public double at(double[] x) {
    double sum = 0;
    for (double v : x) {
      sum += v * v;
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
