package io.sweepstake.sweeps.pruner;

import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Measurement;
import io.sweepstake.sweeps.study.Trial;
import java.util.ArrayList;
import java.util.List;

/**
 * Asynchronous successive halving (Li et al., MLSys 2020) that stops and never resumes: of the
 * trials that have reached a rung so far, the best {@code 1/factor} go on. While fewer than {@code
 * factor} have reached it, only the best so far does.
 *
 * @param goal what is compared, over what trials measure at the rungs
 * @param firstStep the step of the first rung; the next ones are {@code factor} times as far each
 * @param factor the reduction factor η, at least 2
 * @param lastStep no rung lies at or beyond it: the full length of a trial
 */
public record AshaPruner(Goal goal, long firstStep, int factor, long lastStep) implements Pruner {
  public AshaPruner {
    if (firstStep < 1) {
      throw new IllegalArgumentException("asha first step: must be at least 1, was " + firstStep);
    }
    if (factor < 2) {
      throw new IllegalArgumentException("asha factor: must be at least 2, was " + factor);
    }
    if (lastStep <= firstStep) {
      throw new IllegalArgumentException(
          "asha last step: must be beyond the first, was " + lastStep + " after " + firstStep);
    }
  }

  @Override
  public List<Rung> rungs() {
    List<Rung> rungs = new ArrayList<>();
    for (long step = firstStep; step < lastStep; step *= factor) {
      rungs.add(new Rung(rungs.size(), step));
      if (step > Long.MAX_VALUE / factor) {
        break;
      }
    }
    return rungs;
  }

  @Override
  public Decision decide(Trial trial, Rung rung, History history) {
    double mine = reached(trial, rung);
    if (Double.isNaN(mine)) {
      return Decision.stop("it has no value at step " + rung.step());
    }
    int competitors = 1;
    int better = 0;
    for (Trial other : history.trials()) {
      double loss = other.number() == trial.number() ? Double.NaN : reached(other, rung);
      if (!Double.isNaN(loss)) {
        competitors++;
        better += loss < mine ? 1 : 0;
      }
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
    return better < places ? Decision.proceed(numbers) : Decision.stop(numbers);
  }

  /** The loss at the first measurement at or beyond a rung; NaN before it. */
  private double reached(Trial trial, Rung rung) {
    for (Measurement measurement : trial.curve()) {
      if (measurement.step() >= rung.step()) {
        return Losses.of(goal, measurement.metrics());
      }
    }
    return Double.NaN;
  }
}
