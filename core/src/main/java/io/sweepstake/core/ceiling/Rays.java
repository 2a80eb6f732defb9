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
    double greatest = 0;
    for (double rank : ranks) {
      greatest = Math.max(greatest, rank);
    }
    double end = power((1 + beyond) / (greatest + beyond), ranks.length);
    for (int j = 0; j < ranks.length; j++) {
      into[j] = (ranks[j] + beyond) * (end - 1) / ranks.length;
    }
  }

  static double power(double base, int exponent) {
    double power = 1;
    for (int k = 0; k < exponent; k++) {
      power *= base;
    }
    return power;
  }
}
