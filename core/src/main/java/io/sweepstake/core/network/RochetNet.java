package io.sweepstake.core.network;

import io.sweepstake.core.auction.MenuAuction;
import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.valuation.Demand;
import io.sweepstake.core.valuation.Seeds;
import io.sweepstake.core.valuation.Setting;
import io.sweepstake.core.valuation.Support;
import java.util.ArrayList;
import java.util.List;

/**
 * RochetNet (Dütting, Feng, Narasimhan, Parkes and Ravindranath, ICML 2019): a menu of lotteries
 * with prices for a single bidder, who takes what is best for her, or nothing for nothing. Exactly
 * truthful and individually rational, whatever the weights.
 *
 * <p>One layer {@code menu}, a row for each option: its logits, and as bias minus its price in
 * units of value. Additive demand: a logit for each item, whose sigmoid is the probability of
 * getting it. Unit demand: one logit more than items; the softmax's last entry stands for no item.
 * The architecture's one width is the number of options.
 */
public final class RochetNet implements MechanismFamily {
  /** Name of its only layer. */
  public static final String MENU = "menu";

  private static final int OPTIONS = 1000;
  private static final double LOGIT_SPREAD = 2;

  @Override
  public String name() {
    return "rochetnet";
  }

  /** 1000 options, as in the paper. */
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
            MENU, architecture.hidden().get(0), logits(setting.demand(), setting.items())));
  }

  private void requireSingleBidder(Setting setting) {
    if (setting.bidders() != 1) {
      throw new IllegalArgumentException(
          "family "
              + name()
              + ": is for a single bidder, but setting "
              + setting.name()
              + " has "
              + setting.bidders());
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
   * Weights to start from: normal logits, and prices uniform between the least and the most that a
   * lottery can be worth, so that every option is somebody's choice or nearly.
   */
  public NetworkWeights initial(Setting setting, Architecture architecture, long seed) {
    LayerShape shape = layers(setting, architecture).get(0);
    float[] logits = new float[shape.outputs() * shape.inputs()];
    long normals = Seeds.derive(seed, "logits", 0);
    for (int k = 0; k < logits.length; k++) {
      logits[k] = (float) (LOGIT_SPREAD * Seeds.normal(normals, k));
    }
    int items = setting.items();
    float[] lotteries = new float[shape.outputs() * items];
    lotteries(setting.demand(), items, logits, lotteries);
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
    return new NetworkWeights(List.of(new LayerWeights(shape, logits, bias)));
  }

  /** How many logits an option has. */
  public static int logits(Demand demand, int items) {
    return demand == Demand.UNIT_DEMAND ? items + 1 : items;
  }

  /**
   * Probabilities of getting each item.
   *
   * @param logits {@code [option][logit]}
   * @param lotteries written, {@code [option][item]}
   */
  public static void lotteries(Demand demand, int items, float[] logits, float[] lotteries) {
    int options = lotteries.length / items;
    if (demand == Demand.ADDITIVE) {
      for (int k = 0; k < lotteries.length; k++) {
        lotteries[k] = (float) (1 / (1 + Math.exp(-logits[k])));
      }
      return;
    }
    for (int k = 0; k < options; k++) {
      int first = k * (items + 1);
      double most = logits[first];
      for (int l = 1; l <= items; l++) {
        most = Math.max(most, logits[first + l]);
      }
      double sum = 0;
      for (int l = 0; l <= items; l++) {
        sum += Math.exp(logits[first + l] - most);
      }
      for (int j = 0; j < items; j++) {
        lotteries[k * items + j] = (float) (Math.exp(logits[first + j] - most) / sum);
      }
    }
  }

  /**
   * From gradients with respect to lotteries to those with respect to logits.
   *
   * @param slopes {@code [option][item]}
   * @param gradient written, {@code [option][logit]}
   */
  public static void backward(
      Demand demand, int items, float[] lotteries, float[] slopes, float[] gradient) {
    int options = lotteries.length / items;
    if (demand == Demand.ADDITIVE) {
      for (int k = 0; k < lotteries.length; k++) {
        gradient[k] = slopes[k] * lotteries[k] * (1 - lotteries[k]);
      }
      return;
    }
    for (int k = 0; k < options; k++) {
      float mean = 0;
      float nothing = 1;
      for (int j = 0; j < items; j++) {
        mean += lotteries[k * items + j] * slopes[k * items + j];
        nothing -= lotteries[k * items + j];
      }
      for (int j = 0; j < items; j++) {
        gradient[k * (items + 1) + j] = lotteries[k * items + j] * (slopes[k * items + j] - mean);
      }
      gradient[k * (items + 1) + items] = -Math.max(0, nothing) * mean;
    }
  }
}
