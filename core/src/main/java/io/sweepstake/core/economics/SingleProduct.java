package io.sweepstake.core.economics;

import io.sweepstake.core.auction.ProductMenu;
import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.setting.ProductSurplus;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.SigmoidSurplus;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One product at one price, the best found on a sample of buyers among those whose qualities meet
 * the needs of the same share of them, all raised by the same.
 */
final class SingleProduct {
  private static final int SAMPLE = 4096;
  private static final int SHARES = 40;
  private static final int RAISES = 17;

  /** The most that qualities are raised or lowered, in units of one over steepness. */
  private static final double RAISE = 4;

  /** And what they are multiplied by where a surplus has no steepness: 2 to this many powers. */
  private static final double POWER = 3;

  private final ProductSurplus surplus;
  private final int width;
  private final ValuationProfiles buyers;
  private final float[] sorted; // [quality][buyer]
  private final double[] worths; // [buyer]
  private double bestProfit = Double.NEGATIVE_INFINITY;
  private ProductMenu best;

  private SingleProduct(Setting setting, ProductSurplus surplus) {
    this.surplus = surplus;
    width = setting.items();
    buyers = new ValuationProfiles(SAMPLE, 1, width);
    setting.distribution().sample(0, buyers, Seeds.derive(0, "single product", 0));
    sorted = new float[width * SAMPLE];
    worths = new double[SAMPLE];
    for (int j = 0; j < width; j++) {
      for (int k = 0; k < SAMPLE; k++) {
        sorted[j * SAMPLE + k] = buyers.value(k, 0, j);
      }
      Arrays.sort(sorted, j * SAMPLE, (j + 1) * SAMPLE);
    }
  }

  /** A menu of that product alone. */
  static ProductMenu of(Setting setting, ProductSurplus surplus) {
    SingleProduct search = new SingleProduct(setting, surplus);
    float[] qualities = new float[search.width];
    for (int share = 0; share < SHARES; share++) {
      for (int raise = 0; raise < RAISES; raise++) {
        double step = 2.0 * raise / (RAISES - 1) - 1;
        for (int j = 0; j < qualities.length; j++) {
          int met = (int) ((share + 0.5) / SHARES * SAMPLE);
          qualities[j] = (float) search.raised(search.sorted[j * SAMPLE + met], step);
        }
        surplus.confine(qualities, 0, qualities.length);
        search.consider(qualities);
      }
    }
    return search.best;
  }

  /** A quality by how far it is from the need, step from −1 to 1. */
  private double raised(double need, double step) {
    double raised =
        surplus instanceof SigmoidSurplus sigmoid
            ? need + RAISE * step / sigmoid.steepness()
            : need * Math.pow(2, POWER * step);
    return Math.max(0, raised);
  }

  /** At the price that earns most. */
  private void consider(float[] qualities) {
    for (int k = 0; k < SAMPLE; k++) {
      worths[k] = surplus.value(buyers.values(), k * width, qualities, 0, width);
    }
    Arrays.sort(worths);
    double cost = surplus.cost(qualities, 0, width);
    for (int k = 0; k < SAMPLE; k++) {
      // All from k on buy.
      double profit = (worths[k] - cost) * (SAMPLE - k) / SAMPLE;
      if (profit > bestProfit) {
        bestProfit = profit;
        List<Float> product = new ArrayList<>();
        for (float quality : qualities) {
          product.add(quality);
        }
        best =
            new ProductMenu(surplus, List.of(new ProductMenu.Product(product, (float) worths[k])));
      }
    }
  }
}
