package io.sweepstake.core.network;

import io.sweepstake.core.auction.ProductMenu;
import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.program.LayerShape;
import io.sweepstake.core.program.LayerWeights;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.setting.ComposedSurplus;
import io.sweepstake.core.setting.Demand;
import io.sweepstake.core.setting.ProductSurplus;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.SigmoidSurplus;
import io.sweepstake.core.valuation.Support;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The finitely convex mechanism (Nehzati, arXiv:2509.04477): a menu whose options y are themselves
 * the weights, so that utility is a maximum of surpluses less prices. It sells items, with the
 * linear surplus {@code x · y} and lotteries y, and products, with a {@link SigmoidSurplus} and
 * qualities y.
 *
 * <p>Of items, what is sold is y clipped to [0, 1] and, under unit demand, moved to the nearest
 * that sums to at most 1; the chance of a pair follows those of its items: a menu of lotteries
 * whatever the weights. In training y is moved there after every step, and being close to the
 * bounds has a price. Of products, qualities below 0 are 0, and have no upper end.
 */
public final class FinitelyConvex extends MenuFamily {
  private static final double SPREAD = 0.5;

  @Override
  public String name() {
    return "finitely-convex";
  }

  /**
   * Normal numbers around the middle, clipped: about a third of the probabilities start at 0 or 1.
   * Were they all in between, as in the paper's experiment, nearly every option would end as the
   * bundle of all items.
   */
  @Override
  float[] initialInputs(Setting setting, int count, long seed) {
    float[] inputs = new float[count];
    long normals = Seeds.derive(seed, "lotteries", 0);
    for (int k = 0; k < count; k++) {
      inputs[k] = (float) Math.min(1, Math.max(0, 0.5 + SPREAD * Seeds.normal(normals, k)));
    }
    return inputs;
  }

  @Override
  boolean sells(Demand demand) {
    return true;
  }

  @Override
  void requireSurplus(Setting setting) {
    // Any will do.
  }

  @Override
  public Mechanism mechanism(
      Setting setting, Architecture architecture, NetworkWeights weights, ProgramRunner engine) {
    if (!(setting.surplus() instanceof ProductSurplus made)) {
      return super.mechanism(setting, architecture, weights, engine);
    }
    weights.require(layers(setting, architecture));
    LayerWeights menu = weights.layers().get(0);
    List<ProductMenu.Product> products = new ArrayList<>();
    for (int k = 0; k < menu.shape().outputs(); k++) {
      List<Float> qualities = new ArrayList<>();
      float[] product =
          Arrays.copyOfRange(menu.weights(), k * setting.items(), (k + 1) * setting.items());
      made.confine(product, 0, product.length);
      for (float quality : product) {
        qualities.add(quality);
      }
      products.add(new ProductMenu.Product(qualities, Math.max(0, -menu.bias()[k])));
    }
    return new ProductMenu(made, products);
  }

  /**
   * Of products: each made for a buyer drawn at random, with qualities from half to twice her
   * needs, at a price uniform between its cost and what all its qualities can be worth.
   */
  @Override
  public NetworkWeights initial(Setting setting, Architecture architecture, long seed) {
    if (setting.surplus() instanceof ComposedSurplus composed) {
      return ProductStart.forBuyers(setting, composed, layers(setting, architecture).get(0), seed);
    }
    if (!(setting.surplus() instanceof SigmoidSurplus surplus)) {
      return super.initial(setting, architecture, seed);
    }
    LayerShape shape = layers(setting, architecture).get(0);
    int width = setting.items();
    ValuationProfiles buyers = new ValuationProfiles(shape.outputs(), 1, width);
    setting.distribution().sample(0, buyers, Seeds.derive(seed, "buyers", 0));
    float[] qualities = buyers.values().clone();
    long tailoring = Seeds.derive(seed, "tailoring", 0);
    for (int k = 0; k < qualities.length; k++) {
      qualities[k] =
          (float) Math.max(0, qualities[k] * Math.pow(2, 2 * Seeds.uniform(tailoring, k) - 1));
    }
    long uniforms = Seeds.derive(seed, "prices", 0);
    float[] bias = new float[shape.outputs()];
    for (int k = 0; k < bias.length; k++) {
      double most = surplus.worth() * width;
      double least = Math.min(most, surplus.cost(qualities, k * width, width));
      bias[k] = (float) -(least + Seeds.uniform(uniforms, k) * (most - least));
    }
    return new NetworkWeights(List.of(new LayerWeights(shape, qualities, bias)));
  }

  @Override
  public int inputs(Demand demand, int items) {
    return items;
  }

  @Override
  public void lotteries(Demand demand, int items, float[] inputs, float[] lotteries) {
    for (int k = 0; k < lotteries.length; k++) {
      lotteries[k] = Math.min(1, Math.max(0, inputs[k]));
    }
    if (demand == Demand.UNIT_DEMAND) {
      for (int first = 0; first < lotteries.length; first += items) {
        Support.ontoSimplex(lotteries, first, 1, items, 1);
      }
    } else if (demand == Demand.COMBINATORIAL) {
      for (int first = 0; first < lotteries.length; first += items) {
        toPair(lotteries, first);
      }
    }
  }

  /** Moves the chance of both items to the nearest that those of each allow (Fréchet's bounds). */
  private static void toPair(float[] lotteries, int first) {
    float one = lotteries[first];
    float other = lotteries[first + 1];
    float least = Math.max(0, one + other - 1);
    lotteries[first + 2] = Math.min(Math.min(one, other), Math.max(least, lotteries[first + 2]));
  }

  @Override
  public void backward(
      Demand demand, int items, float[] lotteries, float[] slopes, float[] gradient) {
    System.arraycopy(slopes, 0, gradient, 0, slopes.length);
  }
}
