package io.sweepstake.core.truthful;

import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.network.MenuFamily;
import io.sweepstake.core.program.LayerShape;
import io.sweepstake.core.program.LayerWeights;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.setting.SigmoidSurplus;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.Arrays;
import java.util.List;

/**
 * What a menu of products earns over its cost on a batch of buyers, and the gradient of that under
 * a softmax choice.
 *
 * <p>With utilities {@code u_k = φ(x, y_k) − q_k}, margins {@code m_k = q_k − c ‖y_k‖} and profit R
 * as in {@link SoftChoice}, {@code ∂R/∂q_k = p_k − ∂R/∂u_k} and {@code ∂R/∂y_kj = ∂R/∂u_k ∂φ/∂y_kj
 * − p_k c y_kj / ‖y_k‖}, the last taken as 0 where all of y_k is.
 *
 * <p>Prices are in units of κ, which is what sharpness is relative to; qualities in a share of
 * {@code scale}, so that a step moves them as far next to prices as it does lotteries.
 */
final class ScreeningProfit implements SmoothRevenue {
  private static final int TILE = Kernels.TILE;

  private final Kernels kernels;
  private final SigmoidSurplus surplus;
  private final int width; // qualities of a product
  private final int products;
  private final int inputs; // qualities of all products
  private final float unit; // of qualities
  private final float[] qualities; // [product][quality]
  private final float[] lengths; // [product]
  private final float[] margins; // [product], in units of κ
  private final float[] needs; // [quality][lane], times steepness
  private final float[] without; // [lane]: what no qualities would give, in units of κ
  private final float[] gains; // [product][quality][lane], in units of κ
  private final float[] slopes; // [lane]
  private final float[] qualitySums; // [product][quality]
  private final float[] priceSums; // [product]: of ∂R/∂u
  private final float[] frequencies; // [product]
  private final SoftChoice buyer;

  ScreeningProfit(Kernels kernels, SigmoidSurplus surplus, int width, int products, float scale) {
    this.kernels = kernels;
    this.surplus = surplus;
    this.width = width;
    this.products = products;
    inputs = products * width;
    unit = MenuRevenue.SLOWLY * scale;
    qualities = new float[inputs];
    lengths = new float[products];
    margins = new float[products];
    needs = new float[width * TILE];
    without = new float[TILE];
    gains = new float[inputs * TILE];
    slopes = new float[TILE];
    qualitySums = new float[inputs];
    priceSums = new float[products];
    frequencies = new float[products];
    // Not sharper where utilities are close: with few products, of which one leaves a buyer next to
    // nothing, that would make every step of a price one over all who buy.
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
      parameters[k] = layer.weights()[k] / unit;
    }
    for (int k = 0; k < products; k++) {
      parameters[inputs + k] = (float) (-layer.bias()[k] / surplus.worth());
    }
  }

  @Override
  public NetworkWeights write(float[] parameters) {
    float[] weights = new float[inputs];
    for (int k = 0; k < inputs; k++) {
      weights[k] = parameters[k] * unit;
    }
    float[] bias = new float[products];
    for (int k = 0; k < products; k++) {
      bias[k] = (float) (-parameters[inputs + k] * surplus.worth());
    }
    return new NetworkWeights(
        List.of(new LayerWeights(new LayerShape(MenuFamily.MENU, products, width), weights, bias)));
  }

  /** Qualities below 0 are 0. */
  @Override
  public void project(float[] parameters) {
    for (int k = 0; k < inputs; k++) {
      parameters[k] = Math.max(0, parameters[k]);
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
    load(parameters);
    Arrays.fill(qualitySums, 0);
    Arrays.fill(priceSums, 0);
    Arrays.fill(frequencies, 0);
    buyer.begin();
    double profit = 0;
    for (int first = 0; first < profiles.count(); first += TILE) {
      int count = Math.min(TILE, profiles.count() - first);
      load(profiles, first, count);
      utilities(parameters);
      float[] profits = buyer.choose(choice, (float) sharpness, margins, 0, count);
      for (int s = 0; s < count; s++) {
        profit += profits[s];
      }
      addSlopes();
    }
    gradient(profiles.count(), gradient);
    return profit * surplus.worth() / profiles.count();
  }

  private void load(float[] parameters) {
    for (int k = 0; k < inputs; k++) {
      qualities[k] = parameters[k] * unit;
    }
    for (int k = 0; k < products; k++) {
      double squares = 0;
      for (int j = k * width; j < (k + 1) * width; j++) {
        squares += (double) qualities[j] * qualities[j];
      }
      lengths[k] = (float) Math.sqrt(squares);
      margins[k] = parameters[inputs + k] - relativeCost() * lengths[k];
    }
  }

  /** Of a unit of length, in units of κ. */
  private float relativeCost() {
    return (float) (surplus.cost() / surplus.worth());
  }

  private void load(ValuationProfiles profiles, int first, int count) {
    float steepness = (float) surplus.steepness();
    for (int s = 0; s < TILE; s++) {
      int at = (first + Math.min(s, count - 1)) * width;
      for (int j = 0; j < width; j++) {
        needs[j * TILE + s] = steepness * profiles.values()[at + j];
      }
    }
    Arrays.fill(without, 0);
    for (int j = 0; j < width; j++) {
      gains(0, j, 0);
      kernels.add(gains, 0, without, 0, TILE);
    }
  }

  /** Writes {@code σ(α (y − x_j))} of one quality y, lane by lane. */
  private void gains(float quality, int j, int at) {
    float level = (float) (surplus.steepness() * quality);
    for (int s = 0; s < TILE; s++) {
      float above = level - needs[j * TILE + s];
      gains[at + s] = Math.min(Kernels.SATURATION, Math.max(-Kernels.SATURATION, above));
    }
    kernels.sigmoid(gains, at, TILE);
  }

  private void utilities(float[] parameters) {
    float[] utilities = buyer.chosen();
    for (int k = 0; k < products; k++) {
      int own = k * TILE;
      float price = parameters[inputs + k];
      for (int s = 0; s < TILE; s++) {
        utilities[own + s] = -price - without[s];
      }
      for (int j = 0; j < width; j++) {
        int at = (k * width + j) * TILE;
        gains(qualities[k * width + j], j, at);
        kernels.add(gains, at, utilities, own, TILE);
      }
    }
    Arrays.fill(utilities, products * TILE, (products + 1) * TILE, 0);
  }

  private void addSlopes() {
    for (int k = 0; k < products; k++) {
      priceSums[k] += sum(buyer.utilitySlopes(), k * TILE);
      frequencies[k] += sum(buyer.chosen(), k * TILE);
      for (int j = k * width; j < (k + 1) * width; j++) {
        System.arraycopy(buyer.utilitySlopes(), k * TILE, slopes, 0, TILE);
        kernels.sigmoidBackward(slopes, 0, gains, j * TILE, TILE);
        qualitySums[j] += sum(slopes, 0);
      }
    }
  }

  private static float sum(float[] lanes, int at) {
    float sum = 0;
    for (int s = 0; s < TILE; s++) {
      sum += lanes[at + s];
    }
    return sum;
  }

  private void gradient(int count, float[] into) {
    float steepness = (float) surplus.steepness();
    for (int k = 0; k < products; k++) {
      float making = lengths[k] > 0 ? frequencies[k] * relativeCost() / lengths[k] : 0;
      for (int j = k * width; j < (k + 1) * width; j++) {
        into[j] = -unit * (steepness * qualitySums[j] - making * qualities[j]) / count;
      }
      into[inputs + k] = (priceSums[k] - frequencies[k]) / count;
    }
  }
}
