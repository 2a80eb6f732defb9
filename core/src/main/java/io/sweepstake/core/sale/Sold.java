package io.sweepstake.core.sale;

import java.util.Arrays;

/**
 * What an auction decided for some rows of bids.
 *
 * <p>Probabilities are whole numbers of billionths, payments have nine significant digits: both are
 * the doubles nearest to those decimals, and what is said of their sums holds for the decimals.
 *
 * @param bidders of each row
 * @param items values that a bidder has; a pair counts as one
 * @param bids as they came in, {@code [row][bidder][item]}, flattened
 * @param allocation probability that a bidder gets an item, {@code [row][bidder][item]}: from 0 to
 *     1, at most 1 in sum over bidders; where products are sold, the qualities of hers
 * @param payments in units of value, {@code [row][bidder]}: what she pays, on average unless this
 *     is a draw; never more than she reported that her allocation is worth
 * @param corrected rows of which the mechanism's own outcome broke one of these rules by more than
 *     rounding
 */
public record Sold(
    int bidders, int items, double[] bids, double[] allocation, double[] payments, int corrected) {
  public Sold {
    if (bids.length % (bidders * items) != 0
        || allocation.length != bids.length
        || payments.length * items != bids.length) {
      throw new IllegalArgumentException(
          "sold: arrays do not fit rows of " + bidders + " bidders and " + items + " items");
    }
  }

  public int rows() {
    return bids.length / (bidders * items);
  }

  public double allocation(int row, int bidder, int item) {
    return allocation[(row * bidders + bidder) * items + item];
  }

  public double payment(int row, int bidder) {
    return payments[row * bidders + bidder];
  }

  /** All payments of a row. */
  public double paid(int row) {
    double sum = 0;
    for (int i = 0; i < bidders; i++) {
      sum += payment(row, i);
    }
    return sum;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Sold that
        && bidders == that.bidders
        && items == that.items
        && corrected == that.corrected
        && Arrays.equals(bids, that.bids)
        && Arrays.equals(allocation, that.allocation)
        && Arrays.equals(payments, that.payments);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(allocation) + Arrays.hashCode(payments);
  }
}
