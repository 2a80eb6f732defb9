package io.sweepstake.core.valuation;

/** The standard normal's distribution function; the same on every platform. */
final class StandardNormal {
  /** Beyond this the function is 0 or 1 to double precision. */
  private static final double FAR = 8.5;

  private StandardNormal() {}

  /**
   * Probability of a value at most {@code z}, to about 1e-15: {@code 1/2 + φ(z) (z + z³/3 +
   * z⁵/(3·5) + …)} (Marsaglia, J. Stat. Softw. 11, 2004).
   */
  static double cdf(double z) {
    if (z < -FAR) {
      return 0;
    }
    if (z > FAR) {
      return 1;
    }
    double term = z;
    double sum = z;
    double before = 0;
    for (int odd = 3; sum != before; odd += 2) {
      before = sum;
      term *= z * z / odd;
      sum += term;
    }
    double density = StrictMath.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
    return Math.min(1, Math.max(0, 0.5 + sum * density));
  }
}
