package io.sweepstake.core.network;

import io.sweepstake.core.auction.VirtualValueAuction;
import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.program.LayerShape;
import io.sweepstake.core.program.LayerWeights;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.valuation.Support;
import java.util.ArrayList;
import java.util.List;

/**
 * MyersonNet (Dütting, Feng, Narasimhan, Parkes and Ravindranath, ICML 2019, §4): one item, which
 * goes to the greatest virtual value above 0, for the least report that would have won. Each
 * bidder's virtual value is an increasing function {@code min_k max_l (e^α_kl b + β_kl)} of her
 * report, so that it is exactly truthful and individually rational whatever the weights.
 *
 * <p>One layer for each bidder: a row for each group k with its slopes' logarithms α, and a second
 * with intercepts β in units of value. The architecture's two widths are the groups and the lines
 * in each.
 */
public final class MyersonNet implements TruthfulFamily {
  private static final int GROUPS = 10;
  private static final int LINES = 10;

  /** Slopes around that of the virtual value of uniform values, which is 2. */
  private static final double LOG_SLOPE = 0.5;

  @Override
  public String name() {
    return "myersonnet";
  }

  /** 10 groups of 10 lines, as in the paper. */
  @Override
  public Architecture defaultArchitecture(Setting setting) {
    requireSingleItem(setting);
    return new Architecture(List.of(GROUPS, LINES));
  }

  private void requireSingleItem(Setting setting) {
    setting.requireItems("family " + name());
    if (setting.items() != 1) {
      throw new IllegalArgumentException(
          "family "
              + name()
              + ": sells a single item, but setting "
              + setting.name()
              + " has "
              + setting.items());
    }
  }

  /** A layer {@code slopes} and a layer {@code intercepts} for each bidder, without biases. */
  @Override
  public List<LayerShape> layers(Setting setting, Architecture architecture) {
    requireSingleItem(setting);
    if (architecture.hidden().size() != 2) {
      throw new IllegalArgumentException(
          "family "
              + name()
              + ": has two widths, groups and lines in each, architecture was "
              + architecture);
    }
    List<LayerShape> layers = new ArrayList<>();
    for (int i = 0; i < setting.bidders(); i++) {
      for (String name : List.of("slopes.", "intercepts.")) {
        layers.add(
            new LayerShape(name + i, architecture.hidden().get(0), architecture.hidden().get(1)));
      }
    }
    return layers;
  }

  /**
   * Random lines that rise through the support: where a line is 0 lies evenly between the ends of
   * the bidder's values, so that every reserve is near some line's.
   */
  @Override
  public NetworkWeights initial(Setting setting, Architecture architecture, long seed) {
    List<LayerShape> shapes = layers(setting, architecture);
    Support support = setting.distribution().support();
    List<LayerWeights> layers = new ArrayList<>();
    for (int i = 0; i < setting.bidders(); i++) {
      LayerShape slopes = shapes.get(2 * i);
      LayerShape intercepts = shapes.get(2 * i + 1);
      int lines = slopes.outputs() * slopes.inputs();
      float[] logs = new float[lines];
      float[] levels = new float[lines];
      long normals = Seeds.derive(seed, "slopes", i);
      long uniforms = Seeds.derive(seed, "roots", i);
      double low = support.low(i, 0);
      double width = support.high(i, 0) - low;
      for (int k = 0; k < lines; k++) {
        logs[k] = (float) (LOG_SLOPE + 0.5 * Seeds.normal(normals, k));
        double root = low + width * Seeds.uniform(uniforms, k);
        levels[k] = (float) (-Math.exp(logs[k]) * root);
      }
      layers.add(new LayerWeights(slopes, logs, new float[slopes.outputs()]));
      layers.add(new LayerWeights(intercepts, levels, new float[intercepts.outputs()]));
    }
    return new NetworkWeights(layers);
  }

  /** Each bidder's virtual value, which weights of {@link #layers} stand for. */
  public static List<MonotoneMap> virtualValues(NetworkWeights weights) {
    List<MonotoneMap> maps = new ArrayList<>();
    for (int l = 0; l < weights.layers().size(); l += 2) {
      maps.add(MonotoneMap.of(weights.layers().get(l), weights.layers().get(l + 1)));
    }
    return maps;
  }

  @Override
  public Mechanism mechanism(
      Setting setting, Architecture architecture, NetworkWeights weights, ProgramRunner engine) {
    weights.require(layers(setting, architecture));
    return new VirtualValueAuction(virtualValues(weights));
  }
}
