package io.sweepstake.core.projection;

/**
 * What a menu earns at least, where every buyer has an option that is assigned to her and gains
 * little by any other: a buyer who takes another at prices lowered by η pays at least the assigned
 * price less her gain over η, so that revenue is at least {@code (1 − η)(R − r/η)}.
 *
 * @param revenue R, the mean price of assigned options before any discount
 * @param gain r, what the best option, or nothing, gives more than the assigned one, on average
 */
public record Guarantee(double revenue, double gain) {
  public Guarantee {
    if (!(revenue >= 0) || !(gain >= 0)) {
      throw new IllegalArgumentException(
          "guarantee: revenue and gain must be at least 0, were " + revenue + " and " + gain);
    }
  }

  /** The least revenue at a discount from 0 to 1; minus infinity without one, but for no gain. */
  public double at(double discount) {
    return gain == 0 ? (1 - discount) * revenue : (1 - discount) * (revenue - gain / discount);
  }

  /** The discount that guarantees most, {@code √(r/R)}, at most 1. */
  public double bestDiscount() {
    return gain >= revenue ? 1 : Math.sqrt(gain / revenue);
  }

  /** {@code (√R − √r)²}, or 0 where buyers gain more than they pay. */
  public double best() {
    double root = Math.sqrt(revenue) - Math.sqrt(gain);
    return root > 0 ? root * root : 0;
  }
}
