package io.sweepstake.benchmarks.search;

/** The sum of squares on ±5.12. */
final class Sphere extends BoxFunction {
  Sphere(int dimensions) {
    super("sphere" + dimensions, dimensions, -5.12, 5.12);
  }

  @Override
  double at(double[] x) {
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
  double[][] optima() {
    return new double[][] {new double[dimensions()]};
  }
}
