package io.sweepstake.benchmarks.search.function;

/** Branin's function on [−5, 10] × [0, 15], with three minima (Dixon and Szegő, 1978). */
public final class Branin extends BoxFunction {
  public Branin() {
    super("branin2", new double[] {-5, 0}, new double[] {10, 15});
  }

  @Override
  public double at(double[] x) {
    double b = 5.1 / (4 * Math.PI * Math.PI);
    double c = 5 / Math.PI;
    double t = 1 / (8 * Math.PI);
    double inner = x[1] - b * x[0] * x[0] + c * x[0] - 6;
    return inner * inner + 10 * (1 - t) * Math.cos(x[0]) + 10;
  }

  /** At the minima the square vanishes and the cosine is −1. */
  @Override
  public double minimum() {
    return 10 / (8 * Math.PI);
  }

  @Override
  public double[][] optima() {
    return new double[][] {{-Math.PI, 12.275}, {Math.PI, 2.275}, {3 * Math.PI, 2.475}};
  }
}
