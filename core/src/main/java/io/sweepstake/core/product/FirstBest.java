package io.sweepstake.core.product;

import java.util.Arrays;

/**
 * The product that is worth most to a buyer over its cost, by search: steps along the slope from
 * several multiples of her needs, and then each quality that had better be none taken away. What is
 * found can be made, so it is never too good; another local optimum may be better.
 *
 * <p>Owns its scratch space; used by one thread.
 */
public final class FirstBest {
  private static final double[] STARTS = {0.5, 1, 1.5, 2, 4, 8};
  private static final int STEPS = 60;

  private final Kernel kernel;
  private final Cost cost;
  private final Limit limit;
  private final int width;
  private final float[] nothing;
  private final float[] best;
  private final float[] at;
  private final float[] tried;
  private final float[] gain;
  private final float[] price;

  public FirstBest(Kernel kernel, Cost cost, Limit limit, int width) {
    this.kernel = kernel;
    this.cost = cost;
    this.limit = limit;
    this.width = width;
    nothing = new float[width];
    best = new float[width];
    at = new float[width];
    tried = new float[width];
    gain = new float[width];
    price = new float[width];
  }

  /** The product of the last search, {@code [quality]}; not a copy. */
  public float[] product() {
    return best;
  }

  /**
   * Searches.
   *
   * @param needs of the buyer, from {@code first}
   * @return what it is worth over its cost, at least 0, that of nothing
   */
  public double search(float[] needs, int first) {
    double greatest = 0;
    Arrays.fill(best, 0);
    for (double multiple : STARTS) {
      double scale = 0;
      for (int j = 0; j < width; j++) {
        at[j] = (float) Math.max(0, multiple * needs[first + j]);
        scale = Math.max(scale, at[j]);
      }
      limit.confine(at, 0, width);
      double found = climb(needs, first, 0.25 * scale);
      if (found > greatest) {
        greatest = found;
        System.arraycopy(at, 0, best, 0, width);
      }
    }
    return withoutWhatCostsMore(needs, first, greatest);
  }

  /** From where it stands; steps grow while they help and shrink where they do not. */
  private double climb(float[] needs, int first, double step) {
    double now = net(at, needs, first);
    double length = step;
    for (int k = 0; k < STEPS && length > 1e-6; k++) {
      kernel.slope(needs, first, at, 0, width, gain);
      cost.slope(at, 0, width, price);
      double steepest = 1e-12;
      for (int j = 0; j < width; j++) {
        steepest = Math.max(steepest, Math.abs(gain[j] - price[j]));
      }
      for (int j = 0; j < width; j++) {
        tried[j] = (float) Math.max(0, at[j] + length * (gain[j] - price[j]) / steepest);
      }
      limit.confine(tried, 0, width);
      double then = net(tried, needs, first);
      if (then > now) {
        now = then;
        System.arraycopy(tried, 0, at, 0, width);
        length *= 1.5;
      } else {
        length /= 3;
      }
    }
    return now;
  }

  private double withoutWhatCostsMore(float[] needs, int first, double found) {
    double greatest = found;
    for (int j = 0; j < width && greatest > 0; j++) {
      float kept = best[j];
      best[j] = 0;
      double without = net(best, needs, first);
      if (without > greatest) {
        greatest = without;
      } else {
        best[j] = kept;
      }
    }
    return greatest;
  }

  private double net(float[] product, float[] needs, int first) {
    return kernel.value(needs, first, product, 0, width)
        - kernel.value(needs, first, nothing, 0, width)
        - cost.of(product, 0, width);
  }
}
