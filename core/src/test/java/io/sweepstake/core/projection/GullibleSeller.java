package io.sweepstake.core.projection;

import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.mechanism.Outcomes;
import io.sweepstake.core.setting.Demand;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.valuation.Support;
import io.sweepstake.core.valuation.ValuationProfiles;

/** Sells more the more is offered, for three quarters of what that is said to be worth. */
record GullibleSeller(Setting setting) implements Mechanism {
  @Override
  public Outcomes run(ValuationProfiles reports) {
    Support support = setting.distribution().support();
    int bidders = setting.bidders();
    int items = setting.items();
    int most = bidders * (setting.demand() == Demand.ADDITIVE ? 1 : items);
    Outcomes outcomes = new Outcomes(reports.count(), bidders, items);
    for (int k = 0; k < reports.count() * bidders; k++) {
      int bidder = k % bidders;
      double worth = 0;
      float[] shares = new float[items];
      for (int j = 0; j < items; j++) {
        float width = support.high(bidder, j) - support.low(bidder, j);
        float place = (reports.values()[k * items + j] - support.low(bidder, j)) / width;
        shares[j] = (0.3f + 0.7f * place) / most;
      }
      if (setting.demand() == Demand.COMBINATORIAL) {
        shares[2] *= Math.min(shares[0], shares[1]);
      }
      for (int j = 0; j < items; j++) {
        outcomes.allocation()[k * items + j] = shares[j];
        worth += shares[j] * reports.values()[k * items + j];
      }
      outcomes.payments()[k] = (float) (0.75 * worth);
    }
    return outcomes;
  }
}
