package io.sweepstake.core.mechanism;

import io.sweepstake.core.valuation.ValuationProfiles;

/** Probes any mechanism by running it again on the changed reports; has no gradients. */
final class RerunBidderUtility implements BidderUtility {
  private static final int BLOCK = 1024;

  private final Mechanism mechanism;
  private ValuationProfiles reports;
  private float[] truth; // [profile][item] of the misreporting bidder
  private int bidder;

  RerunBidderUtility(Mechanism mechanism) {
    this.mechanism = mechanism;
  }

  @Override
  public int blockSize() {
    return BLOCK;
  }

  @Override
  public void fix(ValuationProfiles profiles, int first, int count, int bidder) {
    int width = profiles.bidders() * profiles.items();
    reports = new ValuationProfiles(count, profiles.bidders(), profiles.items());
    System.arraycopy(profiles.values(), first * width, reports.values(), 0, count * width);
    this.bidder = bidder;
    truth = new float[count * profiles.items()];
    for (int k = 0; k < count; k++) {
      for (int j = 0; j < profiles.items(); j++) {
        truth[k * profiles.items() + j] = reports.value(k, bidder, j);
      }
    }
  }

  @Override
  public void utilities(float[] misreports, float[] utilities) {
    int items = reports.items();
    for (int k = 0; k < reports.count(); k++) {
      for (int j = 0; j < items; j++) {
        reports.set(k, bidder, j, misreports[k * items + j]);
      }
    }
    Outcomes outcomes = mechanism.run(reports);
    for (int k = 0; k < reports.count(); k++) {
      int got = (k * reports.bidders() + bidder) * items;
      double value = mechanism.surplus().value(truth, k * items, outcomes.allocation(), got, items);
      utilities[k] = (float) (value - outcomes.payment(k, bidder));
    }
  }

  @Override
  public boolean differentiable() {
    return false;
  }

  @Override
  public void gradients(float[] misreports, float[] utilities, float[] gradients) {
    throw new UnsupportedOperationException("this mechanism's utilities have no gradient");
  }
}
