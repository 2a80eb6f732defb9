package io.sweepstake.sweeps.sampler.tpe;

/**
 * How much denser one mixture is than another: what a Parzen estimator improves upon.
 *
 * <p>The denominator is a mixture of very many kernels, which are added as long as it matters. With
 * some of them a point's ratio is an upper bound, and the point with the highest bound is always
 * the one to look at next; the others' kernels need not be looked at once it is known. So a further
 * candidate costs little more than its draw, and which one is chosen is what it is without all
 * this.
 */
final class DensityRatio {
  /** Relative, far above what rounding can do to a bound. */
  private static final double SLACK = 1e-9;

  private DensityRatio() {}

  /**
   * The point with the highest ratio, of several the first.
   *
   * @param logNumerator at least one
   * @param denominator at as many points
   */
  static int highest(double[] logNumerator, Densities denominator) {
    int points = logNumerator.length;
    double[] bound = new double[points];
    for (int c = 0; c < points; c++) {
      bound[c] = logNumerator[c] - denominator.logAtLeast(c);
    }
    while (true) {
      int best = -1;
      int next = -1;
      for (int c = 0; c < points; c++) {
        if (denominator.complete(c)) {
          best = best < 0 || bound[c] > bound[best] ? c : best;
        } else {
          next = next < 0 || bound[c] > bound[next] ? c : next;
        }
      }
      if (next < 0
          || (best >= 0 && bound[next] + SLACK * (1 + Math.abs(bound[next])) < bound[best])) {
        return best;
      }
      denominator.advance(next);
      bound[next] = logNumerator[next] - denominator.logAtLeast(next);
    }
  }
}
