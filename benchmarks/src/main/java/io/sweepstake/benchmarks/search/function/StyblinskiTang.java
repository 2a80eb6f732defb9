package io.sweepstake.benchmarks.search.function;

/** Styblinski and Tang's function on ±5 (1990): two basins a dimension, the deeper one at −2.9. */
public final class StyblinskiTang extends BoxFunction {
  /** The least root of {@code 4 x³ − 32 x + 5}. */
  private static final double DEEPEST = -2.9035340277711772;

  public StyblinskiTang(int dimensions) {
    super("styblinski" + dimensions, dimensions, -5, 5);
  }

  @Override
  public double at(double[] x) {
    double sum = 0;
    for (double each : x) {
      sum += term(each);
    }
    return sum;
  }

  private static double term(double x) {
    return 0.5 * (x * x * x * x - 16 * x * x + 5 * x);
  }

  @Override
  public double minimum() {
    return dimensions() * term(DEEPEST);
  }

  @Override
  public double[][] optima() {
    return new double[][] {filled(dimensions(), DEEPEST)};
  }
}
