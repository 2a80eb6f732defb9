package io.sweepstake.sweeps.pareto;

import java.util.Arrays;

/** The corner up to which a hypervolume is measured. */
public final class ReferencePoint {
  private static final double OFF_ZERO = 1e-12;

  private ReferencePoint() {}

  /**
   * A little worse than the worst of some losses, coordinate by coordinate: max(1.1 w, 0.9 w), and
   * 10⁻¹² where that is 0. This is Optuna's rule, by which its TPE breaks ties.
   *
   * @param losses at least one, all of one length
   */
  public static double[] beyond(double[][] losses) {
    double[] reference = losses[0].clone();
    for (double[] loss : losses) {
      for (int k = 0; k < reference.length; k++) {
        reference[k] = Math.max(reference[k], loss[k]);
      }
    }
    return Arrays.stream(reference)
        .map(worst -> Math.max(1.1 * worst, 0.9 * worst))
        .map(corner -> corner == 0 ? OFF_ZERO : corner)
        .toArray();
  }
}
