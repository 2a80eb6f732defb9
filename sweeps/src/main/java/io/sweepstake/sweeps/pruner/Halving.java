package io.sweepstake.sweeps.pruner;

import io.sweepstake.sweeps.study.Decision;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.Trial;

/**
 * The geometric ladder of successive halving, and the rule at each of its rungs: of the trials that
 * have reached it, the best {@code 1/factor} go on.
 *
 * @param goal what is compared, over what trials measure at the rungs
 * @param firstStep the step of the first rung; the next ones are {@code factor} times as far each
 * @param factor the reduction factor η, at least 2
 * @param lastStep no rung lies at or beyond it: the full length of a trial
 */
record Halving(Goal goal, long firstStep, int factor, long lastStep) {
  Halving {
    if (firstStep < 1) {
      throw new IllegalArgumentException("asha first step: must be at least 1, was " + firstStep);
    }
    checkFactor(factor);
    if (lastStep <= firstStep) {
      throw new IllegalArgumentException(
          "asha last step: must be beyond the first, was " + lastStep + " after " + firstStep);
    }
  }

  /**
   * The reduction factor of successive halvings.
   *
   * @throws IllegalArgumentException when it is less than 2
   */
  static int checkFactor(int factor) {
    if (factor < 2) {
      throw new IllegalArgumentException("asha factor: must be at least 2, was " + factor);
    }
    return factor;
  }

  /**
   * Lets a trial go on if it is among the best {@code 1/factor} so far; while fewer than {@code
   * factor} have reached the rung, if it is the best.
   *
   * @param bootstrap how many trials must have reached the rung beside it before any goes on
   * @param others its competitors, at the rung or not
   */
  Decision decide(Trial trial, Rung rung, int bootstrap, Iterable<Trial> others) {
    double mine = Losses.reached(goal, trial, rung);
    if (Double.isNaN(mine)) {
      return Decision.stop("it has no value at step " + rung.step());
    }
    int competitors = 1;
    int better = 0;
    for (Trial other : others) {
      double loss =
          other.number() == trial.number() ? Double.NaN : Losses.reached(goal, other, rung);
      if (!Double.isNaN(loss)) {
        competitors++;
        better += loss < mine ? 1 : 0;
      }
    }
    double value = goal.loss(mine);
    if (competitors <= bootstrap) {
      return Decision.stop(
              competitors
                  + " trials have reached step "
                  + rung.step()
                  + ", more than "
                  + bootstrap
                  + " are needed")
          .on(value);
    }
    int places = Math.max(1, competitors / factor);
    String numbers =
        better
            + " of "
            + competitors
            + " trials at step "
            + rung.step()
            + " are better, places: "
            + places;
    return (better < places ? Decision.proceed(numbers) : Decision.stop(numbers)).on(value);
  }
}
