package io.sweepstake.core.valuation;

/**
 * Exponential values given that they are at most a bound: {@code F(v) = (1 − exp(−rate v)) / (1 −
 * exp(−rate high))} on {@code [0, high]}.
 *
 * @param rate of the exponential that is cut off, positive and finite; its mean is one over it
 * @param high the greatest possible value, positive and finite
 */
public record TruncatedExponential(double rate, double high) implements Marginal {
  public TruncatedExponential {
    if (!(rate > 0) || Double.isInfinite(rate) || !(high > 0) || Double.isInfinite(high)) {
      throw new IllegalArgumentException(
          "truncated exponential: rate and high must be positive and finite, were "
              + rate
              + " and "
              + high);
    }
  }

  /** The mass that the exponential itself has up to {@code high}. */
  private double mass() {
    return -Math.expm1(-rate * high);
  }

  @Override
  public double low() {
    return 0;
  }

  @Override
  public double cdf(double value) {
    return value <= 0 ? 0 : Math.min(1, -Math.expm1(-rate * value) / mass());
  }

  @Override
  public double survival(double value) {
    if (value <= 0) {
      return 1;
    }
    return value >= high
        ? 0
        : Math.exp(-rate * value) * -Math.expm1(rate * (value - high)) / mass();
  }

  @Override
  public double pdf(double value) {
    return value < 0 || value > high ? 0 : rate * Math.exp(-rate * value) / mass();
  }

  @Override
  public double quantile(double u) {
    return Math.min(high, -StrictMath.log1p(u * StrictMath.expm1(-rate * high)) / rate);
  }

  @Override
  public double upperQuantile(double s) {
    // With q = e^(−rate high): e^(−rate v) = q + s (1 − q).
    double end = StrictMath.exp(-rate * high);
    return Math.max(
        0, Math.min(high, -StrictMath.log(end - s * StrictMath.expm1(-rate * high)) / rate));
  }

  @Override
  public double mean() {
    return 1 / rate - high * Math.exp(-rate * high) / mass();
  }

  /** The hazard rate increases. */
  @Override
  public boolean regular() {
    return true;
  }

  @Override
  public double[] kinks() {
    return new double[0];
  }
}
