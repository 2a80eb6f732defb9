package io.sweepstake.sweeps.sampler.gp;

import io.sweepstake.sweeps.numerics.StandardNormal;

/**
 * Logarithms of what Bayesian optimisation hopes for, accurate where the hope is faint (Ament et
 * al., arXiv:2310.20708), and their slopes.
 */
final class ExpectedImprovement {
  private static final double LOG_SQRT_2_PI = StandardNormal.LOG_SQRT_2_PI;
  private static final double SQRT_HALF = Math.sqrt(0.5);
  private static final double SQRT_HALF_PI = Math.sqrt(0.5 * Math.PI);

  private ExpectedImprovement() {}

  /** log E[max(0, Z + z)] for a standard normal Z. */
  static double log(double z) {
    if (z > -1) {
      return Math.log(z * StandardNormal.cdf(z) + Math.exp(-0.5 * z * z - LOG_SQRT_2_PI));
    }
    double rest =
        z > -1e5
            ? Math.log1p(SQRT_HALF_PI * z * StandardNormal.erfcx(-z * SQRT_HALF))
            : -2 * Math.log(-z);
    return -0.5 * z * z - LOG_SQRT_2_PI + rest;
  }

  /** The derivative of {@link #log}: {@code Φ(z)} over the expectation. */
  static double slope(double z) {
    return Math.exp(StandardNormal.logCdf(z) - log(z));
  }

  /** The derivative of log Φ(z). */
  static double logCdfSlope(double z) {
    return Math.exp(-0.5 * z * z - LOG_SQRT_2_PI - StandardNormal.logCdf(z));
  }
}
