package io.sweepstake.core.product;

/**
 * Quality by quality. Each is doubled from its need on while that helps; between the best of these
 * and its neighbour the slope has its zero, which chords find: of a slope that is straight there,
 * as a hinge's less that of squares, in one step. Half the need and none of it are starts too.
 */
final class SeparateBest implements FirstBest {
  private static final int DOUBLINGS = 40;

  /** Doublings before which a quality may still be below what makes a difference. */
  private static final int FEW = 5;

  private static final int CHORDS = 40;
  private static final double FLAT = 1e-7;

  private final Kernel kernel;
  private final Cost cost;
  private final Limit limit;
  private final float[] best;
  private final float[] nothing = new float[1];
  private final float[] one = new float[1];
  private final float[] gain = new float[1];
  private final float[] price = new float[1];
  private double without; // what the kernel gives the need at hand without the quality

  SeparateBest(Kernel kernel, Cost cost, Limit limit, int width) {
    this.kernel = kernel;
    this.cost = cost;
    this.limit = limit;
    best = new float[width];
  }

  @Override
  public float[] product() {
    return best;
  }

  @Override
  public double search(float[] needs, int first) {
    double sum = 0;
    for (int j = 0; j < best.length; j++) {
      sum += quality(needs, first + j, j);
    }
    return sum;
  }

  /** The best of one quality; what it is worth over its cost, at least 0. */
  private double quality(float[] needs, int need, int j) {
    without = kernel.value(needs, need, nothing, 0, 1);
    double most = Double.NEGATIVE_INFINITY;
    double start = confined(Math.max(LEAST, needs[need]));
    double before = start / 2;
    double around = start; // the best point
    double low = before; // the point before it
    double high = Double.NaN; // and the one after it
    double wanted = start;
    for (int k = 0; k < DOUBLINGS; k++) {
      double point = confined(wanted);
      double net = net(needs, need, point);
      if (net > most) {
        most = net;
        around = point;
        low = before;
        high = Double.NaN;
      } else if (Double.isNaN(high) && point > around) {
        high = point;
      } else if (k >= FEW) {
        break;
      }
      if (point < wanted) {
        break; // a limit holds it
      }
      before = point;
      wanted *= 2;
    }
    best[j] = 0;
    double greatest = better(0, j, needs, need, settled(needs, need, low, around, high));
    double half = start / 2;
    if (net(needs, need, half) > greatest) {
      greatest = better(greatest, j, needs, need, settled(needs, need, 0, half, around));
    }
    // A little of a quality may be worth a little where its slope begins above that of its cost.
    return slope(needs, need, 0) > 0
        ? better(greatest, j, needs, need, settled(needs, need, 0, 0, half))
        : greatest;
  }

  /** Takes a point if it is better than what there is; what the better one is worth. */
  private double better(double greatest, int j, float[] needs, int need, double point) {
    double net = net(needs, need, point);
    if (net > greatest) {
      best[j] = (float) point;
      return net;
    }
    return greatest;
  }

  /** From a point to where the slope is 0, towards the neighbour that it rises to. */
  private double settled(float[] needs, int need, double low, double around, double high) {
    double slope = slope(needs, need, around);
    double to = slope > 0 ? high : low;
    if (Double.isNaN(to)) {
      return around;
    }
    double found = zero(needs, need, around, slope, to);
    return net(needs, need, found) > net(needs, need, around) ? found : around;
  }

  /**
   * Where the slope between two points is 0, by chords; the end that has hardly moved counts less.
   */
  private double zero(float[] needs, int need, double from, double slope, double to) {
    double a = from;
    double b = to;
    double atA = slope;
    double atB = slope(needs, need, b);
    if (atA * atB >= 0) {
      return a;
    }
    double end = b;
    for (int chord = 0; chord < CHORDS; chord++) {
      double point = b - atB * (b - a) / (atB - atA);
      double at = slope(needs, need, point);
      end = point;
      if (Math.abs(at) <= FLAT * Math.abs(price[0]) || Math.abs(b - a) <= FLAT * Math.abs(b)) {
        break;
      }
      if (at * atB < 0) {
        a = b;
        atA = atB;
      } else {
        atA /= 2;
      }
      b = point;
      atB = at;
    }
    return end;
  }

  private double confined(double point) {
    one[0] = (float) point;
    limit.confine(one, 0, 1);
    return one[0];
  }

  private double net(float[] needs, int need, double point) {
    one[0] = (float) point;
    return kernel.value(needs, need, one, 0, 1) - without - cost.of(one, 0, 1);
  }

  private double slope(float[] needs, int need, double point) {
    one[0] = (float) point;
    kernel.slope(needs, need, one, 0, 1, gain);
    cost.slope(one, 0, 1, price);
    return (double) gain[0] - price[0];
  }
}
