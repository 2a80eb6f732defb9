package io.sweepstake.core.auction;

import io.sweepstake.core.kernel.Loops;
import io.sweepstake.core.mechanism.Outcomes;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.Arrays;

/** A {@link SizeAuction} of up to {@link SizeWelfare#LANES} profiles at once. */
final class SizeRounds {
  private static final int LANES = SizeWelfare.LANES;

  private final SizeAuction auction;
  private final double[] boosts; // [state]
  private final SizeWelfare welfare;
  private final int width;
  private final double[] worth; // w v − ρ, [bidder][item][lane]
  final int[] owners; // of the items, last chosen
  private final double[] most; // [lane]
  private double[] greatest; // [state][lane], of the last choice
  private int chosen; // the state last traced
  private final double[] others; // W⁻ⁱ of what was chosen, [bidder][lane]

  SizeRounds(SizeAuction auction) {
    this.auction = auction;
    BundleSizes sizes = new BundleSizes(auction.bidders(), auction.items());
    boosts = new double[sizes.count()];
    for (int state = 0; state < boosts.length; state++) {
      boosts[state] = auction.boosts()[sizes.tie(state)];
    }
    welfare = new SizeWelfare(sizes, Loops.best().get());
    width = auction.charges().length;
    worth = new double[width * LANES];
    owners = new int[auction.items()];
    most = new double[LANES];
    others = new double[auction.bidders() * LANES];
  }

  /** Writes what an item would be worth in a bidder's hands, in one lane. */
  void value(int cell, int lane, double value) {
    double weight = auction.weights().get(cell / auction.items());
    worth[cell * LANES + lane] = weight * value - auction.charges()[cell];
  }

  /** The greatest affine welfare of each lane, after all worth was written; not a copy. */
  double[] choose() {
    greatest = welfare.greatest(worth);
    Arrays.fill(most, Double.NEGATIVE_INFINITY);
    for (int state = 0; state < boosts.length; state++) {
      for (int s = 0; s < LANES; s++) {
        most[s] = Math.max(most[s], greatest[state * LANES + s] + boosts[state]);
      }
    }
    return most;
  }

  /** Finds the {@link #owners} of what was last chosen in a lane: of equals, the first. */
  void trace(int lane) {
    chosen = 0;
    while (greatest[chosen * LANES + lane] + boosts[chosen] != most[lane]) {
      chosen++;
    }
    welfare.trace(worth, chosen, lane, owners);
  }

  /** What the {@link #owners} just traced bring but for a bidder's own value: W⁻ⁱ. */
  double without(int bidder, int lane) {
    double sum = boosts[chosen];
    for (int j = 0; j < owners.length; j++) {
      int owner = owners[j];
      if (owner == bidder) {
        sum -= auction.charges()[bidder * owners.length + j];
      } else if (owner >= 0) {
        sum += worth[(owner * owners.length + j) * LANES + lane];
      }
    }
    return sum;
  }

  /** Writes the outcomes of up to as many profiles as there are lanes. */
  void sell(ValuationProfiles reports, int first, int lanes, Outcomes into) {
    for (int i = 0; i < auction.bidders(); i++) {
      report(reports, first, lanes, i);
    }
    choose();
    for (int s = 0; s < lanes; s++) {
      trace(s);
      for (int j = 0; j < owners.length; j++) {
        if (owners[j] >= 0) {
          into.allocation()[(first + s) * width + owners[j] * owners.length + j] = 1;
        }
      }
      for (int i = 0; i < auction.bidders(); i++) {
        others[i * LANES + s] = without(i, s);
      }
    }
    for (int i = 0; i < auction.bidders(); i++) {
      leave(i);
      double[] best = choose();
      for (int s = 0; s < lanes; s++) {
        into.payments()[(first + s) * auction.bidders() + i] =
            (float) Math.max(0, (best[s] - others[i * LANES + s]) / auction.weights().get(i));
      }
      report(reports, first, lanes, i);
    }
  }

  /** Takes a bidder's reports; lanes past the last repeat it. */
  void report(ValuationProfiles reports, int first, int lanes, int bidder) {
    for (int cell = bidder * owners.length; cell < (bidder + 1) * owners.length; cell++) {
      for (int s = 0; s < LANES; s++) {
        value(cell, s, reports.values()[(first + Math.min(s, lanes - 1)) * width + cell]);
      }
    }
  }

  /** Takes a bidder to value nothing: items may still be hers, if that is best for the others. */
  void leave(int bidder) {
    for (int cell = bidder * owners.length; cell < (bidder + 1) * owners.length; cell++) {
      Arrays.fill(worth, cell * LANES, (cell + 1) * LANES, -auction.charges()[cell]);
    }
  }
}
