package io.sweepstake.core.ceiling;

/**
 * Rays to the lowest type in the simplex {@code v ≥ 0, s = Σ_j v_j ≤ 1} with values spread evenly,
 * which stand for ranks: {@code F_j = v_j ((m + 1) s^m − 1) / (m s^m)}.
 */
record TriangleRays() implements Flow {
  @Override
  public void of(double[] ranks, double[] into) {
    int items = ranks.length / LANES;
    for (int s = 0; s < LANES; s++) {
      double sum = 0;
      for (int at = s; at < ranks.length; at += LANES) {
        sum += ranks[at];
      }
      double power = Rays.power(sum, items);
      for (int at = s; at < ranks.length; at += LANES) {
        into[at] = ranks[at] * (1 - power) / (items * power);
      }
    }
  }
}
