package io.sweepstake.core.valuation;

import io.sweepstake.core.random.StandardNormal;

/**
 * Values whose logarithms are normally distributed, {@code F(v) = Φ((ln v − mu) / sigma)}.
 *
 * @param mu mean of the logarithm, finite
 * @param sigma standard deviation of the logarithm, positive and finite
 */
public record LogNormal(double mu, double sigma) implements Marginal {
  /**
   * The most by which the logarithm may spread for the virtual value to increase: the least of
   * {@code 2 / M(z) − z} over z, M being Mills' ratio, is 1.5175.
   */
  private static final double REGULAR = 1.517;

  public LogNormal {
    if (!Double.isFinite(mu) || !(sigma > 0) || Double.isInfinite(sigma)) {
      throw new IllegalArgumentException(
          "lognormal: mu must be finite and sigma positive and finite, were "
              + mu
              + " and "
              + sigma);
    }
  }

  private double standardised(double value) {
    return (StrictMath.log(value) - mu) / sigma;
  }

  @Override
  public double low() {
    return 0;
  }

  @Override
  public double high() {
    return Double.POSITIVE_INFINITY;
  }

  @Override
  public double cdf(double value) {
    return value <= 0 ? 0 : StandardNormal.survival(-standardised(value));
  }

  @Override
  public double survival(double value) {
    return value <= 0 ? 1 : StandardNormal.survival(standardised(value));
  }

  @Override
  public double pdf(double value) {
    return value <= 0 ? 0 : StandardNormal.pdf(standardised(value)) / (sigma * value);
  }

  @Override
  public double quantile(double u) {
    return StrictMath.exp(mu - sigma * StandardNormal.upperQuantile(u));
  }

  @Override
  public double upperQuantile(double s) {
    return StrictMath.exp(mu + sigma * StandardNormal.upperQuantile(s));
  }

  @Override
  public double mean() {
    return StrictMath.exp(mu + sigma * sigma / 2);
  }

  @Override
  public boolean regular() {
    return sigma <= REGULAR;
  }

  @Override
  public double[] kinks() {
    return new double[0];
  }
}
