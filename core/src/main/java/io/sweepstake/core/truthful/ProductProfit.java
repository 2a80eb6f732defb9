package io.sweepstake.core.truthful;

import io.sweepstake.core.engine.ChoiceShape;
import io.sweepstake.core.engine.ChoiceTask;
import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.network.MenuFamily;
import io.sweepstake.core.program.LayerShape;
import io.sweepstake.core.program.LayerWeights;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.setting.ComposedSurplus;
import io.sweepstake.core.setting.ProductSurplus;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.SigmoidSurplus;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a menu of products earns over its cost on a batch of buyers, and the gradient of that under
 * a softmax choice.
 *
 * <p>With utilities {@code u_k = φ(x, y_k) − q_k}, margins {@code m_k = q_k − c(y_k)} and profit R
 * as in {@link SoftChoice}, {@code ∂R/∂q_k = p_k − ∂R/∂u_k} and {@code ∂R/∂y_kj = ∂R/∂u_k ∂φ/∂y_kj
 * − p_k ∂c/∂y_kj}. What φ is and how fast it is had is {@link ProductGains}'s to say; prices and
 * qualities are in {@link ProductUnits}.
 */
final class ProductProfit implements OptionRevenue {
  private static final int TILE = Kernels.TILE;

  private final ProductSurplus surplus;
  private final ProductGains gains;
  private final int width; // qualities of a product
  private final int products;
  private final int inputs; // qualities of all products
  private final double worth; // unit of prices
  private final double unit; // of qualities
  private final float[] qualities; // [product][quality]
  private final float[] margins; // [product], in units of worth
  private final float[] slope; // [quality]
  private final double[] qualitySums; // [product][quality]: of ∂R/∂u ∂φ/∂y
  private final double[] priceSums; // [product]: of ∂R/∂u
  private final double[] frequencies; // [product]
  private final SoftChoice buyer;

  private ProductProfit(
      Kernels kernels,
      ProductSurplus surplus,
      ProductGains gains,
      ProductUnits units,
      int width,
      int products) {
    this.surplus = surplus;
    this.gains = gains;
    this.width = width;
    this.products = products;
    inputs = products * width;
    worth = units.price();
    unit = units.quality();
    qualities = new float[inputs];
    margins = new float[products];
    slope = new float[width];
    qualitySums = new double[inputs];
    priceSums = new double[products];
    frequencies = new double[products];
    // Not sharper where utilities are close: with few products, of which one leaves a buyer next to
    // nothing, that would make every step of a price one over all who buy.
    buyer = new SoftChoice(kernels, products, false);
  }

  /** That of a surplus whose form is known. */
  static ProductProfit of(
      Kernels kernels, Setting setting, SigmoidSurplus surplus, int products, float scale) {
    int width = setting.items();
    return new ProductProfit(
        kernels,
        surplus,
        new SigmoidGains(kernels, surplus, width, products),
        ProductUnits.of(surplus, scale),
        width,
        products);
  }

  /** That of any surplus that is put together. */
  static ProductProfit of(Kernels kernels, Setting setting, ComposedSurplus surplus, int products) {
    ProductUnits units = ProductUnits.of(setting, surplus);
    int width = setting.items();
    return new ProductProfit(
        kernels, surplus, new ComposedGains(surplus, width, units.price()), units, width, products);
  }

  /** All qualities, then all prices. */
  @Override
  public int parameters() {
    return inputs + products;
  }

  @Override
  public void read(NetworkWeights weights, float[] parameters) {
    LayerWeights layer = weights.layers().get(0);
    for (int k = 0; k < inputs; k++) {
      parameters[k] = (float) (layer.weights()[k] / unit);
    }
    for (int k = 0; k < products; k++) {
      parameters[inputs + k] = (float) (-layer.bias()[k] / worth);
    }
  }

  @Override
  public NetworkWeights write(float[] parameters) {
    float[] weights = new float[inputs];
    for (int k = 0; k < inputs; k++) {
      weights[k] = (float) (parameters[k] * unit);
    }
    float[] bias = new float[products];
    for (int k = 0; k < products; k++) {
      bias[k] = (float) (-parameters[inputs + k] * worth);
    }
    return new NetworkWeights(
        List.of(new LayerWeights(new LayerShape(MenuFamily.MENU, products, width), weights, bias)));
  }

  /** To products that can be made. */
  @Override
  public void project(float[] parameters) {
    for (int k = 0; k < inputs; k++) {
      qualities[k] = (float) (parameters[k] * unit);
    }
    for (int k = 0; k < products; k++) {
      surplus.confine(qualities, k * width, width);
    }
    for (int k = 0; k < inputs; k++) {
      parameters[k] = (float) (qualities[k] / unit);
    }
  }

