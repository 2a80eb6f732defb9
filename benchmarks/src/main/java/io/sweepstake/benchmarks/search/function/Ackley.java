package io.sweepstake.benchmarks.search.function;

/** Ackley's function on ±32.768: ripples on a funnel that is flat far out. */
public final class Ackley extends BoxFunction {
  public Ackley(int dimensions) {
    super("ackley" + dimensions, dimensions, -32.768, 32.768);
  }

  @Override
  public double at(double[] x) {
    double squares = 0;
    double cosines = 0;
    for (double v : x) {
      squares += v * v / x.length;
      cosines += Math.cos(2 * Math.PI * v) / x.length;
    }
    return -20 * Math.exp(-0.2 * Math.sqrt(squares)) - Math.exp(cosines) + 20 + Math.E;
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
