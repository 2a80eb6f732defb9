package io.sweepstake.core.auction;

import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.mechanism.Outcomes;
import io.sweepstake.core.valuation.ValuationProfiles;

/** Sells one item. Bidders who tie share it equally, so that no bidder's number matters. */
public interface SingleItemAuction extends Mechanism {
  int bidders();

  /**
   * Decides one profile.
   *
   * @param bids one per bidder
   * @param shares written: probability of getting the item, by bidder
   * @param payments written: expected payment, by bidder
   */
  void sell(double[] bids, double[] shares, double[] payments);

  /**
   * Outcomes for each profile of reports.
   *
   * @throws IllegalArgumentException if there is another number of bidders, or more than one item
   */
  @Override
  default Outcomes run(ValuationProfiles reports) {
    if (reports.bidders() != bidders() || reports.items() != 1) {
      throw new IllegalArgumentException(
          "single-item auction: is for "
              + bidders()
              + " bidders and 1 item, reports are of "
              + reports.bidders()
              + " and "
              + reports.items());
    }
    Outcomes outcomes = new Outcomes(reports.count(), bidders(), 1);
    double[] bids = new double[bidders()];
    double[] shares = new double[bidders()];
    double[] payments = new double[bidders()];
    for (int k = 0; k < reports.count(); k++) {
      for (int i = 0; i < bids.length; i++) {
        bids[i] = reports.value(k, i, 0);
      }
      sell(bids, shares, payments);
      for (int i = 0; i < bids.length; i++) {
        outcomes.allocation()[k * bids.length + i] = (float) shares[i];
        outcomes.payments()[k * bids.length + i] = (float) payments[i];
      }
    }
    return outcomes;
  }
}
