package io.sweepstake.core.explanation;

import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.regret.RegretEstimator;
import io.sweepstake.core.regret.Regrets;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.valuation.ValuationProfiles;

/**
 * Fresh profiles, and the lies that an attack found to each network's bidders.
 *
 * @param truth the same for every network of a setting and a seed
 * @param found of one network
 */
public record AttackedProfiles(ValuationProfiles truth, Regrets found) {
  private static final int BLOCK = 256; // as evaluations do

  /**
   * Attacks a mechanism.
   *
   * @param count how many profiles; no more than there are held out, where they are observations
   * @param seed of the profiles and the attack
   */
  public static AttackedProfiles of(
      Setting setting, Mechanism mechanism, RegretEstimator attack, int count, long seed) {
    int most = (int) Math.min(count, setting.distribution().heldOut().distinctProfiles());
    ValuationProfiles all = new ValuationProfiles(most, setting.bidders(), setting.items());
    Regrets found = new Regrets(all);
    int width = setting.bidders() * setting.items();
    for (int first = 0; first < most; first += BLOCK) {
      int size = Math.min(BLOCK, most - first);
      ValuationProfiles part = new ValuationProfiles(size, setting.bidders(), setting.items());
      setting.distribution().heldOut().sample(first, part, Seeds.derive(seed, "explanation", 0));
      Regrets lies =
          attack.estimate(
              mechanism.bidderUtility(),
              setting,
              part,
              first,
              Seeds.derive(seed, "explanation attack", 0));
      System.arraycopy(part.values(), 0, all.values(), first * width, size * width);
      System.arraycopy(
          lies.misreports().values(), 0, found.misreports().values(), first * width, size * width);
      System.arraycopy(
          lies.gains(), 0, found.gains(), first * setting.bidders(), lies.gains().length);
    }
    return new AttackedProfiles(all, found);
  }

  public int count() {
    return truth.count();
  }

  /** Reports of profiles in which one bidder lies. */
  public ValuationProfiles reports(int liar) {
    ValuationProfiles reports = truth.copy();
    for (int k = 0; k < reports.count(); k++) {
      int at = reports.index(k, liar, 0);
      System.arraycopy(found.misreports().values(), at, reports.values(), at, reports.items());
    }
    return reports;
  }
}
