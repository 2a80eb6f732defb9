package io.sweepstake.problems.repeated;

import io.sweepstake.core.payment.Round;
import io.sweepstake.core.repeated.Outcome;
import io.sweepstake.sweeps.problem.MetricColumn;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import java.util.List;

/**
 * What is measured of payment rules, always of bidders who have settled under the rule as it is: on
 * the way of a training those of the round, at its end and by a judge such as begin anew.
 */
final class RepeatedMetrics {
  private static final String VALUE = "value";

  static final MetricColumn REVENUE =
      MetricColumn.any("revenue", VALUE, "what bidders who have settled pay, per auction");
  static final MetricColumn REVENUE_SE =
      MetricColumn.fromZero("revenue_se", VALUE, "standard error of revenue");
  static final MetricColumn EXPLOITABILITY =
      MetricColumn.fromZero(
          "exploitability",
          VALUE,
          "what the best bid would bring more, mean over bidders and values");
  static final MetricColumn EXPLOITABILITY_MAX =
      MetricColumn.fromZero("exploitability_max", VALUE, "its greatest, at any bidder's any value");
  static final MetricColumn ALLOWANCE =
      MetricColumn.fromZero(
          "allowance", VALUE, "what exploitability allows revenue to be above its bound");
  static final MetricColumn WELFARE =
      MetricColumn.fromZero("welfare", VALUE, "value of whoever gets the item");
  static final MetricColumn SOLD =
      new MetricColumn(Metric.of("sold"), "", 0, 1, "chance that somebody gets the item");
  static final MetricColumn LOSERS_SHARE =
      new MetricColumn(
          Metric.of("losers_share"), "", 0, 1, "share of revenue from those who get nothing");
  static final MetricColumn BID_OVER_VALUE =
      MetricColumn.fromZero("bid_over_value", "", "mean bid as a share of the mean value");
  static final MetricColumn REVENUE_AT_TRUTH =
      MetricColumn.any("revenue_at_truth", VALUE, "what would be paid if all bid their values");
  static final MetricColumn GAIN_AT_TRUTH =
      MetricColumn.fromZero(
          "gain_at_truth",
          VALUE,
          "what the best lie would then bring, mean over bidders and values");
  static final MetricColumn TRAIN_SECONDS =
      MetricColumn.fromZero("train_seconds", "s", "wall time of the training");
  static final MetricColumn SETTLING_SECONDS =
      MetricColumn.fromZero("settling_seconds", "s", "wall time of settling at its end");

  private RepeatedMetrics() {}

  /** The columns of what bidders do who have settled. */
  static List<MetricColumn> settled() {
    return List.of(
        REVENUE,
        EXPLOITABILITY,
        EXPLOITABILITY_MAX,
        ALLOWANCE,
        WELFARE,
        SOLD,
        LOSERS_SHARE,
        BID_OVER_VALUE);
  }

  static Metrics of(Outcome outcome) {
    return Metrics.of(REVENUE.metric(), outcome.revenue())
        .with(EXPLOITABILITY.metric(), outcome.exploitability())
        .with(EXPLOITABILITY_MAX.metric(), outcome.greatestGain())
        .with(ALLOWANCE.metric(), outcome.allowance())
        .with(WELFARE.metric(), outcome.welfare())
        .with(SOLD.metric(), within(outcome.sold()))
        .with(LOSERS_SHARE.metric(), within(outcome.losersShare()))
        .with(BID_OVER_VALUE.metric(), outcome.bidOverValue());
  }

  static Metrics of(Round round) {
    return Metrics.of(REVENUE.metric(), round.revenue())
        .with(EXPLOITABILITY.metric(), round.exploitability())
        .with(EXPLOITABILITY_MAX.metric(), round.greatestGain())
        .with(WELFARE.metric(), round.welfare())
        .with(SOLD.metric(), within(round.sold()))
        .with(LOSERS_SHARE.metric(), within(round.losersShare()))
        .with(BID_OVER_VALUE.metric(), round.bidOverValue());
  }

  /** Sums of many chances may end a rounding error off. */
  private static double within(double share) {
    return Math.min(1, Math.max(0, share));
  }
}
