package io.sweepstake.sweeps.run;

import io.sweepstake.sweeps.run.trial.Deadline;
import io.sweepstake.sweeps.study.Ask;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * When to ask for no more trials, beside the {@link Budget}. What is in flight then still runs to
 * its end, so a sweep may overshoot by the length of its trials.
 *
 * <p>A function of its arguments, asked before every trial.
 */
@FunctionalInterface
public interface StopCondition {
  StopCondition NEVER = (history, elapsed) -> Optional.empty();

  /**
   * Why it is time to stop, if it is: a clause such as {@code "2 h have passed"}.
   *
   * @param elapsed since the sweep began
   */
  Optional<String> reason(History history, Duration elapsed);

  /** Stops when either does. */
  default StopCondition or(StopCondition other) {
    return (history, elapsed) -> reason(history, elapsed).or(() -> other.reason(history, elapsed));
  }

  /** So much wall time since the sweep began; above 0. */
  static StopCondition elapsed(Duration limit) {
    return new Elapsed(limit);
  }

  /** A feasible trial whose first goal is at least as good as this value; finite. */
  static StopCondition target(double value) {
    return new Target(value);
  }

  /**
   * So many trials told in a row, imported ones aside, of which none was feasible and better than
   * all before it; at least 1. With several goals, better is: dominated by none before it.
   */
  static StopCondition stagnation(int trials) {
    return new Stagnation(trials);
  }

  /** See {@link #elapsed(Duration)}. */
  record Elapsed(Duration limit) implements StopCondition {
    public Elapsed {
      if (limit.isNegative() || limit.isZero()) {
        throw new IllegalArgumentException("timeout: must be above 0, was " + limit);
      }
    }

    @Override
    public Optional<String> reason(History history, Duration elapsed) {
      return elapsed.compareTo(limit) < 0
          ? Optional.empty()
          : Optional.of("the timeout of " + Deadline.text(limit) + " has passed");
    }
  }

  /** See {@link #target(double)}. */
  record Target(double value) implements StopCondition {
    public Target {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("target value: must be finite, was " + value);
      }
    }

    @Override
    public Optional<String> reason(History history, Duration elapsed) {
      Objective objective = history.spec().objective();
      return history
          .best()
          .filter(best -> objective.violation(best.state().metrics()) == 0)
          .filter(best -> loss(objective, best) <= objective.goals().get(0).loss(value))
          .map(
              best ->
                  "trial "
                      + best.number()
                      + " reached "
                      + objective.value(best.state().metrics()).getAsDouble()
                      + ", the target was "
                      + value);
    }

    private static double loss(Objective objective, Trial trial) {
      return objective.goals().get(0).loss(objective.value(trial.state().metrics()).getAsDouble());
    }
  }

  /** See {@link #stagnation(int)}. */
  record Stagnation(int trials) implements StopCondition {
    public Stagnation {
      if (trials < 1) {
        throw new IllegalArgumentException("stagnation: must be at least 1 trial, was " + trials);
      }
    }

    @Override
    public Optional<String> reason(History history, Duration elapsed) {
      List<Trial> told = history.finished();
      int since = 0;
      for (int k = told.size() - 1; k >= 0 && since < trials; k--) {
        if (improved(history, k)) {
          return Optional.empty();
        }
        since += told.get(k).ask().source().equals(Ask.IMPORTED) ? 0 : 1;
      }
      return since < trials
          ? Optional.empty()
          : Optional.of(
              trials == 1
                  ? "the last trial was no better than those before"
                  : "none of the last " + trials + " trials was better than those before");
    }

    /** Whether the trial in this place of the order of telling was better than all before it. */
    private static boolean improved(History history, int place) {
      Trial trial = history.finished().get(place);
      Objective objective = history.spec().objective();
      if (!feasible(objective, trial)) {
        return false;
      }
      if (objective.goals().size() == 1) {
        // A better one came later and would have been met before, or this is the best of all.
        return history.best().filter(best -> best.number() == trial.number()).isPresent();
      }
      return history.finished().subList(0, place).stream()
          .noneMatch(before -> feasible(objective, before) && asGood(objective, before, trial));
    }

    private static boolean feasible(Objective objective, Trial trial) {
      return trial.state() instanceof TrialState.Completed
          && objective.violation(trial.state().metrics()) == 0;
    }

    private static boolean asGood(Objective objective, Trial one, Trial other) {
      return objective.goals().stream()
          .allMatch(
              goal ->
                  goal.loss(goal.value(one.state().metrics()).getAsDouble())
                      <= goal.loss(goal.value(other.state().metrics()).getAsDouble()));
    }
  }
}
