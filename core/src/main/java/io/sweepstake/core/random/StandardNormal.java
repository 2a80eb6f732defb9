package io.sweepstake.core.random;

/** The standard normal's distribution; the same on every platform. */
public final class StandardNormal {
  /** Beyond this the function is 0 or 1 to double precision. */
  private static final double FAR = 8.5;

  /** From here on the series for the body would lose the tail's digits. */
  private static final double TAIL = 2;

  /** Enough levels of the tail's continued fraction for double precision from {@link #TAIL} on. */
  private static final int LEVELS = 160;

  private static final int CORRECTIONS = 3;

  private StandardNormal() {}

  public static double pdf(double z) {
    return StrictMath.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
  }

  /**
   * Probability of a value above {@code z}; accurate where it is small, by the continued fraction
   * {@code φ(z) / (z + 1 / (z + 2 / (z + 3 / …)))} (Abramowitz and Stegun, 26.2.14).
   */
  public static double survival(double z) {
    if (z < TAIL) {
      return z < -TAIL ? 1 - survival(-z) : 1 - cdf(z);
    }
    double fraction = z;
    for (int level = LEVELS; level > 0; level--) {
      fraction = z + level / fraction;
    }
    return pdf(z) / fraction;
  }

  /**
   * The value above which a share {@code s} of the mass lies; infinite for 0 and 1. Halley's
   * corrections of a rational function that is off by less than 4.5e-4 (Abramowitz and Stegun,
   * 26.2.23).
   *
   * @param s from 0 to 1
   */
  public static double upperQuantile(double s) {
    if (s > 0.5) {
      return -upperQuantile(1 - s);
    }
    if (s == 0) {
      return Double.POSITIVE_INFINITY;
    }
    double t = Math.sqrt(-2 * StrictMath.log(s));
    double z =
        t
            - (2.515517 + t * (0.802853 + t * 0.010328))
                / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
    for (int k = 0; k < CORRECTIONS; k++) {
      double step = (survival(z) - s) / pdf(z);
      z += step / (1 - z * step / 2);
    }
    return z;
  }

  /**
   * Probability of a value at most {@code z}, to about 1e-15: {@code 1/2 + φ(z) (z + z³/3 +
   * z⁵/(3·5) + …)} (Marsaglia, J. Stat. Softw. 11, 2004).
   */
  public static double cdf(double z) {
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
