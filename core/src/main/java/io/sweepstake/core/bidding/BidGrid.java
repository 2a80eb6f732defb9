package io.sweepstake.core.bidding;

import java.util.Objects;

/**
 * What a bidder may want the item for, and what she may bid: the whole numbers from 0.
 *
 * @param values of each bidder, independent of the others'
 * @param bids how many there are, at least 2; the bid of a number is that number
 */
public record BidGrid(DiscreteValues values, int bids) {
  public BidGrid {
    Objects.requireNonNull(values, "values");
    if (bids < 2) {
      throw new IllegalArgumentException("bids: must be at least 2, were " + bids);
    }
  }

  /** Bids up to the greatest value. */
  public static BidGrid upToValues(DiscreteValues values) {
    return new BidGrid(values, (int) Math.floor(values.greatest()) + 1);
  }

  /** The greatest bid that is not above a value. */
  public int truth(int value) {
    return (int) Math.min(bids - 1, Math.floor(values.value(value)));
  }
}
