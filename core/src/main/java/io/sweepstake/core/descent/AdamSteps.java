package io.sweepstake.core.descent;

/**
 * Adam's steps (Kingma and Ba 2015) for some coefficients: decay .9 and .999, in double precision.
 */
public final class AdamSteps {
  private final double[] first;
  private final double[] second;

  /** Of so many coefficients. */
  public AdamSteps(int coefficients) {
    first = new double[coefficients];
    second = new double[coefficients];
  }

  /**
   * What to subtract from a coefficient; once for each at every step.
   *
   * @param step from 1
   */
  public double step(int coefficient, double slope, double rate, long step) {
    first[coefficient] += 0.1 * (slope - first[coefficient]);
    second[coefficient] += 0.001 * (slope * slope - second[coefficient]);
    double m = first[coefficient] / (1 - Math.pow(0.9, step));
    double v = second[coefficient] / (1 - Math.pow(0.999, step));
    return rate * m / (Math.sqrt(v) + 1e-12);
  }
}
