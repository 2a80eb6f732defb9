package io.sweepstake.core.regret;

import io.sweepstake.core.valuation.ValuationProfiles;

/**
 * Ex-post regrets found by an attack: what each bidder could have gained, alone, by a misreport.
 *
 * <p>Every number is a lower bound of the true regret: a stronger attack may find more.
 *
 * @param misreports the misreport that gained it, {@code [profile][bidder][item]}; the truth where
 *     none did
 * @param gains at least 0, in units of value, {@code [profile][bidder]}, flattened
 */
public record Regrets(ValuationProfiles misreports, float[] gains) {
  public Regrets {
    if (gains.length != misreports.count() * misreports.bidders()) {
      throw new IllegalArgumentException(
          "regrets: wants "
              + misreports.count() * misreports.bidders()
              + " gains, got "
              + gains.length);
    }
  }

  /** Of bidders who tell the truth, for whatever nobody has looked for. */
  public Regrets(ValuationProfiles truth) {
    this(truth.copy(), new float[truth.count() * truth.bidders()]);
  }

  /** Takes over what one bidder has found. */
  void take(Regrets found, int bidder) {
    int items = misreports.items();
    for (int k = 0; k < misreports.count(); k++) {
      gains[k * misreports.bidders() + bidder] = found.gain(k, bidder);
      int at = misreports.index(k, bidder, 0);
      System.arraycopy(found.misreports.values(), at, misreports.values(), at, items);
    }
  }

  public float gain(int profile, int bidder) {
    return gains[profile * misreports.bidders() + bidder];
  }
}
