package io.sweepstake.core.ceiling;

import io.sweepstake.core.kernel.Kernels;
import java.util.Arrays;

/** Legendre's polynomials on [0, 1], and their slopes, by Bonnet's recursion; one row a degree. */
final class Legendre {
  private static final int LANES = Kernels.TILE;

  private Legendre() {}

  /**
   * Writes degrees 0 to {@code degree} and their derivatives.
   *
   * @param x a row
   * @param values {@code [degree][lane]}
   * @param slopes as many, or null for none
   */
  static void of(float[] x, int xAt, int degree, float[] values, float[] slopes) {
    Arrays.fill(values, 0, LANES, 1);
    if (slopes != null) {
      Arrays.fill(slopes, 0, LANES, 0);
    }
    for (int d = 0; d < degree; d++) {
      next(x, xAt, d, values, slopes);
    }
  }

  /** Degree d + 1 from d and d − 1. */
  private static void next(float[] x, int xAt, int d, float[] values, float[] slopes) {
    float ahead = (2f * d + 1) / (d + 1);
    float back = (float) d / (d + 1);
    int at = d * LANES;
    int before = Math.max(0, d - 1) * LANES; // counts for nothing where d = 0
    int to = (d + 1) * LANES;
    for (int s = 0; s < LANES; s++) {
      float y = 2 * x[xAt + s] - 1;
      values[to + s] = ahead * y * values[at + s] - back * values[before + s];
    }
    if (slopes != null) {
      for (int s = 0; s < LANES; s++) {
        float y = 2 * x[xAt + s] - 1;
        slopes[to + s] =
            ahead * (2 * values[at + s] + y * slopes[at + s]) - back * slopes[before + s];
      }
    }
  }
}
