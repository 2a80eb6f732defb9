package io.sweepstake.core.valuation;

/**
 * Exponentially distributed values, {@code F(v) = 1 − exp(−rate v)}.
 *
 * @param rate one over the mean; positive and finite
 */
public record Exponential(double rate) implements Marginal {
  public Exponential {
    if (!(rate > 0) || Double.isInfinite(rate)) {
      throw new IllegalArgumentException(
          "exponential: the rate must be positive and finite, was " + rate);
    }
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
    return value <= 0 ? 0 : -Math.expm1(-rate * value);
  }

  @Override
  public double survival(double value) {
    return value <= 0 ? 1 : Math.exp(-rate * value);
  }

  @Override
  public double pdf(double value) {
    return value < 0 ? 0 : rate * Math.exp(-rate * value);
  }

  @Override
  public double quantile(double u) {
    return -StrictMath.log1p(-u) / rate;
  }

  @Override
  public double upperQuantile(double s) {
    return -StrictMath.log(s) / rate;
  }

  @Override
  public double mean() {
    return 1 / rate;
  }

  @Override
  public boolean regular() {
    return true;
  }

  @Override
  public double[] kinks() {
    return new double[0];
  }

  @Override
  public double virtualValue(double value) {
    return value < 0 ? Double.NEGATIVE_INFINITY : value - 1 / rate;
  }
}
