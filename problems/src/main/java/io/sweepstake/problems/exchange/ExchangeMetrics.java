package io.sweepstake.problems.exchange;

import io.sweepstake.core.exchange.PoolOutcome;
import io.sweepstake.sweeps.problem.MetricColumn;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What is measured of a rule. Regret and losses are in pairs, means over hospitals. */
final class ExchangeMetrics {
  static final MetricColumn WELFARE_RATIO =
      MetricColumn.fromZero(
          "welfare_ratio", "", "pairs matched, of those that whole matchings could match");
  static final MetricColumn WELFARE_RATIO_SE =
      MetricColumn.fromZero("welfare_ratio_se", "", "its standard error");
  static final MetricColumn WELFARE_RATIO_P05 =
      MetricColumn.fromZero("welfare_ratio_p05", "", "what 95 % of pools have at least");
  static final MetricColumn MATCHED_RATIO =
      MetricColumn.fromZero(
          "matched_ratio", "", "the same with what hospitals match of what is left");
  static final MetricColumn REGRET =
      MetricColumn.fromZero("regret", "pairs", "what hiding gains a hospital, mean");
  static final MetricColumn REGRET_SE =
      MetricColumn.fromZero("regret_se", "pairs", "its standard error");
  static final MetricColumn REGRET_P95 =
      MetricColumn.fromZero("regret_p95", "pairs", "what it gains in all but 5 % of pools at most");
  static final MetricColumn REGRET_MAX =
      MetricColumn.fromZero("regret_max", "pairs", "what it gained most in any pool");
  static final MetricColumn REGRET_DRAWN =
      MetricColumn.fromZero(
          "regret_drawn", "pairs", "regret where whole matchings are drawn by lottery");
  static final MetricColumn EXHAUSTIVE =
      new MetricColumn(
          Metric.of("exhaustive"), "", 0, 1, "share of pools in which every report was tried");
  static final MetricColumn LOTTERY =
      new MetricColumn(
          Metric.of("lottery"), "", 0, 1, "share of matchings that are lotteries of whole ones");
  static final MetricColumn IR_VIOLATION =
      MetricColumn.fromZero(
          "ir_violation", "pairs", "what hospitals lose against matching alone, mean");
  static final MetricColumn INTEGRALITY_GAP =
      MetricColumn.fromZero(
          "integrality_gap", "", "how much more could be matched if pairs were divisible, share");
  static final MetricColumn FRACTIONAL_RATIO =
      new MetricColumn(
          Metric.of("fractional_ratio"),
          "",
          0,
          1,
          "pairs matched, of those that could be if pairs were divisible");
  static final MetricColumn RARE_RATIO =
      MetricColumn.fromZero(
          "rare_ratio", "", "pairs matched where one hospital hides all it can match alone, share");
  static final MetricColumn RARE_RATIO_P05 =
      MetricColumn.fromZero("rare_ratio_p05", "", "what 95 % of such pools have at least");
  static final MetricColumn CANONICAL_RATIO =
      MetricColumn.fromZero("canonical_ratio", "", "pairs matched of the canonical pool, share");
  static final MetricColumn CANONICAL_REGRET =
      MetricColumn.fromZero("canonical_regret", "pairs", "regret there, mean over hospitals");
  static final MetricColumn FIRST_HIDES_RATIO =
      MetricColumn.fromZero(
          "first_hides_ratio", "", "pairs matched where the first hospital hides its 5 and 6");
  static final MetricColumn SECOND_HIDES_RATIO =
      MetricColumn.fromZero(
          "second_hides_ratio", "", "pairs matched where the second hospital hides its 2 and 3");
  static final MetricColumn TRAIN_WELFARE =
      MetricColumn.fromZero("train_welfare_ratio", "", "share of pairs matched in a batch");
  static final MetricColumn TRAIN_REGRET =
      MetricColumn.fromZero("train_regret", "pairs", "regret found in a batch, mean");
  static final MetricColumn REGRET_PRICE =
      MetricColumn.fromZero("regret_price", "", "what a pair of regret costs, in pairs matched");
  static final MetricColumn TRAIN_SECONDS =
      MetricColumn.fromZero("train_seconds", "s", "how long the training took");

  private ExchangeMetrics() {}

  static List<MetricColumn> ofTrials() {
    return List.of(
        WELFARE_RATIO,
        MATCHED_RATIO,
        REGRET,
        REGRET_MAX,
        IR_VIOLATION,
        FRACTIONAL_RATIO,
        INTEGRALITY_GAP,
        TRAIN_WELFARE,
        TRAIN_REGRET,
        REGRET_PRICE,
        TRAIN_SECONDS);
  }

