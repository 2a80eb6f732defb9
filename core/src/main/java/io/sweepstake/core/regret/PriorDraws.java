package io.sweepstake.core.regret;

import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.valuation.ValuationProfiles;

/**
 * Tries fresh draws from the bidder's own prior.
 *
 * @param draws how many per profile
 */
record PriorDraws(Setting setting, int draws, long seed) implements RegretSearch {
  @Override
  public void improve(BestMisreports best) {
    float[] candidates = new float[best.truth().length];
    for (int draw = 0; draw < draws; draw++) {
      draw(best, draw, candidates);
      best.consider(candidates);
    }
  }

  /** Writes the draw of this number for each profile: a function of the seed and its index. */
  void draw(BestMisreports best, int draw, float[] into) {
    ValuationProfiles fresh =
        new ValuationProfiles(best.count(), setting.bidders(), setting.items());
    setting
        .distribution()
        .sample(best.firstProfile(), fresh, Seeds.derive(seed, "misreport", draw));
    for (int k = 0; k < best.count(); k++) {
      System.arraycopy(
          fresh.values(),
          fresh.index(k, best.bidder(), 0),
          into,
          k * setting.items(),
          setting.items());
    }
  }
}
