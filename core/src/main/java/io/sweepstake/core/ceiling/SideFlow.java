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
    double near = Rays.power(1 - ranks[edge], power);
    into[side] = (1 - ranks[side]) * (power + 1) * near;
    into[edge] = (1 - ranks[edge]) * (1 - near);
  }
}
