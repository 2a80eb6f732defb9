package io.sweepstake.core.repeated;

import io.sweepstake.core.bidding.BidGrid;
import io.sweepstake.core.bidding.RiskAttitude;

/**
 * What each bid means to one bidder while the others play their strategies: sums over all profiles
 * of theirs, exact.
 *
 * @param share the chance of the item, by bid
 * @param payment expected, by bid
 * @param utility expected, {@code [value][bid]}
 */
public record Interim(double[] share, double[] payment, double[][] utility) {
  /** Those of one bidder. */
  public static Interim of(
      BidGrid grid, PaymentRule rule, Strategies strategies, int bidder, RiskAttitude attitude) {
    int bids = rule.bids();
    int values = grid.values().count();
    double[][] chances = new double[rule.bidders()][];
    for (int j = 0; j < chances.length; j++) {
      chances[j] = strategies.bids(grid, j);
    }
    double[] share = new double[bids];
    double[] payment = new double[bids];
    double[][] utility = new double[values][bids];
    int[] profile = new int[rule.bidders()];
    for (int p = 0; p < rule.profiles(); p++) {
      rule.profile(p, profile);
      double chance = 1;
      for (int j = 0; j < profile.length && chance > 0; j++) {
        chance *= j == bidder ? 1 : chances[j][profile[j]];
      }
      if (chance == 0) {
        continue;
      }
      int bid = profile[bidder];
      double x = rule.share(p, bidder);
      share[bid] += chance * x;
      payment[bid] += chance * rule.payment(p, bidder);
      for (int v = 0; v < values && !attitude.neutral(); v++) {
        double win = attitude.utility(grid.values().value(v) - rule.winning(p, bidder));
        double lose = attitude.utility(-rule.losing(p, bidder));
        utility[v][bid] += chance * (x * win + (1 - x) * lose);
      }
    }
    for (int v = 0; v < values && attitude.neutral(); v++) {
      for (int bid = 0; bid < bids; bid++) {
        utility[v][bid] = grid.values().value(v) * share[bid] - payment[bid];
      }
    }
    return new Interim(share, payment, utility);
  }

  /** The utility of a mixed bid at a value. */
  public double utility(Strategies strategies, int bidder, int value) {
    double sum = 0;
    for (int bid = 0; bid < share.length; bid++) {
      sum += strategies.chance(bidder, value, bid) * utility[value][bid];
    }
    return sum;
  }

  /** What the best bid at a value brings more than the strategy: from 0. */
  public double gain(Strategies strategies, int bidder, int value) {
    double greatest = Double.NEGATIVE_INFINITY;
    for (double one : utility[value]) {
      greatest = Math.max(greatest, one);
    }
    return Math.max(0, greatest - utility(strategies, bidder, value));
  }
}
