package io.sweepstake.benchmarks.search.function;

/**
 * Michalewicz' function on [0, π] with steepness 10 (1992): valleys so narrow that nearly all of
 * the box is flat, {@code −Σ sin(x_k) sin(k x_k² / π)²⁰}.
 */
public final class Michalewicz extends BoxFunction {
  /** Where each term is least; terms do not know each other. */
  private static final double[] DEEPEST = {
    2.202905520, 1.570796327, 1.284991570, 1.923058470, 1.720469764
  };

  public Michalewicz() {
    super("michalewicz5", DEEPEST.length, 0, Math.PI);
  }

  @Override
  public double at(double[] x) {
    double sum = 0;
    for (int k = 0; k < x.length; k++) {
      sum -= Math.sin(x[k]) * Math.pow(Math.sin((k + 1) * x[k] * x[k] / Math.PI), 20);
    }
    return sum;
  }

  @Override
  public double minimum() {
    return at(DEEPEST);
  }

  @Override
  public double[][] optima() {
    return new double[][] {DEEPEST.clone()};
  }
}
