package io.sweepstake.core.engine.tiles;

import io.sweepstake.core.kernel.Kernels;

/**
 * The price of non-monotone allocations, single item: each bidder reports two values drawn from the
 * prior, others truthful; the violation is {@code max(0, a_i(lower) − a_i(higher))}, the mean over
 * bidders and profiles. Monotonicity in a bidder's own report is necessary for truthfulness
 * (Myerson, 1981).
 */
final class MonotonicitySweep {
  private static final int TILE = Kernels.TILE;

  private final int bidders;
  private final AuctionPass[] lower; // [bidder]
  private final AuctionPass[] higher; // [bidder]

  MonotonicitySweep(AuctionNetwork network) {
    bidders = network.bidders();
    lower = new AuctionPass[bidders];
    higher = new AuctionPass[bidders];
    for (int bidder = 0; bidder < bidders; bidder++) {
      lower[bidder] = network.misreport(bidder);
      higher[bidder] = network.misreport(bidder);
    }
  }

  /**
   * Adds the violation's gradient to the network's.
   *
   * @param truth a pass with everybody's truth in its bids
   * @param lowerReports of two reports of each bidder, {@code [profile][bidder]}
   * @param higherReports likewise
   * @param weight the price of one profile's violation of one bidder, times bidders
   */
  void addGradient(
      AuctionPass truth,
      float[] lowerReports,
      float[] higherReports,
      int first,
      int count,
      double weight) {
    float slope = (float) (weight / bidders);
    for (int bidder = 0; bidder < bidders; bidder++) {
      AuctionPass low = lower[bidder];
      AuctionPass high = higher[bidder];
      load(truth, low);
      load(truth, high);
      for (int s = 0; s < TILE; s++) {
        int at = (first + Math.min(s, count - 1)) * bidders + bidder;
        low.bids().set(bidder, s, lowerReports[at]);
        high.bids().set(bidder, s, higherReports[at]);
      }
      boolean any = run(low, high, bidder, count);
      if (any) {
        // The two passes share gradient storage: each is seeded just before it runs backward.
        seed(low, high, bidder, count, slope, low);
        low.backwardToWeights();
        seed(low, high, bidder, count, -slope, high);
        high.backwardToWeights();
      }
    }
  }

  private void load(AuctionPass truth, AuctionPass pass) {
    pass.bids().copyFrom(truth.bids(), bidders);
  }

  private static boolean run(AuctionPass low, AuctionPass high, int bidder, int count) {
    low.prepare();
    low.forward();
    high.prepare();
    high.forward();
    for (int s = 0; s < count; s++) {
      if (low.allocation().value(bidder, s) > high.allocation().value(bidder, s)) {
        return true;
      }
    }
    return false;
  }

  private static void seed(
      AuctionPass low, AuctionPass high, int bidder, int count, float slope, AuctionPass into) {
    for (int s = 0; s < TILE; s++) {
      boolean violated =
          s < count && low.allocation().value(bidder, s) > high.allocation().value(bidder, s);
      into.allocationGradient().set(bidder, s, violated ? slope : 0f);
      into.paymentGradient().set(bidder, s, 0f);
    }
  }
}
