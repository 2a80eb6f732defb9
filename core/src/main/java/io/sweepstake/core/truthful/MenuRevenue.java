package io.sweepstake.core.truthful;

import io.sweepstake.core.engine.ChoiceShape;
import io.sweepstake.core.engine.ChoiceTask;
import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.network.FinitelyConvex;
import io.sweepstake.core.network.MenuFamily;
import io.sweepstake.core.program.LayerShape;
import io.sweepstake.core.program.LayerWeights;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.setting.Demand;
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
final class MenuRevenue implements OptionRevenue {
  private static final int TILE = Kernels.TILE;

  /**
   * What a step moves lotteries that are themselves inputs by, next to prices: were it as much, all
   * options would have become the same bundle before their prices have parted.
   */
  static final float SLOWLY = 0.1f;

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
  private final SoftChoice buyer;
  private final int stride;
  private final float[] rowSlopes; // [option][item, one], padded
  private final float[] frequencies; // [option][one], padded
  private final float[] lotterySlopes; // [option][item]
  private final float[] inputGradient;
  private final BoundsPenalty bounds; // null where inputs have none

  MenuRevenue(
      Kernels kernels, MenuFamily family, Demand demand, int items, int options, float scale) {
    this.kernels = kernels;
    this.family = family;
    boolean own = family instanceof FinitelyConvex; // lotteries are inputs
    bounds = own ? new BoundsPenalty() : null;
    this.demand = demand;
    this.items = items;
    this.options = options;
    this.scale = scale;
    inputs = options * family.inputs(demand, items);
    unit = own ? SLOWLY : 1;
    ownInputs = new float[inputs];
    lotteries = new float[options * items];
    matrix = new float[(options + 1) * (items + 1)];
    packed = new float[kernels.packedLength(options + 1, items + 1)];
    values = new float[(items + 1) * TILE];
    Arrays.fill(values, items * TILE, values.length, 1f);
    buyer = new SoftChoice(kernels, options, own);
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
      toLotteries(parameters);
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
    return buyer.certainty();
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
    buyer.begin();
    for (int first = 0; first < profiles.count(); first += TILE) {
      int count = Math.min(TILE, profiles.count() - first);
      load(profiles, first, count);
      kernels.product(packed, options + 1, items + 1, values, 0, buyer.chosen(), 0);
      float[] revenues = buyer.choose(choice, (float) sharpness, parameters, inputs, count);
      for (int s = 0; s < count; s++) {
        revenue += revenues[s];
      }
      kernels.weightGradient(
          buyer.utilitySlopes(), 0, options, values, 0, items + 1, rowSlopes, 0, stride);
      kernels.weightGradient(
          buyer.chosen(), 0, options, values, items * TILE, 1, frequencies, 0, Kernels.ROW_PADDING);
    }
    gradient(profiles.count(), gradient);
    return revenue * scale / profiles.count();
  }

  /** With a first option that is nothing for nothing. */
  @Override
  public ChoiceShape shape(int profiles) {
    return new ChoiceShape(1, items, options + 1, false, profiles);
  }

  @Override
  public void ask(
      float[] parameters,
      ValuationProfiles profiles,
      MenuChoice choice,
      double sharpness,
      ChoiceTask task) {
    toLotteries(parameters);
    System.arraycopy(lotteries, 0, task.shares, items, lotteries.length);
    for (int k = 0; k < options; k++) {
      task.boosts[1 + k] = -parameters[inputs + k];
      task.prices[1 + k] = parameters[inputs + k];
    }
    for (int k = 0; k < task.values.length; k++) {
      task.values[k] = profiles.values()[k] / scale;
    }
    task.sharpness = (float) sharpness;
    task.sharpest = choice == MenuChoice.SOFT && bounds == null ? 0 : SoftChoice.SHARPEST;
  }

  @Override
  public double told(
      float[] parameters, int profiles, MenuChoice choice, ChoiceTask task, float[] gradient) {
    for (int k = 0; k < options; k++) {
      System.arraycopy(task.shareSlopes, (1 + k) * items, rowSlopes, k * stride, items);
      rowSlopes[k * stride + items] = task.boostSlopes[1 + k];
      frequencies[k * Kernels.ROW_PADDING] = task.frequencies[1 + k];
    }
    gradient(profiles, gradient);
    return (choice == MenuChoice.SOFT ? task.paid[0] : task.best) * scale / profiles;
  }

  private void toLotteries(float[] parameters) {
    toInputs(parameters);
    family.lotteries(demand, items, ownInputs, lotteries);
  }

  private void pack(float[] parameters) {
    toLotteries(parameters);
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

  private void gradient(int count, float[] into) {
    for (int k = 0; k < options; k++) {
      for (int j = 0; j < items; j++) {
        lotterySlopes[k * items + j] = -rowSlopes[k * stride + j] / count;
      }
      into[inputs + k] =
          (rowSlopes[k * stride + items] - frequencies[k * Kernels.ROW_PADDING]) / count;
    }
    family.backward(demand, items, lotteries, lotterySlopes, inputGradient);
    if (bounds != null) {
      bounds.addGradient(ownInputs, inputs, inputGradient);
    }
    for (int k = 0; k < inputs; k++) {
      into[k] = inputGradient[k] * unit;
    }
  }
}
