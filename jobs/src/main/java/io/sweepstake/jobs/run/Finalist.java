package io.sweepstake.jobs.run;

import io.sweepstake.sweeps.problem.Judge;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Trial;
import java.util.Map;

/**
 * What a trial left, judged.
 *
 * @param name as people see it
 * @param trial whose it is, −1 for none's
 * @param found what the judge found, of its own metrics
 * @param metrics of the trial, as the judge corrects them, and what follows from them
 */
public record Finalist(String name, int trial, Metrics found, Metrics metrics) {
  /** What a completed trial left. */
  public static Finalist of(Trial trial, Judge judge, Metrics found) {
    Metrics metrics = trial.state().metrics();
    for (Map.Entry<Metric, Double> value : judge.derived(found).asMap().entrySet()) {
      metrics = metrics.with(value.getKey(), value.getValue());
    }
    return new Finalist("trial " + trial.number(), trial.number(), found, metrics);
  }

  /** What is no trial's. */
  public static Finalist of(String name, Judge judge, Metrics found) {
    return new Finalist(name, -1, found, judge.derived(found));
  }
}
