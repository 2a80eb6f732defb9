package io.sweepstake.core.truthful;

import io.sweepstake.core.engine.ChoiceShape;
import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.product.HingeKernel;
import io.sweepstake.core.product.SigmoidKernel;
import io.sweepstake.core.setting.ComposedSurplus;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.Optional;

/** Those of any surplus that is put together, by asking its kernel. */
final class ComposedGains implements ProductGains {
  private static final int TILE = Kernels.TILE;

  private final ComposedSurplus surplus;
  private final int width; // qualities of a product
  private final double worth; // unit
  private final float[] slope; // [quality]
  private float[] qualities; // those written last
  private ValuationProfiles buyers;
  private int first;
  private int count;

  ComposedGains(ComposedSurplus surplus, int width, double worth) {
    this.surplus = surplus;
    this.width = width;
    this.worth = worth;
    slope = new float[width];
  }

  /** Of the kernels that are known here; another's is its own code, which no device can run. */
  @Override
  public Optional<Law> law() {
    if (surplus.kernel() instanceof SigmoidKernel sigmoid) {
      return Optional.of(
          new Law(ChoiceShape.Worth.SIGMOID, sigmoid.steepness(), sigmoid.worth() / worth));
    }
    if (surplus.kernel() instanceof HingeKernel hinge) {
      return Optional.of(new Law(ChoiceShape.Worth.HINGE, 1, hinge.worth() / worth));
    }
    return Optional.empty();
  }

  @Override
  public void write(
      float[] qualities, ValuationProfiles buyers, int first, int count, float[] into) {
    this.qualities = qualities;
    this.buyers = buyers;
    this.first = first;
    this.count = count;
    for (int s = 0; s < TILE; s++) {
      int at = (first + Math.min(s, count - 1)) * width;
      double without = surplus.without(buyers.values(), at, width);
      for (int k = 0; k < qualities.length / width; k++) {
        double gain =
            surplus.kernel().value(buyers.values(), at, qualities, k * width, width) - without;
        into[k * TILE + s] = (float) (gain / worth);
      }
    }
  }

  @Override
  public void addSlopes(float[] by, double[] sums) {
    for (int k = 0; k < sums.length / width; k++) {
      for (int s = 0; s < count; s++) {
        float weight = by[k * TILE + s];
        if (weight != 0) {
          int at = (first + s) * width;
          surplus.kernel().slope(buyers.values(), at, qualities, k * width, width, slope);
          for (int j = 0; j < width; j++) {
            sums[k * width + j] += weight * slope[j] / worth;
          }
        }
      }
    }
  }
}
