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

  public float gain(int profile, int bidder) {
    return gains[profile * misreports.bidders() + bidder];
  }
}
