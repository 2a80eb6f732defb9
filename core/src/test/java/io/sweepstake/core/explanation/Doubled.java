package io.sweepstake.core.explanation;

import io.sweepstake.core.regret.Regrets;
import io.sweepstake.core.valuation.ValuationProfiles;

/** Attacked profiles, each twice in a row. */
final class Doubled {
  private Doubled() {}

  static AttackedProfiles of(AttackedProfiles once) {
    ValuationProfiles truth = doubled(once.truth());
    int bidders = truth.bidders();
    float[] gains = new float[truth.count() * bidders];
    for (int k = 0; k < gains.length; k++) {
      gains[k] = once.found().gain(k / bidders / 2, k % bidders);
    }
    return new AttackedProfiles(truth, new Regrets(doubled(once.found().misreports()), gains));
  }

  private static ValuationProfiles doubled(ValuationProfiles once) {
    ValuationProfiles twice = new ValuationProfiles(2 * once.count(), once.bidders(), once.items());
    int width = once.bidders() * once.items();
    for (int k = 0; k < twice.count(); k++) {
      System.arraycopy(once.values(), k / 2 * width, twice.values(), k * width, width);
    }
    return twice;
  }
}
