package io.sweepstake.benchmarks.search.function;

/** Levy's function on ±10, in {@code w = 1 + (x − 1)/4}: a rippled bowl with its minimum at 1. */
public final class Levy extends BoxFunction {
  public Levy(int dimensions) {
    super("levy" + dimensions, dimensions, -10, 10);
  }

  @Override
  public double at(double[] x) {
    double sum = squaredSine(Math.PI * w(x[0]));
    for (int k = 0; k + 1 < x.length; k++) {
      double apart = w(x[k]) - 1;
      sum += apart * apart * (1 + 10 * squaredSine(Math.PI * w(x[k]) + 1));
    }
    double last = w(x[x.length - 1]);
    return sum + (last - 1) * (last - 1) * (1 + squaredSine(2 * Math.PI * last));
  }

  private static double w(double x) {
    return 1 + (x - 1) / 4;
  }

  private static double squaredSine(double angle) {
    double sine = Math.sin(angle);
    return sine * sine;
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
