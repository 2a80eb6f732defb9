package io.sweepstake.core.network.affine;

import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.valuation.ValuationProfiles;

/**
 * What affine maximisers start from: small differences between boosts, so that equals can part, and
 * what the seller might have made of the items sold, half their mean value to those who get them:
 * without it too little is withheld for training to find out what that earns. All in units of
 * value.
 */
final class StartingBoosts {
  private static final int REFERENCE = 1024;
  private static final double SPREAD = 0.1;
  private static final double RESERVED = 0.5;

  private final double[] means; // [bidder][item], 0 for what a pair adds
  private final double mean;
  private final long normals;

  StartingBoosts(Setting setting, long seed) {
    int width = setting.bidders() * setting.items();
    ValuationProfiles sample = new ValuationProfiles(REFERENCE, setting.bidders(), setting.items());
    setting.distribution().sample(0, sample, Seeds.derive(seed, "mean value", 0));
    means = new double[width];
    double all = 0;
    for (int cell = 0; cell < width; cell++) {
      for (int k = 0; k < REFERENCE && cell % setting.items() < setting.itemsForSale(); k++) {
        means[cell] += sample.values()[k * width + cell] / REFERENCE;
      }
      all += means[cell];
    }
    mean = all / (setting.bidders() * setting.itemsForSale());
    normals = Seeds.derive(seed, AffineFamily.BOOSTS, 0);
  }

  /** Half the mean value of an item to a bidder, by cell {@code [bidder][item]}. */
  double reserved(int cell) {
    return RESERVED * means[cell];
  }

  /** The k-th boost's small difference. */
  double spread(int boost) {
    return mean * SPREAD * Seeds.normal(normals, boost);
  }
}