  static List<MetricColumn> ofJudgements() {
    return List.of(
        WELFARE_RATIO,
        WELFARE_RATIO_SE,
        WELFARE_RATIO_P05,
        MATCHED_RATIO,
        REGRET,
        REGRET_SE,
        REGRET_P95,
        REGRET_MAX,
        REGRET_DRAWN,
        EXHAUSTIVE,
        LOTTERY,
        IR_VIOLATION,
        FRACTIONAL_RATIO,
        INTEGRALITY_GAP,
        RARE_RATIO,
        RARE_RATIO_P05,
        CANONICAL_RATIO,
        CANONICAL_REGRET,
        FIRST_HIDES_RATIO,
        SECOND_HIDES_RATIO);
  }

  /** What trials have of pools. */
  static Metrics brief(List<PoolOutcome> pools) {
    double maximum = mean(pools, PoolOutcome::maximum);
    return Metrics.of(
            WELFARE_RATIO.metric(),
            ratio(mean(pools, PoolOutcome::welfare), maximum),
            REGRET.metric(),
            mean(pools, PoolOutcome::regret))
        .with(MATCHED_RATIO.metric(), ratio(mean(pools, PoolOutcome::matched), maximum))
        .with(REGRET_MAX.metric(), pools.stream().mapToDouble(PoolOutcome::worst).max().orElse(0))
        .with(IR_VIOLATION.metric(), mean(pools, PoolOutcome::loss))
        .with(
            FRACTIONAL_RATIO.metric(),
            Math.min(
                1, ratio(mean(pools, PoolOutcome::welfare), mean(pools, PoolOutcome::fractional))))
        .with(
            INTEGRALITY_GAP.metric(),
            Math.max(0, ratio(mean(pools, PoolOutcome::fractional), maximum) - 1));
  }

  /** What judgements have beside that. */
  static Metrics full(List<PoolOutcome> pools) {
    double maximum = mean(pools, PoolOutcome::maximum);
    double share = ratio(mean(pools, PoolOutcome::welfare), maximum);
    double[] ratios =
        sorted(pools, pool -> pool.maximum() == 0 ? 1 : pool.welfare() / pool.maximum());
    double[] rare =
        sorted(pools, pool -> pool.rareMaximum() == 0 ? 1 : pool.rare() / pool.rareMaximum());
    double[] regrets = sorted(pools, PoolOutcome::regret);
    Metrics metrics =
        brief(pools)
            .with(
                WELFARE_RATIO_SE.metric(),
                maximum == 0
                    ? 0
                    : error(pools, pool -> pool.welfare() - share * pool.maximum()) / maximum)
            .with(WELFARE_RATIO_P05.metric(), ratios[ratios.length / 20])
            .with(
                RARE_RATIO.metric(),
                ratio(mean(pools, PoolOutcome::rare), mean(pools, PoolOutcome::rareMaximum)))
            .with(RARE_RATIO_P05.metric(), rare[rare.length / 20])
            .with(REGRET_SE.metric(), error(pools, PoolOutcome::regret))
            .with(REGRET_P95.metric(), regrets[(int) Math.ceil(0.95 * regrets.length) - 1])
            .with(EXHAUSTIVE.metric(), mean(pools, pool -> pool.exhaustive() ? 1 : 0));
    return metrics;
  }

  /**
   * What is known of lotteries.
   *
   * @param pools those in which they were looked for
   */
  static Metrics lotteries(List<PoolOutcome> pools) {
    List<PoolOutcome> found = pools.stream().filter(pool -> !Double.isNaN(pool.drawn())).toList();
    Metrics share = Metrics.of(LOTTERY.metric(), ratio(found.size(), pools.size()));
    return found.size() < pools.size()
        ? share
        : share.with(REGRET_DRAWN.metric(), mean(found, PoolOutcome::drawn));
  }

  private static double ratio(double above, double below) {
    return below == 0 ? 1 : above / below;
  }

  private static double mean(List<PoolOutcome> pools, ToDoubleFunction<PoolOutcome> of) {
    return pools.stream().mapToDouble(of).sum() / pools.size();
  }

  private static double error(List<PoolOutcome> pools, ToDoubleFunction<PoolOutcome> of) {
    double mean = mean(pools, of);
    double squares = 0;
    for (PoolOutcome pool : pools) {
      double off = of.applyAsDouble(pool) - mean;
      squares += off * off;
    }
    int count = pools.size();
    return count < 2 ? 0 : Math.sqrt(squares / (count - 1) / count);
  }

  private static double[] sorted(List<PoolOutcome> pools, ToDoubleFunction<PoolOutcome> of) {
    double[] values = pools.stream().mapToDouble(of).toArray();
    Arrays.sort(values);
    return values;
  }
}
