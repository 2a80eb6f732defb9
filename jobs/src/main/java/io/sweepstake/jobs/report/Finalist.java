package io.sweepstake.jobs.report;

import io.sweepstake.core.economics.Evaluation;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.jobs.auction.AuctionMetrics;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Trial;
import java.util.Map;

/**
 * A trained network, and what it is worth under attack.
 *
 * @param name as people see it
 * @param trial whose network it is, −1 for none's
 * @param metrics of the trial, as this evaluation corrects them
 */
public record Finalist(String name, int trial, Evaluation evaluation, Metrics metrics) {
  /** The network of a completed trial. */
  public static Finalist of(Trial trial, Setting setting, Evaluation evaluation) {
    Metrics metrics = trial.state().metrics();
    for (Map.Entry<Metric, Double> value :
        AuctionMetrics.of(setting, evaluation).asMap().entrySet()) {
      metrics = metrics.with(value.getKey(), value.getValue());
    }
    return new Finalist("trial " + trial.number(), trial.number(), evaluation, metrics);
  }
}