  @Override
  public double certainty() {
    return buyer.certainty();
  }

  @Override
  public double measure(
      float[] parameters,
      ValuationProfiles profiles,
      MenuChoice choice,
      double sharpness,
      float[] gradient) {
    offer(parameters);
    Arrays.fill(qualitySums, 0);
    Arrays.fill(priceSums, 0);
    Arrays.fill(frequencies, 0);
    buyer.begin();
    double profit = 0;
    for (int first = 0; first < profiles.count(); first += TILE) {
      int count = Math.min(TILE, profiles.count() - first);
      gains.write(qualities, profiles, first, count, buyer.chosen());
      charge(parameters);
      float[] profits = buyer.choose(choice, (float) sharpness, margins, 0, count);
      for (int s = 0; s < count; s++) {
        profit += profits[s];
      }
      addSlopes();
    }
    gradient(profiles.count(), gradient);
    return profit * worth / profiles.count();
  }

  /** Qualities, and what each product leaves of its price. */
  private void offer(float[] parameters) {
    for (int k = 0; k < inputs; k++) {
      qualities[k] = (float) (parameters[k] * unit);
    }
    for (int k = 0; k < products; k++) {
      double cost = surplus.cost(qualities, k * width, width) / worth;
      margins[k] = (float) (parameters[inputs + k] - cost);
    }
  }

  @Override
  public Optional<OptionRevenue> onDevice() {
    return gains.law().map(known -> this);
  }

  private ProductGains.Law law() {
    return gains.law().orElseThrow();
  }

  /** With a first product that has no qualities and no price. */
  @Override
  public ChoiceShape shape(int profiles) {
    return new ChoiceShape(1, width, products + 1, false, profiles, law().worth());
  }

  @Override
  public void ask(
      float[] parameters,
      ValuationProfiles profiles,
      MenuChoice choice,
      double sharpness,
      ChoiceTask task) {
    offer(parameters);
    for (int k = 0; k < inputs; k++) {
      task.shares[width + k] = (float) (law().steepness() * qualities[k]);
    }
    for (int k = 0; k < products; k++) {
      task.boosts[1 + k] = -parameters[inputs + k];
      task.prices[1 + k] = margins[k];
    }
    for (int k = 0; k < task.values.length; k++) {
      task.values[k] = (float) (law().steepness() * profiles.values()[k]);
    }
    task.unit = (float) law().unit();
    task.sharpness = (float) sharpness;
    task.sharpest = choice == MenuChoice.SOFT ? 0 : SoftChoice.SHARPEST;
  }

  @Override
  public double told(
      float[] parameters, int profiles, MenuChoice choice, ChoiceTask task, float[] gradient) {
    for (int k = 0; k < inputs; k++) {
      qualitySums[k] = law().steepness() * task.shareSlopes[width + k];
    }
    for (int k = 0; k < products; k++) {
      priceSums[k] = task.boostSlopes[1 + k];
      frequencies[k] = task.frequencies[1 + k];
    }
    gradient(profiles, gradient);
    return (choice == MenuChoice.SOFT ? task.paid[0] : task.best) * worth / profiles;
  }

  /** Takes prices off, and has nothing be worth nothing. */
  private void charge(float[] parameters) {
    float[] utilities = buyer.chosen();
    for (int k = 0; k < products; k++) {
      float price = parameters[inputs + k];
      for (int s = k * TILE; s < (k + 1) * TILE; s++) {
        utilities[s] -= price;
      }
    }
    Arrays.fill(utilities, products * TILE, (products + 1) * TILE, 0);
  }

  private void addSlopes() {
    gains.addSlopes(buyer.utilitySlopes(), qualitySums);
    for (int k = 0; k < products; k++) {
      for (int s = k * TILE; s < (k + 1) * TILE; s++) {
        frequencies[k] += buyer.chosen()[s];
        priceSums[k] += buyer.utilitySlopes()[s];
      }
    }
  }

  private void gradient(int count, float[] into) {
    for (int k = 0; k < products; k++) {
      surplus.costSlope(qualities, k * width, width, slope);
      for (int j = 0; j < width; j++) {
        double up = qualitySums[k * width + j] - frequencies[k] * slope[j] / worth;
        into[k * width + j] = (float) (-unit * up / count);
      }
      into[inputs + k] = (float) ((priceSums[k] - frequencies[k]) / count);
    }
  }
}
