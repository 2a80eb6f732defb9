package io.sweepstake.jobs.run;

import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Objective;
import java.util.Optional;

/**
 * What a search has gained: its best beside the problem's default point.
 *
 * @param best its value
 * @param bestKeeps whether it keeps to the constraints
 * @param standard the default's value; empty where it did not complete, or was left out
 * @param standardKeeps whether it keeps to the constraints
 * @param difference of the two, positive where the best is better, paired where both met the same
 *     draws; empty where there is no default
 * @param same whether the best is the default
 * @param seeds over how many fresh seeds the values are means; 0 where they are of one trial each
 */
public record Gain(
    Measured best,
    boolean bestKeeps,
    Optional<Measured> standard,
    boolean standardKeeps,
    Optional<Measured> difference,
    boolean same,
    int seeds) {
  private static final String BREAKS = " (breaks the constraint)";

  /** By how much one is better than another in an objective of one goal; NaN where it has none. */
  static double over(Metrics other, Metrics one, Objective objective) {
    return loss(other, objective) - loss(one, objective);
  }

  private static double loss(Metrics metrics, Objective objective) {
    return objective.goals().get(0).loss(objective.value(metrics).orElse(Double.NaN));
  }

  /** {@code best 0.55050 ± 0.00012, default 0.54870 ± 0.00013, gain 0.001801 ± 0.000042}. */
  @Override
  public String toString() {
    StringBuilder line = new StringBuilder("best " + best + (bestKeeps ? "" : BREAKS));
    if (same) {
      line.append(" is the default, gain 0");
    } else if (standard.isPresent()) {
      line.append(", default ").append(standard.get()).append(standardKeeps ? "" : BREAKS);
      difference.ifPresent(gain -> line.append(", gain ").append(gain));
    } else {
      line.append(", no default to compare with");
    }
    return line.append(seeds > 1 ? ", means of " + seeds + " fresh seeds," : "").toString();
  }
}
