package io.sweepstake.core.truthful;

import io.sweepstake.core.product.FirstBest;
import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.setting.ComposedSurplus;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.SigmoidSurplus;
import io.sweepstake.core.valuation.ValuationProfiles;

/**
 * Units in which a menu of products is learned, so that a step moves qualities as far next to
 * prices as it does lotteries.
 *
 * @param price what sharpness is relative to, positive
 * @param quality positive
 */
record ProductUnits(double price, double quality) {
  private static final int SAMPLE = 128;

  /** Prices in units of κ, qualities in a share of the scale of values. */
  static ProductUnits of(SigmoidSurplus surplus, float scale) {
    return new ProductUnits(surplus.worth(), MenuRevenue.SLOWLY * scale);
  }

  /**
   * Prices in units of what the best product is worth to its buyer over the root of how many
   * qualities it has, mean over buyers: so far apart are buyers whose needs are independent, and a
   * step of a price must come to something beside a sum over many. Qualities in a tenth of what she
   * would have them.
   */
  static ProductUnits of(Setting setting, ComposedSurplus surplus) {
    int width = setting.items();
    double value = 0;
    double quality = 0;
    ValuationProfiles buyers = new ValuationProfiles(SAMPLE, 1, width);
    setting.distribution().sample(0, buyers, Seeds.derive(0, "units", 0));
    FirstBest best = FirstBest.of(surplus.kernel(), surplus.cost(), surplus.limit(), width);
    for (int k = 0; k < SAMPLE; k++) {
      double unused = best.search(buyers.values(), k * width);
      value += surplus.value(buyers.values(), k * width, best.product(), 0, width);
      for (float each : best.product()) {
        quality += each;
      }
    }
    // Where no product is worth its cost to anybody, there is nothing to learn.
    return new ProductUnits(
        Math.max(1e-6, value / SAMPLE / Math.sqrt(width)),
        MenuRevenue.SLOWLY * Math.max(1e-6, quality / SAMPLE / width));
  }
}
