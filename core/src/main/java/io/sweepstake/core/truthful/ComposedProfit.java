package io.sweepstake.core.truthful;

import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.network.MenuFamily;
import io.sweepstake.core.product.FirstBest;
import io.sweepstake.core.program.LayerShape;
import io.sweepstake.core.program.LayerWeights;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.setting.ComposedSurplus;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.Arrays;
import java.util.List;

/**
 * What a menu of products earns over its cost on a batch of buyers, and the gradient of that under
 * a softmax choice, whatever products are worth and cost: {@link ScreeningProfit} is the same for a
 * surplus whose form it knows.
 *
 * <p>Prices are in units of what a quality of the best product of a buyer is worth to her, mean
 * over buyers; qualities in a tenth of what she would have them.
 */
final class ComposedProfit implements SmoothRevenue {
  private static final int TILE = Kernels.TILE;
  private static final int SAMPLE = 128;

  private final ComposedSurplus surplus;
  private final int width; // qualities of a product
  private final int products;
  private final int inputs; // qualities of all products
  private final double worth; // unit of prices
  private final double unit; // of qualities
  private final float[] qualities; // [product][quality]
  private final float[] margins; // [product], in units of worth
  private final float[] slope; // [quality]
  private final double[] qualitySums; // [product][quality]
  private final double[] priceSums; // [product]: of ∂R/∂u
  private final double[] frequencies; // [product]
  private final SoftChoice buyer;

  ComposedProfit(Kernels kernels, Setting setting, ComposedSurplus surplus, int products) {
    this.surplus = surplus;
    this.products = products;
    width = setting.items();
    inputs = products * width;
    double value = 0;
    double quality = 0;
    ValuationProfiles buyers = new ValuationProfiles(SAMPLE, 1, width);
    setting.distribution().sample(0, buyers, Seeds.derive(0, "units", 0));
    FirstBest best = new FirstBest(surplus.kernel(), surplus.cost(), surplus.limit(), width);
    for (int k = 0; k < SAMPLE; k++) {
      double unused = best.search(buyers.values(), k * width);
      value += surplus.value(buyers.values(), k * width, best.product(), 0, width);
      for (float each : best.product()) {
        quality += each;
      }
    }
    // Where no product is worth its cost to anybody, there is nothing to learn.
    worth = Math.max(1e-6, value / SAMPLE / width);
    unit = MenuRevenue.SLOWLY * Math.max(1e-6, quality / SAMPLE / width);
    qualities = new float[inputs];
    margins = new float[products];
    slope = new float[width];
    qualitySums = new double[inputs];
    priceSums = new double[products];
    frequencies = new double[products];
    buyer = new SoftChoice(kernels, products, false);
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
    for (int k = 0; k < inputs; k++) {
      qualities[k] = (float) (parameters[k] * unit);
    }
    for (int k = 0; k < products; k++) {
      double cost = surplus.cost(qualities, k * width, width) / worth;
      margins[k] = (float) (parameters[inputs + k] - cost);
    }
    Arrays.fill(qualitySums, 0);
    Arrays.fill(priceSums, 0);
    Arrays.fill(frequencies, 0);
    buyer.begin();
    double profit = 0;
    for (int first = 0; first < profiles.count(); first += TILE) {
      int count = Math.min(TILE, profiles.count() - first);
      utilities(parameters, profiles, first, count);
      float[] profits = buyer.choose(choice, (float) sharpness, margins, 0, count);
      for (int s = 0; s < count; s++) {
        profit += profits[s];
      }
      addSlopes(profiles, first, count);
    }
    gradient(profiles.count(), gradient);
    return profit * worth / profiles.count();
  }

  private void utilities(float[] parameters, ValuationProfiles profiles, int first, int count) {
    float[] utilities = buyer.chosen();
    for (int s = 0; s < TILE; s++) {
      int at = (first + Math.min(s, count - 1)) * width;
      double without = surplus.without(profiles.values(), at, width);
      for (int k = 0; k < products; k++) {
        double gain =
            surplus.kernel().value(profiles.values(), at, qualities, k * width, width) - without;
        utilities[k * TILE + s] = (float) (gain / worth - parameters[inputs + k]);
      }
    }
    Arrays.fill(utilities, products * TILE, (products + 1) * TILE, 0);
  }

  private void addSlopes(ValuationProfiles profiles, int first, int count) {
    for (int k = 0; k < products; k++) {
      for (int s = 0; s < count; s++) {
        float by = buyer.utilitySlopes()[k * TILE + s];
        frequencies[k] += buyer.chosen()[k * TILE + s];
        priceSums[k] += by;
        if (by != 0) {
          int at = (first + s) * width;
          surplus.kernel().slope(profiles.values(), at, qualities, k * width, width, slope);
          for (int j = 0; j < width; j++) {
            qualitySums[k * width + j] += (double) by * slope[j];
          }
        }
      }
    }
  }

  private void gradient(int count, float[] into) {
    for (int k = 0; k < products; k++) {
      surplus.cost().slope(qualities, k * width, width, slope);
      for (int j = 0; j < width; j++) {
        double up = qualitySums[k * width + j] - frequencies[k] * slope[j];
        into[k * width + j] = (float) (-unit / worth * up / count);
      }
      into[inputs + k] = (float) ((priceSums[k] - frequencies[k]) / count);
    }
  }
}
