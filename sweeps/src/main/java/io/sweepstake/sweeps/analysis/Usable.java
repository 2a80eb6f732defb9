package io.sweepstake.sweeps.analysis;

import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.Trial;
import java.util.Arrays;

/**
 * Which numbers an analysis can calculate with. One beyond {@value #LARGEST} stands for an
 * infinity, as ±1.8e308 does in what MLflow stores: its square, or the volume of a box with such a
 * side, is none.
 */
final class Usable {
  /** A sum of a million squares, and a box of three such sides, are finite. */
  static final double LARGEST = 1e100;

  private Usable() {}

  static boolean is(double value) {
    return Math.abs(value) <= LARGEST;
  }

  /** Whether a completed trial's losses all are. */
  static boolean losses(Objective objective, Trial trial) {
    return Arrays.stream(objective.losses(trial.state().metrics())).allMatch(Usable::is);
  }
}
