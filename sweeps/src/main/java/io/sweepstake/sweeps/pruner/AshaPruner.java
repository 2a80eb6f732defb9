package io.sweepstake.sweeps.pruner;

import io.sweepstake.sweeps.option.Option;
import io.sweepstake.sweeps.study.Decision;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Trial;
import java.util.List;
import java.util.Map;

/**
 * Asynchronous successive halving (Li et al., MLSys 2020) that stops and never resumes, as Optuna's
 * {@code SuccessiveHalvingPruner}: of the trials that have reached a rung so far, the best {@code
 * 1/factor} go on. While fewer than {@code factor} have reached it, only the best so far does.
 *
 * @param goal what is compared, over what trials measure at the rungs
 * @param firstStep the step of the first rung; the next ones are {@code factor} times as far each
 * @param factor the reduction factor η, at least 2
 * @param lastStep no rung lies at or beyond it: the full length of a trial
 * @param bootstrap so many trials are stopped at a rung before the first may pass it, at least 0
 */
public record AshaPruner(Goal goal, long firstStep, int factor, long lastStep, int bootstrap)
    implements Pruner {
  public AshaPruner {
    new Halving(goal, firstStep, factor, lastStep);
    if (bootstrap < 0) {
      throw new IllegalArgumentException("asha bootstrap: must be at least 0, was " + bootstrap);
    }
  }

  public AshaPruner(Goal goal, long firstStep, int factor, long lastStep) {
    this(goal, firstStep, factor, lastStep, 0);
  }

  @Override
  public List<Rung> rungs() {
    return Rung.geometric(firstStep, factor, lastStep);
  }

  @Override
  public Decision decide(Trial trial, Rung rung, History history) {
    return new Halving(goal, firstStep, factor, lastStep)
        .decide(trial, rung, bootstrap, history.trials());
  }

  /** By the name of {@code asha}. */
  public static final class Kind implements PrunerKind {
    @Override
    public PrunerDescription description() {
      return new PrunerDescription(
          "asha",
          "successive halving that stops",
          true,
          List.of(
              Option.of(
                  "factor",
                  4,
                  "one of so many goes on at a step, and the next is so many times as far; at least 2"),
              PrunerOptions.FIRST,
              Option.of(
                  "bootstrap",
                  0,
                  "trials that are stopped at a step before the first may pass it; at least 0")));
    }

    @Override
    public Pruner pruner(Map<String, String> given, Goal otherwise, long steps) {
      PrunerOptions options = new PrunerOptions(description(), given, otherwise, steps);
      return new AshaPruner(
          options.goal(),
          options.first(),
          options.factor(),
          steps,
          options.read().whole("bootstrap"));
    }
  }
}
