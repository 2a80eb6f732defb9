package io.sweepstake.core.repeated;

import io.sweepstake.core.bidding.BidGrid;

/**
 * How every bidder bids: for each value the chances of the bids.
 *
 * @param chances {@code [bidder][value][bid]}, of each value with the sum 1
 */
public record Strategies(double[][][] chances) {
  /** All bid their values, or the greatest bids below them. */
  public static Strategies truthful(BidGrid grid, int bidders) {
    double[][][] chances = new double[bidders][grid.values().count()][grid.bids()];
    for (double[][] bidder : chances) {
      for (int value = 0; value < bidder.length; value++) {
        bidder[value][grid.truth(value)] = 1;
      }
    }
    return new Strategies(chances);
  }

  public int bidders() {
    return chances.length;
  }

  public double chance(int bidder, int value, int bid) {
    return chances[bidder][value][bid];
  }

  /** A bidder's mean bid at a value. */
  public double meanBid(int bidder, int value) {
    double sum = 0;
    for (int bid = 0; bid < chances[bidder][value].length; bid++) {
      sum += bid * chances[bidder][value][bid];
    }
    return sum;
  }

  /** The chance of each of a bidder's bids, whatever her value. */
  public double[] bids(BidGrid grid, int bidder) {
    double[] sum = new double[grid.bids()];
    for (int value = 0; value < grid.values().count(); value++) {
      for (int bid = 0; bid < sum.length; bid++) {
        sum[bid] += grid.values().chance(value) * chances[bidder][value][bid];
      }
    }
    return sum;
  }
}
