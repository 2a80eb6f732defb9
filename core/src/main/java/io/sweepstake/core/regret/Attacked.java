package io.sweepstake.core.regret;

import io.sweepstake.core.valuation.ValuationProfiles;

/** Collects the best misreports of a block, part by part. */
final class Attacked {
  private final ValuationProfiles misreports;
  private final float[] gains; // [profile][bidder]

  Attacked(ValuationProfiles truth) {
    misreports = truth.copy();
    gains = new float[truth.count() * truth.bidders()];
  }

  /** Takes over what was found for a bidder and the profiles from {@code first} on. */
  void record(BestMisreports best, int first) {
    int items = best.items();
    for (int k = 0; k < best.count(); k++) {
      gains[(first + k) * misreports.bidders() + best.bidder()] = best.gain(k);
      System.arraycopy(
          best.misreports(),
          k * items,
          misreports.values(),
          misreports.index(first + k, best.bidder(), 0),
          items);
    }
  }

  Regrets regrets() {
    return new Regrets(misreports, gains);
  }
}
