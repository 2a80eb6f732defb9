package io.sweepstake.core.network.affine;

import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.program.LayerShape;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.setting.Setting;
import java.util.List;

/**
 * The affine maximiser auction over every way to sell items whole, each with a boost of its own
 * (Likhodedov and Sandholm, AAAI 2004; Sandholm and Likhodedov, Oper. Res. 63, 2015). Selling
 * nothing has boost 0 too: only differences of boosts matter.
 */
public final class Ama extends AffineFamily {
  @Override
  public String name() {
    return "ama";
  }

  /** As many as there are allocations. */
  @Override
  public Architecture defaultArchitecture(Setting setting) {
    return Architecture.uniform(count(setting), 1);
  }

  private int count(Setting setting) {
    return deterministic(setting).length / (setting.bidders() * setting.items());
  }

  @Override
  public List<LayerShape> layers(Setting setting, Architecture architecture) {
    Architecture own = defaultArchitecture(setting);
    if (!architecture.equals(own)) {
      throw new IllegalArgumentException(
          "family " + name() + ": has " + own + " allocations, architecture was " + architecture);
    }
    return List.of(logWeights(setting), new LayerShape(BOOSTS, 1, count(setting)));
  }

  @Override
  public NetworkWeights initial(Setting setting, Architecture architecture, long seed) {
    LayerShape boosts = layers(setting, architecture).get(1);
    return new NetworkWeights(
        List.of(
            initialLogWeights(setting),
            withoutBias(boosts, initialBoosts(setting, deterministic(setting), seed))));
  }

  @Override
  public float[] allocations(Setting setting, Architecture architecture, NetworkWeights weights) {
    return deterministic(setting);
  }

  @Override
  public double[] boosts(Setting setting, Architecture architecture, NetworkWeights weights) {
    float[] learned = weights.layers().get(1).weights();
    double[] boosts = new double[learned.length];
    for (int a = 0; a < boosts.length; a++) {
      boosts[a] = learned[a];
    }
    return boosts;
  }
}
