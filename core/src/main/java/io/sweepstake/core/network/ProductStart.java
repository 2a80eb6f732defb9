package io.sweepstake.core.network;

import io.sweepstake.core.product.FirstBest;
import io.sweepstake.core.program.LayerShape;
import io.sweepstake.core.program.LayerWeights;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.setting.ComposedSurplus;
import io.sweepstake.core.setting.ProductSurplus;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.Arrays;
import java.util.List;

/** Where menus start whose options are themselves weights. */
public final class ProductStart {
  private static final int SAMPLE = 1000;
  private static final double FIRST = 0.3;
  private static final double LAST = 0.9;

  private ProductStart() {}

  /**
   * Each made for a buyer drawn at random, the best for her or up to half as much again or two
   * thirds of it, at a price uniform between its cost and what it is worth to her.
   */
  static NetworkWeights forBuyers(
      Setting setting, ComposedSurplus surplus, LayerShape shape, long seed) {
    int width = setting.items();
    ValuationProfiles buyers = new ValuationProfiles(shape.outputs(), 1, width);
    setting.distribution().sample(0, buyers, Seeds.derive(seed, "buyers", 0));
    long tailoring = Seeds.derive(seed, "tailoring", 0);
    long prices = Seeds.derive(seed, "prices", 0);
    FirstBest best = FirstBest.of(surplus.kernel(), surplus.cost(), surplus.limit(), width);
    float[] qualities = new float[shape.outputs() * width];
    float[] bias = new float[shape.outputs()];
    for (int k = 0; k < bias.length; k++) {
      double unused = best.search(buyers.values(), k * width);
      for (int j = 0; j < width; j++) {
        double factor = Math.pow(1.5, 2 * Seeds.uniform(tailoring, (long) k * width + j) - 1);
        qualities[k * width + j] = (float) (factor * best.product()[j]);
      }
      surplus.confine(qualities, k * width, width);
      double cost = surplus.cost(qualities, k * width, width);
      double worth = surplus.value(buyers.values(), k * width, qualities, k * width, width);
      bias[k] = (float) -(cost + Seeds.uniform(prices, k) * Math.max(0, worth - cost));
    }
    return new NetworkWeights(List.of(new LayerWeights(shape, qualities, bias)));
  }

  /**
   * Quantiles of what buyers want, at cost (Nehzati's published code): option k has the q-th
   * quantiles of a buyer's least value, her second, and so on, q from .3 to .9, in an order of its
   * own. Sorted types, as in that code, would have them in one order.
   *
   * @param setting of one buyer
   */
  public static NetworkWeights quantiles(
      FinitelyConvex family, Setting setting, Architecture architecture, long seed) {
    LayerShape shape = family.layers(setting, architecture).get(0);
    int width = shape.inputs();
    float[][] sorted = new float[width][SAMPLE]; // [rank][buyer]
    ValuationProfiles buyers = new ValuationProfiles(SAMPLE, 1, width);
    setting.distribution().sample(0, buyers, Seeds.derive(seed, "quantiles", 0));
    for (int k = 0; k < SAMPLE; k++) {
      float[] values = Arrays.copyOfRange(buyers.values(), k * width, (k + 1) * width);
      Arrays.sort(values);
      for (int rank = 0; rank < width; rank++) {
        sorted[rank][k] = values[rank];
      }
    }
    for (float[] ranked : sorted) {
      Arrays.sort(ranked);
    }
    float[] goods = new float[shape.outputs() * width];
    float[] bias = new float[shape.outputs()];
    for (int k = 0; k < bias.length; k++) {
      double q =
          bias.length == 1 ? (FIRST + LAST) / 2 : FIRST + (LAST - FIRST) * k / (bias.length - 1);
      int[] order = order(width, Seeds.derive(seed, "order", k));
      for (int rank = 0; rank < width; rank++) {
        goods[k * width + order[rank]] = Math.max(0, sorted[rank][(int) (q * (SAMPLE - 1))]);
      }
      if (setting.surplus() instanceof ProductSurplus products) {
        products.confine(goods, k * width, width);
      }
      bias[k] = (float) -setting.surplus().cost(goods, k * width, width);
    }
    return new NetworkWeights(List.of(new LayerWeights(shape, goods, bias)));
  }

  /** Fisher and Yates's shuffle. */
  private static int[] order(int width, long stream) {
    int[] order = new int[width];
    Arrays.setAll(order, k -> k);
    for (int k = width - 1; k > 0; k--) {
      int with = (int) (Seeds.uniform(stream, k) * (k + 1));
      int kept = order[k];
      order[k] = order[with];
      order[with] = kept;
    }
    return order;
  }
}
