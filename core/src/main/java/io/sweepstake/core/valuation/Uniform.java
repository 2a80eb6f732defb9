package io.sweepstake.core.valuation;

/**
 * Values spread evenly over an interval.
 *
 * @param low finite
 * @param high finite, above low
 */
public record Uniform(double low, double high) implements Marginal {
  public Uniform {
    if (!Double.isFinite(low) || !Double.isFinite(high) || low >= high) {
      throw new IllegalArgumentException(
          "uniform: needs a finite low below a finite high, was [" + low + ", " + high + "]");
    }
  }

  /** The length of the interval. */
  public double width() {
    return high - low;
  }

  @Override
  public double cdf(double value) {
    return Math.min(1, Math.max(0, (value - low) / width()));
  }

  @Override
  public double survival(double value) {
    return Math.min(1, Math.max(0, (high - value) / width()));
  }

  @Override
  public double pdf(double value) {
    return value >= low && value <= high ? 1 / width() : 0;
  }

  @Override
  public double quantile(double u) {
    return low + u * width();
  }

  @Override
  public double upperQuantile(double s) {
    return high - s * width();
  }

  @Override
  public double mean() {
    return (low + high) / 2;
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
    return value < low ? Double.NEGATIVE_INFINITY : 2 * value - high;
  }
}
