package io.sweepstake.sweeps.analysis;

import io.sweepstake.sweeps.pareto.Dominance;
import io.sweepstake.sweeps.pareto.Hypervolume;
import io.sweepstake.sweeps.pareto.ReferencePoint;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The hypervolume of the feasible completed trials after each told trial: the curve by which
 * searches with several goals are compared.
 *
 * @param reference up to which it is measured, the value of each goal in its own direction
 * @param leftOut how many of those trials have a value that cannot be calculated with: an infinity,
 *     or beyond 1e100
 */
public record HypervolumeHistory(List<Double> reference, List<Double> afterEachTell, int leftOut) {
  public HypervolumeHistory {
    reference = List.copyOf(reference);
    afterEachTell = List.copyOf(afterEachTell);
  }

  /**
   * The curve up to a reference.
   *
   * @param reference a finite value for each goal, in its own direction; trials that are not better
   *     than it everywhere add nothing
   * @throws IllegalArgumentException also when the volume is beyond what a number can be
   */
  public static HypervolumeHistory of(History history, List<Double> reference) {
    Objective objective = history.spec().objective();
    if (reference.size() != objective.goals().size()) {
      throw new IllegalArgumentException(
          "hypervolume: the reference must have a value for each of "
              + objective.goals()
              + ", was "
              + reference);
    }
    double[] corner = new double[reference.size()];
    Arrays.setAll(corner, k -> objective.goals().get(k).loss(reference.get(k)));
    List<double[]> front = new ArrayList<>();
    List<Double> curve = new ArrayList<>();
    double volume = 0;
    int leftOut = 0;
    for (Trial trial : history.finished()) {
      if (counts(objective, trial) && !Usable.losses(objective, trial)) {
        leftOut++;
      } else if (counts(objective, trial)) {
        double[] losses = objective.losses(trial.state().metrics());
        if (front.stream().noneMatch(member -> covers(member, losses))) {
          front.removeIf(member -> Dominance.dominates(losses, member));
          front.add(losses);
          volume = Hypervolume.of(front.toArray(double[][]::new), corner);
          if (!Double.isFinite(volume)) {
            throw new IllegalArgumentException(
                "hypervolume: beyond what a number can be, up to " + reference);
          }
        }
      }
      curve.add(volume);
    }
    return new HypervolumeHistory(reference, curve, leftOut);
  }

  /**
   * The curve up to what is a little worse than the worst finite value of every goal that a
   * feasible completed trial has, see {@link ReferencePoint#beyond}; 0 throughout while there is
   * none.
   */
  public static HypervolumeHistory of(History history) {
    Objective objective = history.spec().objective();
    double[][] finite =
        history.finished().stream()
            .filter(trial -> counts(objective, trial))
            .map(trial -> objective.losses(trial.state().metrics()))
            .map(
                losses ->
                    Arrays.stream(losses)
                        .map(v -> Usable.is(v) ? v : Double.NEGATIVE_INFINITY)
                        .toArray())
            .toArray(double[][]::new);
    List<Double> reference = new ArrayList<>();
    double[] corner =
        finite.length == 0 ? new double[objective.goals().size()] : ReferencePoint.beyond(finite);
    for (int k = 0; k < corner.length; k++) {
      // A goal's loss is its own inverse.
      reference.add(objective.goals().get(k).loss(Double.isFinite(corner[k]) ? corner[k] : 0));
    }
    return of(history, reference);
  }

  private static boolean counts(Objective objective, Trial trial) {
    return trial.state() instanceof TrialState.Completed completed
        && objective.violation(completed.metrics()) == 0;
  }

  private static boolean covers(double[] member, double[] losses) {
    return Arrays.equals(member, losses) || Dominance.dominates(member, losses);
  }
}
