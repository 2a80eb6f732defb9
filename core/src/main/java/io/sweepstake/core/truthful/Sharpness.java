package io.sweepstake.core.truthful;

import io.sweepstake.core.descent.Ranges;

/**
 * What utilities are multiplied by before the softmax of a menu's choice: rises geometrically over
 * the training. Per unit of the mean width of the intervals that values lie in.
 *
 * @param start above 0
 * @param end at least {@code start}
 */
public record Sharpness(double start, double end) {
  public Sharpness {
    Ranges.above("sharpness_start", start, 0);
    if (!(end >= start) || Double.isInfinite(end)) {
      throw new IllegalArgumentException(
          "sharpness_end: must be at least sharpness_start, " + start + ", was " + end);
    }
  }

  double at(long iteration, long iterations) {
    return start * Math.pow(end / start, (double) iteration / iterations);
  }
}
