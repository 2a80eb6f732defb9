package io.sweepstake.core.training;

import io.sweepstake.core.engine.Kernels;
import io.sweepstake.core.network.FinitelyConvex;
import io.sweepstake.core.network.LayerShape;
import io.sweepstake.core.network.LayerWeights;
import io.sweepstake.core.network.MenuFamily;
import io.sweepstake.core.network.NetworkWeights;
import io.sweepstake.core.valuation.Demand;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.Arrays;
import java.util.List;

/**
 * A menu's revenue on a batch of profiles, and the gradient of what a softmax choice pays.
 *
 * <p>With utilities {@code u_k = w_k · v − q_k}, that of nothing being 0, and {@code p = softmax(s
 * u)}, revenue is {@code R = Σ_k p_k q_k}; hence {@code ∂R/∂u_k = s p_k (q_k − R)} and {@code
 * ∂R/∂q_k = p_k − ∂R/∂u_k}. The sharpness s is a constant to the gradient. Values and prices are in
 * units of {@code scale}.
 */
final class MenuRevenue implements SmoothRevenue {
  private static final int TILE = Kernels.TILE;

  /**
   * What a step moves lotteries that are themselves inputs by, next to prices: were it as much, all
   * options would have become the same bundle before their prices have parted.
   */
  private static final float SLOWLY = 0.1f;

  /** No profile's choice is sharper than this when sharpness follows the spread of utilities. */
  private static final float SHARPEST = 5000;

  private final Kernels kernels;
  private final MenuFamily family;
  private final Demand demand;
  private final int items;
  private final int options;
  private final float scale;
  private final int inputs; // of all options
  private final float unit; // of inputs: parameters are inputs over it
  private final float[] ownInputs; // [option][input]
  private final float[] lotteries; // [option][item]
  private final float[] matrix; // [option][item, −price], and a row of zeros for nothing
  private final float[] packed;
  private final float[] values; // [item, one][lane]
  private final float[] chosen; // [option, nothing][lane]: utilities, then probabilities
  private final float[] utilitySlopes; // [option][lane]
  private final float[] sharpnesses; // [lane]
  private final float[] soft; // revenue [lane]
  private final float[] best; // [lane]: utilities, then probabilities
  private final float[] least; // [lane]
  private final float[] paid; // [lane]
  private final int stride;
  private final float[] rowSlopes; // [option][item, one], padded
  private final float[] frequencies; // [option][one], padded
  private final float[] lotterySlopes; // [option][item]
  private final float[] inputGradient;
  private final boolean byRow; // whether sharpness follows the spread of utilities in SOFT too
  private final BoundsPenalty bounds; // null where inputs have none
  private double certain; // sum over the measured profiles
  private long measured;

  MenuRevenue(
      Kernels kernels, MenuFamily family, Demand demand, int items, int options, float scale) {
    this.kernels = kernels;
    this.family = family;
    byRow = family instanceof FinitelyConvex;
    bounds = byRow ? new BoundsPenalty() : null;
    this.demand = demand;
    this.items = items;
    this.options = options;
    this.scale = scale;
    inputs = options * family.inputs(demand, items);
    unit = byRow ? SLOWLY : 1;
    ownInputs = new float[inputs];
    lotteries = new float[options * items];
    matrix = new float[(options + 1) * (items + 1)];
    packed = new float[kernels.packedLength(options + 1, items + 1)];
    values = new float[(items + 1) * TILE];
    Arrays.fill(values, items * TILE, values.length, 1f);
    chosen = new float[(options + 1) * TILE];
    utilitySlopes = new float[options * TILE];
    sharpnesses = new float[TILE];
    soft = new float[TILE];
    best = new float[TILE];
    least = new float[TILE];
    paid = new float[TILE];
    stride = (items + Kernels.ROW_PADDING) / Kernels.ROW_PADDING * Kernels.ROW_PADDING;
    rowSlopes = new float[options * stride];
    frequencies = new float[options * Kernels.ROW_PADDING];
    lotterySlopes = new float[options * items];
    inputGradient = new float[inputs];
  }

  /** All inputs, then all prices. */
  @Override
  public int parameters() {
    return inputs + options;
  }

  @Override
  public void read(NetworkWeights weights, float[] parameters) {
    LayerWeights layer = weights.layers().get(0);
    for (int k = 0; k < inputs; k++) {
      parameters[k] = layer.weights()[k] / unit;
    }
    for (int k = 0; k < options; k++) {
      parameters[inputs + k] = -layer.bias()[k] / scale;
    }
  }

  @Override
  public NetworkWeights write(float[] parameters) {
    toInputs(parameters);
    float[] weights = ownInputs.clone();
    float[] bias = new float[options];
    for (int k = 0; k < options; k++) {
      bias[k] = -parameters[inputs + k] * scale;
    }
    return new NetworkWeights(
        List.of(
            new LayerWeights(
                new LayerShape(MenuFamily.MENU, options, inputs / options), weights, bias)));
  }

  @Override
  public void project(float[] parameters) {
    if (bounds != null) {
      toInputs(parameters);
      family.lotteries(demand, items, ownInputs, lotteries);
      for (int k = 0; k < inputs; k++) {
        parameters[k] = lotteries[k] / unit;
      }
    }
  }

  private void toInputs(float[] parameters) {
    for (int k = 0; k < inputs; k++) {
      ownInputs[k] = parameters[k] * unit;
    }
  }

