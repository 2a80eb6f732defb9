package io.sweepstake.core.auction;

import io.sweepstake.core.mechanism.BidderUtility;
import io.sweepstake.core.valuation.ValuationProfiles;

/**
 * What a bidder of a {@link SizeAuction} has of a misreport: one maximum for each, not one for all.
 */
final class SizeUtility implements BidderUtility {
  private static final int LANES = SizeWelfare.LANES;

  private final SizeAuction auction;
  private final SizeRounds rounds;
  private final int items;
  private final double[] greatest = new double[LANES]; // max W⁻ⁱ: what others' reports fix
  private ValuationProfiles truth;
  private int first;
  private int count;
  private int bidder;

  SizeUtility(SizeAuction auction) {
    this.auction = auction;
    rounds = new SizeRounds(auction);
    items = rounds.owners.length;
  }

  @Override
  public int blockSize() {
    return LANES;
  }

  @Override
  public void fix(ValuationProfiles truth, int first, int count, int bidder) {
    this.truth = truth;
    this.first = first;
    this.count = count;
    this.bidder = bidder;
    for (int i = 0; i < truth.bidders(); i++) {
      rounds.report(truth, first, count, i);
    }
    rounds.leave(bidder);
    System.arraycopy(rounds.choose(), 0, greatest, 0, LANES);
  }

  @Override
  public void utilities(float[] misreports, float[] utilities) {
    for (int s = 0; s < count; s++) {
      for (int j = 0; j < items; j++) {
        rounds.value(bidder * items + j, s, misreports[s * items + j]);
      }
    }
    rounds.choose();
    int width = truth.bidders() * items;
    for (int s = 0; s < count; s++) {
      rounds.trace(s);
      double value = 0;
      for (int j = 0; j < items; j++) {
        if (rounds.owners[j] == bidder) {
          value += truth.values()[(first + s) * width + bidder * items + j];
        }
      }
      double paid = (greatest[s] - rounds.without(bidder, s)) / auction.weights().get(bidder);
      utilities[s] = (float) (value - Math.max(0, paid));
    }
  }

  @Override
  public boolean differentiable() {
    return false;
  }

  @Override
  public void gradients(float[] misreports, float[] utilities, float[] gradients) {
    throw new UnsupportedOperationException("size auction: its choice has no gradient");
  }
}
