package io.sweepstake.core.ceiling;

/**
 * Rays to the lowest type in the simplex {@code v ≥ 0, s = Σ_j v_j ≤ 1} with values spread evenly,
 * which stand for ranks: {@code F_j = v_j ((m + 1) s^m − 1) / (m s^m)}.
 */
record TriangleRays() implements Flow {
  @Override
  public void of(double[] ranks, double[] into) {
    int m = ranks.length;
    double s = 0;
    for (double rank : ranks) {
      s += rank;
    }
    double power = Rays.power(s, m);
    for (int j = 0; j < m; j++) {
      into[j] = ranks[j] * (1 - power) / (m * power);
    }
  }
}
