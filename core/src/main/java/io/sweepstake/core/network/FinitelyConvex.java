package io.sweepstake.core.network;

import io.sweepstake.core.valuation.Demand;
import io.sweepstake.core.valuation.Seeds;
import io.sweepstake.core.valuation.Setting;
import io.sweepstake.core.valuation.Support;

/**
 * The finitely convex mechanism (Nehzati, arXiv:2509.04477) with the linear surplus {@code x · y}:
 * a menu whose lotteries y are themselves the weights, so that utility is a maximum of functions
 * that are linear in them.
 *
 * <p>What is sold is y clipped to [0, 1] and, under unit demand, moved to the nearest that sums to
 * at most 1: a menu of lotteries whatever the weights. In training y is moved there after every
 * step, and being close to the bounds has a price.
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
    }
  }

  @Override
  public void backward(
      Demand demand, int items, float[] lotteries, float[] slopes, float[] gradient) {
    System.arraycopy(slopes, 0, gradient, 0, slopes.length);
  }
}
