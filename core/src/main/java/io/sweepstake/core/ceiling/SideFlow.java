package io.sweepstake.core.ceiling;

import java.util.Arrays;

/**
 * Down to one lower side of the cube, of independent values, and there towards the edge of another:
 * {@code W_j = (1 − r_j) (p + 1) (1 − r_k)^p}, {@code W_k = (1 − r_k) (1 − (1 − r_k)^p)}. With p of
 * 0 straight down, as in a single-item auction.
 *
 * @param side j
 * @param edge k, another
 * @param power p, at least 0
 */
record SideFlow(int side, int edge, int power) implements Flow {
  @Override
  public void of(double[] ranks, double[] into) {
    Arrays.fill(into, 0, ranks.length, 0);
    int to = side * LANES;
    int along = edge * LANES;
    for (int s = 0; s < LANES; s++) {
      double near = Rays.power(1 - ranks[along + s], power);
      into[to + s] = (1 - ranks[to + s]) * (power + 1) * near;
      into[along + s] = (1 - ranks[along + s]) * (1 - near);
    }
  }
}
