package io.sweepstake.core.ceiling;

/**
 * Rays through a centre at or beyond the lowest type, of independent values: {@code W_j = (r_j −
 * c_j) (R^m − 1) / m}, where the ray leaves the cube at R times its distance from the centre.
 *
 * <p>With the lowest type as centre, R is {@code 1 / max_j r_j}; for U[0,1] then {@code F_j = v_j
 * ((m + 1) s^m − 1) / (m s^m)}, {@code s = max_j v_j}. From a centre beyond it, rents are paid down
 * to the cube's lower sides.
 *
 * @param beyond how far beyond: all coordinates of the centre are minus this, at least 0
 */
record Rays(double beyond) implements Flow {
  @Override
  public void of(double[] ranks, double[] into) {
    int items = ranks.length / LANES;
    System.arraycopy(ranks, 0, into, 0, LANES);
    for (int at = LANES; at < ranks.length; at += LANES) {
      for (int s = 0; s < LANES; s++) {
        into[s] = Math.max(into[s], ranks[at + s]);
      }
    }
    for (int s = 0; s < LANES; s++) {
      into[s] = (power((1 + beyond) / (into[s] + beyond), items) - 1) / items;
    }
    // The first item's row, which is what all are multiplied by, comes last.
    for (int at = ranks.length - LANES; at >= 0; at -= LANES) {
      for (int s = 0; s < LANES; s++) {
        into[at + s] = (ranks[at + s] + beyond) * into[s];
      }
    }
  }

  /** By squaring: O(log exponent). */
  static double power(double base, int exponent) {
    double power = 1;
    double square = base;
    for (int left = exponent; left > 0; left >>= 1) {
      power = (left & 1) == 1 ? power * square : power;
      square *= square;
    }
    return power;
  }
}
