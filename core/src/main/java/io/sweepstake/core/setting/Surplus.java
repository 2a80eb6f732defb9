package io.sweepstake.core.setting;

/**
 * What a bidder of some type gains from what she gets, and what that costs the seller to make; both
 * in units of value. Nothing, all zero, is worth nothing and costs nothing.
 */
public sealed interface Surplus permits LinearSurplus, ProductSurplus {
  /** Items are worth their values, and are there already. */
  Surplus LINEAR = new LinearSurplus();

  /**
   * What a bidder gains from what she gets, before she pays.
   *
   * @param types her values or needs, {@code count} of them from {@code at}
   * @param goods what she gets of each, from {@code from}
   */
  double value(float[] types, int at, float[] goods, int from, int count);

  /**
   * What it costs to make what a bidder gets, at least 0.
   *
   * @param goods {@code count} from {@code from}
   */
  double cost(float[] goods, int from, int count);
}
