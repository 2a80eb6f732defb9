package io.sweepstake.core.network;

import io.sweepstake.core.auction.MenuAuction;
import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.program.LayerShape;
import io.sweepstake.core.program.LayerWeights;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.setting.Demand;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.valuation.Support;
import java.util.ArrayList;
import java.util.List;

/**
 * Menus of lotteries with prices for a single bidder, who takes what is best for her, or nothing
 * for nothing: exactly truthful and individually rational (Rochet, 1985). Families differ in how
 * numbers stand for lotteries.
 *
 * <p>One layer {@value #MENU}, a row for each option: the numbers of its lottery, and as bias minus
 * its price in units of value. The architecture's one width is the number of options.
 */
public abstract class MenuFamily implements TruthfulFamily {
  /** Name of its only layer. */
  public static final String MENU = "menu";

  private static final int OPTIONS = 1000;

  MenuFamily() {}

  /** How many numbers stand for a lottery. */
  public abstract int inputs(Demand demand, int items);

  /**
   * Probabilities of getting each item, each from 0 to 1; under unit demand an option's sum to at
   * most 1, and under combinatorial demand the pair's is one that the items' allow.
   *
   * @param inputs {@code [option][input]}
   * @param lotteries written, {@code [option][item]}
   */
  public abstract void lotteries(Demand demand, int items, float[] inputs, float[] lotteries);

  /**
   * From gradients with respect to lotteries to those with respect to inputs.
   *
   * @param slopes {@code [option][item]}
   * @param gradient written, {@code [option][input]}
   */
  public abstract void backward(
      Demand demand, int items, float[] lotteries, float[] slopes, float[] gradient);

  /** Random numbers to start from, {@code [option][input]}. */
  abstract float[] initialInputs(Setting setting, int count, long seed);

  /** 1000 options, as in RochetNet's paper. */
  @Override
  public Architecture defaultArchitecture(Setting setting) {
    requireSingleBidder(setting);
    return Architecture.uniform(OPTIONS, 1);
  }

  @Override
  public List<LayerShape> layers(Setting setting, Architecture architecture) {
    requireSingleBidder(setting);
    if (architecture.hidden().size() != 1) {
      throw new IllegalArgumentException(
          "family " + name() + ": has one layer, its menu, architecture was " + architecture);
    }
    return List.of(
        new LayerShape(
            MENU, architecture.hidden().get(0), inputs(setting.demand(), setting.items())));
  }

  /**
   * Refuses settings that sell something else.
   *
   * @throws IllegalArgumentException unless menus of this family sell what the setting does
   */
  void requireSurplus(Setting setting) {
    setting.requireItems("family " + name());
  }

  /** Whether its lotteries can be what bidders of this demand get. */
  boolean sells(Demand demand) {
    return demand != Demand.COMBINATORIAL;
  }

  private void requireSingleBidder(Setting setting) {
    requireSurplus(setting);
    if (setting.bidders() != 1) {
      throw new IllegalArgumentException(
          "family "
              + name()
              + ": is for a single bidder, but setting "
              + setting.name()
              + " has "
              + setting.bidders());
    }
    if (!sells(setting.demand())) {
      throw new IllegalArgumentException(
          "family "
              + name()
              + ": is for additive or unit demand, but setting "
              + setting.name()
              + " has combinatorial demand");
    }
  }

  /** The auction that lets the bidder choose; prices below zero are zero. */
  @Override
  public Mechanism mechanism(
      Setting setting, Architecture architecture, NetworkWeights weights, ProgramRunner engine) {
    weights.require(layers(setting, architecture));
    LayerWeights menu = weights.layers().get(0);
    int items = setting.items();
    int options = menu.shape().outputs();
    float[] lotteries = new float[options * items];
    lotteries(setting.demand(), items, menu.weights(), lotteries);
    List<MenuAuction.Option> offered = new ArrayList<>();
    for (int k = 0; k < options; k++) {
      List<Double> probabilities = new ArrayList<>();
      for (int j = 0; j < items; j++) {
        probabilities.add((double) lotteries[k * items + j]);
      }
      offered.add(new MenuAuction.Option(probabilities, Math.max(0, -menu.bias()[k])));
    }
    return new MenuAuction(offered);
  }

  /**
   * Random lotteries, and prices uniform between the least and the most that a lottery can be
   * worth, so that every option is somebody's choice or nearly.
   */
  @Override
  public NetworkWeights initial(Setting setting, Architecture architecture, long seed) {
    LayerShape shape = layers(setting, architecture).get(0);
    float[] inputs = initialInputs(setting, shape.outputs() * shape.inputs(), seed);
    int items = setting.items();
    float[] lotteries = new float[shape.outputs() * items];
    lotteries(setting.demand(), items, inputs, lotteries);
    Support support = setting.distribution().support();
    long uniforms = Seeds.derive(seed, "prices", 0);
    float[] bias = new float[shape.outputs()];
    for (int k = 0; k < bias.length; k++) {
      double least = 0;
      double most = 0;
      for (int j = 0; j < items; j++) {
        least += lotteries[k * items + j] * support.low(0, j);
        most += lotteries[k * items + j] * support.high(0, j);
      }
      bias[k] = (float) -(least + Seeds.uniform(uniforms, k) * (most - least));
    }
    return new NetworkWeights(List.of(new LayerWeights(shape, inputs, bias)));
  }
}
