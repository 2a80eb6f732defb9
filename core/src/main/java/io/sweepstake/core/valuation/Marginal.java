package io.sweepstake.core.valuation;

/**
 * The distribution of one bidder's value for one item, or for a bundle: continuous, without atoms.
 *
 * <p>Values are in units of value, probabilities in [0, 1]. Implementations are immutable values
 * with {@code equals}.
 */
public sealed interface Marginal
    permits Uniform, Exponential, TruncatedExponential, LogNormal, Mixture, UniformSum {
  /** The least possible value; finite. */
  double low();

  /** The greatest possible value; may be {@link Double#POSITIVE_INFINITY}. */
  double high();

  /** Probability of a value at most {@code value}. */
  double cdf(double value);

  /** Probability of a value above {@code value}; accurate where it is small. */
  double survival(double value);

  /** Density, from the right where it jumps; 0 outside {@code [low, high]}. */
  double pdf(double value);

  /**
   * The value below which a share {@code u} of the mass lies.
   *
   * @param u from 0 to 1
   */
  double quantile(double u);

  /**
   * The value above which a share {@code s} of the mass lies; accurate for small {@code s}.
   *
   * @param s from 0 to 1
   */
  double upperQuantile(double s);

  double mean();

  /**
   * A value with this distribution when {@code u} is uniform on [0, 1); the same on every platform.
   */
  default double draw(double u) {
    return quantile(u);
  }

  /** Whether the virtual value is known to increase; if not, an optimal auction must iron it. */
  boolean regular();

  /** Values strictly between low and high at which the density or a derivative of it may jump. */
  double[] kinks();

  /**
   * Virtual value {@code v − (1 − F(v)) / f(v)} (Myerson, 1981), not ironed.
   *
   * @return negative infinity where the density is 0
   */
  default double virtualValue(double value) {
    double density = pdf(value);
    return density > 0 ? value - survival(value) / density : Double.NEGATIVE_INFINITY;
  }
}
