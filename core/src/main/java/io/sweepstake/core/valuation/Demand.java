package io.sweepstake.core.valuation;

/** How a bidder values a set of items, given her value for each item. */
public enum Demand {
  /** The value of a set is the sum of its items' values. */
  ADDITIVE,
  /** The value of a set is its most valuable item's value. */
  UNIT_DEMAND
}