  @Override
  public double certainty() {
    return certain / measured;
  }

  @Override
  public double[] state() {
    return bounds == null ? new double[0] : new double[] {bounds.average()};
  }

  @Override
  public void restore(double[] state) {
    if (bounds != null) {
      bounds.restore(state[0]);
    }
  }

  @Override
  public double measure(
      float[] parameters,
      ValuationProfiles profiles,
      MenuChoice choice,
      double sharpness,
      float[] gradient) {
    pack(parameters);
    Arrays.fill(rowSlopes, 0);
    Arrays.fill(frequencies, 0);
    double revenue = 0;
    certain = 0;
    measured = profiles.count();
    for (int first = 0; first < profiles.count(); first += TILE) {
      int count = Math.min(TILE, profiles.count() - first);
      load(profiles, first, count);
      kernels.product(packed, options + 1, items + 1, values, 0, chosen, 0);
      chooseBest(parameters, choice, (float) sharpness);
      softly(parameters, count);
      float[] revenues = choice == MenuChoice.SOFT ? soft : paid;
      for (int s = 0; s < count; s++) {
        revenue += revenues[s];
      }
      kernels.weightGradient(utilitySlopes, 0, options, values, 0, items + 1, rowSlopes, 0, stride);
      kernels.weightGradient(
          chosen, 0, options, values, items * TILE, 1, frequencies, 0, Kernels.ROW_PADDING);
    }
    gradient(profiles.count(), gradient);
    if (bounds != null) {
      bounds.addGradient(ownInputs, inputs, inputGradient);
    }
    for (int k = 0; k < inputs; k++) {
      gradient[k] = inputGradient[k] * unit;
    }
    return revenue * scale / profiles.count();
  }

  private void pack(float[] parameters) {
    toInputs(parameters);
    family.lotteries(demand, items, ownInputs, lotteries);
    for (int k = 0; k < options; k++) {
      System.arraycopy(lotteries, k * items, matrix, k * (items + 1), items);
      matrix[k * (items + 1) + items] = -parameters[inputs + k];
    }
    kernels.pack(matrix, 0, items + 1, 1, options + 1, items + 1, packed);
  }

  private void load(ValuationProfiles profiles, int first, int count) {
    for (int s = 0; s < TILE; s++) {
      int at = (first + Math.min(s, count - 1)) * items;
      for (int j = 0; j < items; j++) {
        values[j * TILE + s] = profiles.values()[at + j] / scale;
      }
    }
  }

  /** What is best, what it costs, and how sharply each profile chooses. */
  private void chooseBest(float[] parameters, MenuChoice choice, float sharpness) {
    Arrays.fill(best, 0);
    Arrays.fill(least, 0);
    Arrays.fill(paid, 0);
    for (int k = 0; k < options; k++) {
      float price = parameters[inputs + k];
      for (int s = 0; s < TILE; s++) {
        float utility = chosen[k * TILE + s];
        paid[s] = utility > best[s] ? price : paid[s];
        best[s] = utility > best[s] ? utility : best[s];
        least[s] = utility < least[s] ? utility : least[s];
      }
    }
    for (int s = 0; s < TILE; s++) {
      sharpnesses[s] =
          choice == MenuChoice.SOFT && !byRow
              ? sharpness
              : Math.max(
                  sharpness, Math.min(SHARPEST, sharpness / Math.max(1e-6f, best[s] - least[s])));
    }
  }

  /** Probabilities of choice, what they pay, and its slopes; lanes past the last count nothing. */
  private void softly(float[] parameters, int count) {
    for (int k = 0; k <= options; k++) {
      kernels.multiply(chosen, k * TILE, sharpnesses, 0, chosen, k * TILE, TILE);
    }
    kernels.softmax(chosen, 0, options + 1, TILE);
    Arrays.fill(soft, 0);
    Arrays.fill(best, 0);
    for (int k = 0; k <= options; k++) {
      for (int s = 0; s < TILE; s++) {
        float share = chosen[k * TILE + s];
        best[s] = share > best[s] ? share : best[s];
      }
    }
    for (int s = 0; s < count; s++) {
      certain += best[s];
    }
    for (int k = 0; k < options; k++) {
      float price = parameters[inputs + k];
      for (int s = 0; s < TILE; s++) {
        soft[s] += chosen[k * TILE + s] * price;
      }
    }
    for (int k = 0; k < options; k++) {
      float price = parameters[inputs + k];
      for (int s = 0; s < TILE; s++) {
        utilitySlopes[k * TILE + s] = sharpnesses[s] * chosen[k * TILE + s] * (price - soft[s]);
      }
      if (count < TILE) {
        Arrays.fill(utilitySlopes, k * TILE + count, (k + 1) * TILE, 0);
        Arrays.fill(chosen, k * TILE + count, (k + 1) * TILE, 0);
      }
    }
  }

  private void gradient(int count, float[] into) {
    for (int k = 0; k < options; k++) {
      for (int j = 0; j < items; j++) {
        lotterySlopes[k * items + j] = -rowSlopes[k * stride + j] / count;
      }
      into[inputs + k] =
          (rowSlopes[k * stride + items] - frequencies[k * Kernels.ROW_PADDING]) / count;
    }
    family.backward(demand, items, lotteries, lotterySlopes, inputGradient);
  }
}
