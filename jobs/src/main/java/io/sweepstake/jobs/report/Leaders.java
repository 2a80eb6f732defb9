package io.sweepstake.jobs.report;

import io.sweepstake.sweeps.pareto.NondominatedFronts;
import io.sweepstake.sweeps.run.Progress;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.util.Arrays;
import java.util.List;

/**
 * Notices trials that are the best so far, or with several goals those that nobody beats in all.
 */
public final class Leaders {
  private final Objective objective;
  private final NondominatedFronts fronts = new NondominatedFronts();

  /**
   * @param past the trials there are
   */
  public Leaders(Objective objective, List<Trial> past) {
    this.objective = objective;
    past.forEach(this::entersFront);
  }

  /** Whether there are several goals, and so no best trial. */
  public boolean severalGoals() {
    return objective.goals().size() > 1;
  }

  /** Takes note of a trial that has ended, and says whether it leads now. */
  public boolean leads(Trial trial, Progress progress) {
    return severalGoals() ? entersFront(trial) : isBest(trial, progress, objective);
  }

  /** Whether a trial is the best so far, and keeps to the constraints. */
  static boolean isBest(Trial trial, Progress progress, Objective objective) {
    return progress.best().filter(best -> best.number() == trial.number()).isPresent()
        && objective.violation(trial.state().metrics()) == 0;
  }

  private boolean entersFront(Trial trial) {
    if (!severalGoals()
        || !(trial.state() instanceof TrialState.Completed completed)
        || objective.violation(completed.metrics()) > 0) {
      return false;
    }
    fronts.add(trial.number(), objective.losses(completed.metrics()));
    return Arrays.stream(fronts.front(0)).anyMatch(number -> number == trial.number());
  }
}
