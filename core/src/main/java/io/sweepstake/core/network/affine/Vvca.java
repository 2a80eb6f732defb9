package io.sweepstake.core.network.affine;

import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.program.LayerShape;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.setting.Setting;
import java.util.List;

/**
 * The virtual valuations combinatorial auction (Likhodedov and Sandholm, AAAI 2004): an affine
 * maximiser over every way to sell items whole, whose boosts are sums over bidders of a boost for
 * the bundle that she gets.
 */
public final class Vvca extends AffineFamily {
  private static final int MOST_ITEMS = 12;

  @Override
  public String name() {
    return "vvca";
  }

  /** As many as there are bundles. */
  @Override
  public Architecture defaultArchitecture(Setting setting) {
    setting.requireItems("family " + name());
    if (setting.itemsForSale() > MOST_ITEMS) {
      throw new IllegalArgumentException(
          "family "
              + name()
              + ": lists every allocation, at most of "
              + MOST_ITEMS
              + " items, but setting "
              + setting.name()
              + " has "
              + setting.itemsForSale());
    }
    return Architecture.uniform(1 << setting.itemsForSale(), 1);
  }

  @Override
  public List<LayerShape> layers(Setting setting, Architecture architecture) {
    Architecture own = defaultArchitecture(setting);
    if (!architecture.equals(own)) {
      throw new IllegalArgumentException(
          "family " + name() + ": has " + own + " bundles, architecture was " + architecture);
    }
    deterministic(setting);
    return List.of(
        logWeights(setting),
        new LayerShape(BOOSTS, setting.bidders(), 1 << setting.itemsForSale()));
  }

  @Override
  public NetworkWeights initial(Setting setting, Architecture architecture, long seed) {
    LayerShape boosts = layers(setting, architecture).get(1);
    int bundles = boosts.inputs();
    int items = setting.items();
    float[] sold = new float[boosts.outputs() * bundles * boosts.outputs() * items];
    for (int k = 0; k < boosts.outputs() * bundles; k++) {
      for (int j = 0; j < setting.itemsForSale(); j++) {
        int cell = k / bundles * items + j;
        sold[k * boosts.outputs() * items + cell] = k % bundles >> j & 1;
      }
    }
    return new NetworkWeights(
        List.of(
            initialLogWeights(setting), withoutBias(boosts, initialBoosts(setting, sold, seed))));
  }

  @Override
  public float[] allocations(Setting setting, Architecture architecture, NetworkWeights weights) {
    return deterministic(setting);
  }

  @Override
  public double[] boosts(Setting setting, Architecture architecture, NetworkWeights weights) {
    int[] bundles = bundles(setting);
    float[] learned = weights.layers().get(1).weights();
    int bidders = setting.bidders();
    double[] boosts = new double[bundles.length / bidders];
    for (int a = 0; a < boosts.length; a++) {
      for (int i = 0; i < bidders; i++) {
        boosts[a] += learned[bundles[a * bidders + i]];
      }
    }
    return boosts;
  }

  /** Where each allocation's boosts stand in the layer's weights, {@code [allocation][bidder]}. */
  public int[] bundles(Setting setting) {
    float[] allocations = deterministic(setting);
    int values = setting.items();
    int items = setting.itemsForSale();
    int bidders = setting.bidders();
    int[] bundles = new int[allocations.length / values];
    for (int cell = 0; cell < allocations.length; cell++) {
      if (allocations[cell] == 1 && cell % values < items) {
        bundles[cell / values] |= 1 << cell % values;
      }
    }
    for (int k = 0; k < bundles.length; k++) {
      bundles[k] += (k % bidders) << items;
    }
    return bundles;
  }
}
