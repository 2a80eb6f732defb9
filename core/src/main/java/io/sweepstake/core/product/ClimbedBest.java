package io.sweepstake.core.product;

import java.util.Arrays;

/**
 * By steps along the slope from the best of several multiples of her needs; then each quality that
 * had better be none is taken away. Another local optimum may be better.
 */
final class ClimbedBest implements FirstBest {
  private static final double[] STARTS = {0.5, 1, 1.5, 2, 4, 8};
  private static final int CLIMBS = 3;
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
  private final double[] starts = new double[STARTS.length];

  ClimbedBest(Kernel kernel, Cost cost, Limit limit, int width) {
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

  @Override
  public float[] product() {
    return best;
  }

  @Override
  public double search(float[] needs, int first) {
    for (int k = 0; k < STARTS.length; k++) {
      double unused = begin(STARTS[k], needs, first);
      starts[k] = net(at, needs, first);
    }
    double greatest = 0;
    Arrays.fill(best, 0);
    for (int climb = 0; climb < CLIMBS; climb++) {
      int from = 0;
      for (int k = 1; k < STARTS.length; k++) {
        from = starts[k] > starts[from] ? k : from;
      }
      starts[from] = Double.NEGATIVE_INFINITY;
      double scale = begin(STARTS[from], needs, first);
      double found = climb(needs, first, 0.25 * scale);
      if (found > greatest) {
        greatest = found;
        System.arraycopy(at, 0, best, 0, width);
      }
    }
    return withoutWhatCostsMore(needs, first, greatest);
  }

  /** Stands where each quality is a multiple of its need; the greatest before it is confined. */
  private double begin(double multiple, float[] needs, int first) {
    double scale = LEAST;
    for (int j = 0; j < width; j++) {
      at[j] = (float) Math.max(0, multiple * needs[first + j]);
      scale = Math.max(scale, at[j]);
    }
    limit.confine(at, 0, width);
    return scale;
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
