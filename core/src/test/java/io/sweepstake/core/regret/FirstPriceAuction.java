package io.sweepstake.core.regret;

import io.sweepstake.core.auction.SingleItemAuction;
import java.util.Arrays;

/**
 * The highest bid wins and is paid: truthful bidders have utility 0, and the highest regrets all
 * that she bid above the second.
 */
public record FirstPriceAuction(int bidders) implements SingleItemAuction {
  @Override
  public void sell(double[] bids, double[] shares, double[] payments) {
    Arrays.fill(shares, 0);
    Arrays.fill(payments, 0);
    int winner = 0;
    for (int i = 1; i < bids.length; i++) {
      winner = bids[i] > bids[winner] ? i : winner;
    }
    shares[winner] = 1;
    payments[winner] = bids[winner];
  }
}
