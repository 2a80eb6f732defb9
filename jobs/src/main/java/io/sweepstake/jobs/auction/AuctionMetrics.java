package io.sweepstake.jobs.auction;

import io.sweepstake.core.economics.Evaluation;
import io.sweepstake.core.economics.KnownOptimum;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.training.TrainingMeasurement;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import java.util.List;

/**
 * The columns that an auction trial fills. In units of value unless said otherwise; {@code _se} is
 * a standard error.
 */
public final class AuctionMetrics {
  /**
   * Mean revenue on fresh profiles of truthful bidders; where products are sold, mean profit, which
   * is revenue less what they cost to make.
   */
  public static final Metric REVENUE = Metric.of("revenue");

  public static final Metric REVENUE_SE = Metric.of("revenue_se");

  /** Ex-post regret found by the trial's attack, mean over bidders and profiles: a lower bound. */
  public static final Metric REGRET = Metric.of("regret");

  public static final Metric REGRET_SE = Metric.of("regret_se");

  /** Regret of the bidder who has most of it. */
  public static final Metric REGRET_WORST_BIDDER = Metric.of("regret_worst_bidder");

  /** Regret as a share of revenue, without unit. */
  public static final Metric REGRET_SHARE = Metric.of("regret_share");

  public static final Metric REGRET_P95 = Metric.of("regret_p95");
  public static final Metric REGRET_MAX = Metric.of("regret_max");

  /** What one start and 25 steps find, as in much of the literature: far too little. */
  public static final Metric REGRET_CHEAP = Metric.of("regret_cheap");

  public static final Metric IR_VIOLATION = Metric.of("ir_violation");
  public static final Metric OVER_ALLOCATION = Metric.of("over_allocation");
  public static final Metric WELFARE = Metric.of("welfare");

  /** Welfare as a share of the greatest possible. */
  public static final Metric EFFICIENCY = Metric.of("efficiency");

  /** Single item only. */
  public static final Metric MONOTONICITY_VIOLATION = Metric.of("monotonicity_violation");

  /** Known optimal revenue minus revenue; negative when the network cheats. Known optima only. */
  public static final Metric OPTIMUM_GAP = Metric.of("optimum_gap");

  /** Seconds of the training alone. */
  public static final Metric TRAIN_SECONDS = Metric.of("train_seconds");

  public static final Metric EVALUATION_SECONDS = Metric.of("evaluation_seconds");

  /** On training batches: revenue and regret of {@link TrainingMeasurement}. */
  public static final Metric TRAIN_REVENUE = Metric.of("train_revenue");

  public static final Metric TRAIN_REGRET = Metric.of("train_regret");

  /** The price of regret. */
  public static final Metric REGRET_PRICE = Metric.of("regret_price");

  private AuctionMetrics() {}

  /** The columns that the trial table of every auction study has. */
  public static List<Metric> columns() {
    return List.of(
        REVENUE,
        REVENUE_SE,
        REGRET,
        REGRET_SE,
        REGRET_WORST_BIDDER,
        REGRET_SHARE,
        REGRET_P95,
        REGRET_MAX,
        REGRET_CHEAP,
        IR_VIOLATION,
        OVER_ALLOCATION,
        WELFARE,
        EFFICIENCY,
        MONOTONICITY_VIOLATION,
        OPTIMUM_GAP,
        TRAIN_SECONDS,
        EVALUATION_SECONDS);
  }

  /** Below which a metric never lies. */
  public static double least(Metric metric) {
    boolean anySign =
        List.of(REVENUE, OPTIMUM_GAP, TRAIN_REVENUE).contains(metric)
            || !columns().contains(metric);
    return anySign ? Double.NEGATIVE_INFINITY : 0;
  }

  /** Above which a metric never lies. */
  public static double greatest(Metric metric) {
    return metric.equals(EFFICIENCY) ? 1 : Double.POSITIVE_INFINITY;
  }

  /** An evaluation's metrics. */
  public static Metrics of(Setting setting, Evaluation evaluation) {
    double revenue = evaluation.revenue().mean();
    Metrics metrics =
        Metrics.NONE
            .with(REVENUE, revenue)
            .with(REVENUE_SE, evaluation.revenue().standardError())
            .with(REGRET, evaluation.regret().mean())
            .with(REGRET_SE, evaluation.regret().standardError())
            .with(REGRET_WORST_BIDDER, evaluation.worstRegret())
            // Without revenue any regret is too much.
            .with(
                REGRET_SHARE,
                revenue > 0 ? evaluation.regret().mean() / revenue : Double.POSITIVE_INFINITY)
            .with(REGRET_P95, evaluation.regret().p95())
            .with(REGRET_MAX, evaluation.regret().max())
            .with(REGRET_CHEAP, evaluation.cheapRegret().mean())
            .with(IR_VIOLATION, evaluation.irViolation().mean())
            .with(OVER_ALLOCATION, evaluation.overAllocation().max())
            .with(WELFARE, evaluation.welfare().mean())
            .with(EFFICIENCY, evaluation.efficiency().mean());
    if (evaluation.monotonicityViolation().isPresent()) {
      metrics =
          metrics.with(MONOTONICITY_VIOLATION, evaluation.monotonicityViolation().get().mean());
    }
    if (KnownOptimum.of(setting).isPresent()) {
      metrics = metrics.with(OPTIMUM_GAP, KnownOptimum.of(setting).get().revenue() - revenue);
    }
    return metrics;
  }

  static Metrics of(TrainingMeasurement measured) {
    return Metrics.NONE
        .with(TRAIN_REVENUE, measured.revenue())
        .with(TRAIN_REGRET, measured.regret())
        .with(REGRET_PRICE, measured.price());
  }
}
