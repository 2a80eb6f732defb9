package io.sweepstake.sweeps.sampler.tpe;

/**
 * The shape of the kernels of a {@link ParzenMixture}; the defaults are those of Optuna 5.0.
 *
 * @param priorWeight the weight of the wide kernel over the whole range, where an observation has 1
 * @param boundsAreNeighbours whether the bounds count as neighbours of the outermost observations
 * @param priorIsNeighbour whether the middle of the range does too, as in Hyperopt
 * @param leastWidth no kernel is narrower than this share of the range
 * @param widthExponent nor than {@code (N + 2)^-exponent} of it, for {@code N} observations
 */
public record ParzenShape(
    double priorWeight,
    boolean boundsAreNeighbours,
    boolean priorIsNeighbour,
    double leastWidth,
    double widthExponent) {
  public static final ParzenShape DEFAULT = new ParzenShape(1, false, false, 0.01, 1);

  public ParzenShape {
    require(
        "prior_weight",
        priorWeight > 0 && priorWeight < Double.POSITIVE_INFINITY,
        "above 0 and finite",
        priorWeight);
    require("least_width", leastWidth > 0 && leastWidth <= 1, "above 0 and at most 1", leastWidth);
    require(
        "width_exponent",
        widthExponent >= 0 && widthExponent < Double.POSITIVE_INFINITY,
        "at least 0 and finite",
        widthExponent);
  }

  private static void require(String name, boolean holds, String rule, double value) {
    if (!holds) {
      throw new IllegalArgumentException("tpe " + name + ": must be " + rule + ", was " + value);
    }
  }

  /** The least width of a kernel among {@code observations}, on an axis of this range. */
  double least(double range, int observations) {
    return range / Math.min(1 / leastWidth, Math.pow(observations + 2, widthExponent));
  }

  /**
   * Whether the least width of a kernel changes with the number of observations, from so many on.
   */
  boolean countMatters(int observations) {
    return widthExponent > 0
        && Math.pow(Math.max(0, observations) + 2, widthExponent) < 1 / leastWidth;
  }
}
