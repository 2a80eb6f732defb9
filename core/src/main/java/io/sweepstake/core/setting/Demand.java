package io.sweepstake.core.setting;

/** How a bidder values a set of items, given her values. */
public enum Demand {
  /** The value of a set is the sum of its items' values. */
  ADDITIVE,
  /** The value of a set is its most valuable item's value. */
  UNIT_DEMAND,
  /**
   * Two items, and a third value: what having both is worth beyond their sum, which may be
   * negative.
   *
   * <p>The pair stands as a third item, got with the probability of getting both. Utilities so stay
   * linear, {@code u = P(1) v_1 + P(2) v_2 + P(both) C − p}, and values independent; and a bidder
   * can misreport all three, but where {@link Setting#reported} says that C is public.
   */
  COMBINATORIAL;

  /** How many of a bidder's values are for items that are sold, and not for what a pair adds. */
  public int itemsForSale(int values) {
    return this == COMBINATORIAL ? values - 1 : values;
  }
}
