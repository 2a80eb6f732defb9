package io.sweepstake.jobs.run;

import io.sweepstake.sweeps.problem.Judge;
import io.sweepstake.sweeps.study.Ask;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Trial;
import java.util.Map;

/**
 * What a trial left, judged.
 *
 * @param name as people see it
 * @param trial whose it is, −1 for none's
 * @param retraining 0 for its own; from 1, what its point left with that fresh seed
 * @param found what the judge found, of its own metrics
 * @param metrics of the trial, as the judge corrects them, and what follows from them
 */
public record Finalist(String name, int trial, int retraining, Metrics found, Metrics metrics) {
  /** What a completed trial left. */
  public static Finalist of(Trial trial, Judge judge, Metrics found) {
    return of(trial, 0, trial.state().metrics(), judge, found);
  }

  /**
   * What a trial's point left with a fresh seed.
   *
   * @param own what it measured itself then
   */
  static Finalist of(Trial trial, int retraining, Metrics own, Judge judge, Metrics found) {
    Metrics metrics = own;
    for (Map.Entry<Metric, Double> value : judge.derived(found).asMap().entrySet()) {
      metrics = metrics.with(value.getKey(), value.getValue());
    }
    boolean standard = trial.ask().source().equals(Ask.DEFAULT);
    String name = Verdict.name(trial.number(), retraining) + (standard ? " (default)" : "");
    return new Finalist(name, trial.number(), retraining, found, metrics);
  }

  /** What is no trial's. */
  public static Finalist of(String name, Judge judge, Metrics found) {
    return new Finalist(name, -1, 0, found, judge.derived(found));
  }
}
