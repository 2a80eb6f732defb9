package io.sweepstake.problems.auction;

import io.sweepstake.core.economics.Estimate;
import io.sweepstake.core.economics.Evaluation;
import io.sweepstake.core.economics.KnownOptimum;
import io.sweepstake.core.economics.RegretAdjusted;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.training.TrainingMeasurement;
import io.sweepstake.sweeps.problem.MetricColumn;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;

/**
 * What is measured of auctions: each column once, with the tables that have it and how it is read
 * from an {@link Evaluation}. A new one is a line here.
 *
 * <p>{@code _se} is a standard error. Every regret is what an attack has found: a lower bound.
 */
public final class AuctionMetrics {
  private static final String VALUE = "value";
  private static final List<Column> COLUMNS = new ArrayList<>();

  /** The tables that may have a column. */
  private enum Table {
    /** What trials report. */
    TRIALS,
    /** What they report where the objective is about it. */
    ON_REQUEST,
    /** What is kept of a judgement. */
    JUDGED
  }

  private static final Set<Table> BOTH = EnumSet.of(Table.TRIALS, Table.JUDGED);
  private static final Set<Table> TRIALS = EnumSet.of(Table.TRIALS);
  private static final Set<Table> JUDGED = EnumSet.of(Table.JUDGED);
  private static final Set<Table> REQUESTED = EnumSet.of(Table.ON_REQUEST, Table.JUDGED);

  /** A column, and what an evaluation has for it. */
  private record Column(
      MetricColumn column, Set<Table> tables, Function<Evaluation, OptionalDouble> of) {}

  /**
   * Mean revenue on fresh profiles of truthful bidders; where products are sold, mean profit, which
   * is revenue less what they cost to make.
   */
  public static final Metric REVENUE =
      column(
          MetricColumn.any("revenue", VALUE, "what truthful bidders pay; profit, of products"),
          BOTH,
          e -> mean(e.revenue()));

  public static final Metric REVENUE_SE =
      column(fromZero("revenue_se", "of revenue"), BOTH, e -> error(e.revenue()));

  /** Ex-post regret found by the attack, mean over bidders and profiles. */
  public static final Metric REGRET =
      column(
          fromZero("regret", "what lying gains, mean over bidders; a lower bound"),
          BOTH,
          e -> mean(e.regret()));

  public static final Metric REGRET_SE =
      column(fromZero("regret_se", "of regret"), BOTH, e -> error(e.regret()));

  public static final Metric REGRET_WORST_BIDDER =
      column(
          fromZero("regret_worst_bidder", "of the bidder who has most of it"),
          BOTH,
          e -> OptionalDouble.of(e.worstRegret()));

  /** Without revenue any regret is too much. */
  public static final Metric REGRET_SHARE =
      column(
          MetricColumn.fromZero("regret_share", "", "regret as a share of revenue"),
          TRIALS,
          e -> OptionalDouble.of(share(e.regret().mean(), e.revenue().mean())));

  public static final Metric REGRET_P95 =
      column(
          fromZero("regret_p95", "that 95 % of bidders and profiles do not exceed"),
          BOTH,
          e -> OptionalDouble.of(e.regret().p95()));

  public static final Metric REGRET_MAX =
      column(
          fromZero("regret_max", "the greatest"), BOTH, e -> OptionalDouble.of(e.regret().max()));

  /** What one start and 25 steps find, as in much of the literature: far too little. */
  public static final Metric REGRET_CHEAP =
      column(
          fromZero("regret_cheap", "found by the cheap attack of the literature"),
          BOTH,
          e -> mean(e.cheapRegret()));

  /** Mean revenue where all bidders act on the lies the attack found: an estimate, no bound. */
  public static final Metric REVENUE_AT_LIES =
      column(
          MetricColumn.any(
              "revenue_at_lies", VALUE, "what bidders pay who play their best lies; an estimate"),
          BOTH,
          e -> OptionalDouble.of(e.revenueAtLies()));

  /** Of the difference to revenue, on the same profiles. */
  public static final Metric REVENUE_AT_LIES_SE =
      column(
          fromZero("revenue_at_lies_se", "of revenue_at_lies less revenue"),
          BOTH,
          e -> error(e.changeAtLies()));

  /** How far revenue at lies is from settled; only where bidders answered each other's lies. */
  public static final Metric LAST_ROUND_CHANGE =
      column(
          MetricColumn.any(
              "last_round_change", VALUE, "of revenue_at_lies, in the last round of several"),
          JUDGED,
          e -> e.changeInLastRound().map(AuctionMetrics::mean).orElseGet(OptionalDouble::empty));

  /** What would be left if the regret found were all there is; see {@link RegretAdjusted}. */
  public static final Metric REGRET_ADJUSTED_REVENUE =
      column(
          fromZero(
              "regret_adjusted_revenue", "what theory leaves if the regret found is all there is"),
          BOTH,
          e -> OptionalDouble.of(e.regretAdjustedRevenue()));

  /** What a version of it earns that was made truthful; none where none was made. */
  public static final Metric TRUTHFUL_REVENUE =
      column(
          MetricColumn.any("truthful_revenue", VALUE, "of its version that was made truthful"),
          REQUESTED,
          e -> OptionalDouble.empty());

  public static final Metric TRUTHFUL_REVENUE_SE =
      column(
          fromZero("truthful_revenue_se", "of truthful_revenue"),
          REQUESTED,
          e -> OptionalDouble.empty());

  public static final Metric IR_VIOLATION =
      column(
          fromZero("ir_violation", "by which bidders pay more than they gain, mean"),
          BOTH,
          e -> mean(e.irViolation()));

  public static final Metric IR_VIOLATION_SE =
      column(fromZero("ir_violation_se", "of ir_violation"), JUDGED, e -> error(e.irViolation()));

  public static final Metric IR_VIOLATION_MAX =
      column(
          fromZero("ir_violation_max", "the greatest"),
          JUDGED,
          e -> OptionalDouble.of(e.irViolation().max()));

  public static final Metric OVER_ALLOCATION =
      column(
          MetricColumn.fromZero("over_allocation", "", "sold beyond what there is, the most"),
          TRIALS,
          e -> OptionalDouble.of(e.overAllocation().max()));

  public static final Metric OVER_ALLOCATION_MAX =
      column(
          MetricColumn.fromZero("over_allocation_max", "", "sold beyond what there is, the most"),
          JUDGED,
          e -> OptionalDouble.of(e.overAllocation().max()));

  public static final Metric WELFARE =
      column(fromZero("welfare", "what all gain together"), BOTH, e -> mean(e.welfare()));

  public static final Metric WELFARE_SE =
      column(fromZero("welfare_se", "of welfare"), JUDGED, e -> error(e.welfare()));

  public static final Metric EFFICIENCY =
      column(
          new MetricColumn(
              Metric.of("efficiency"), "", 0, 1, "welfare as a share of the greatest possible"),
          BOTH,
          e -> mean(e.efficiency()));

  public static final Metric EFFICIENCY_SE =
      column(
          MetricColumn.fromZero("efficiency_se", "", "of efficiency"),
          JUDGED,
          e -> error(e.efficiency()));

  public static final Metric MONOTONICITY_VIOLATION =
      column(
          MetricColumn.fromZero(
              "monotonicity_violation", "", "by which chances fall as reports rise; single item"),
          BOTH,
          e ->
              e.monotonicityViolation().map(AuctionMetrics::mean).orElseGet(OptionalDouble::empty));

  /** Negative when the network cheats. Known optima only. */
  public static final Metric OPTIMUM_GAP =
      column(
          MetricColumn.any("optimum_gap", VALUE, "the known optimum less revenue"),
          TRIALS,
          e -> OptionalDouble.empty());

  /** What no auction in which truth is a dominant strategy earns more than, where it is known. */
  public static final Metric CEILING =
      column(
          fromZero("ceiling", "more than which no truthful auction earns, where known"),
          JUDGED,
          e -> OptionalDouble.empty());

  public static final Metric CEILING_SE =
      column(fromZero("ceiling_se", "of ceiling"), JUDGED, e -> OptionalDouble.empty());

  /** Negative when bidders would lie. */
  public static final Metric CEILING_GAP =
      column(
          MetricColumn.any("ceiling_gap", VALUE, "the ceiling less revenue"),
          JUDGED,
          e -> OptionalDouble.empty());

  public static final Metric TRAIN_SECONDS =
      column(
          MetricColumn.fromZero("train_seconds", "s", "of the training alone"),
          TRIALS,
          e -> OptionalDouble.empty());

  public static final Metric EVALUATION_SECONDS =
      column(
          MetricColumn.fromZero("evaluation_seconds", "s", "of the evaluation alone"),
          TRIALS,
          e -> OptionalDouble.empty());

  /** How many times more the attack found than the cheap one. */
  public static final Metric STRONG_OVER_CHEAP = Metric.of("strong_over_cheap");

  /** On training batches: revenue and regret of {@link TrainingMeasurement}. */
  public static final Metric TRAIN_REVENUE = Metric.of("train_revenue");

  public static final Metric TRAIN_REGRET = Metric.of("train_regret");

  /** The price of regret. */
  public static final Metric REGRET_PRICE = Metric.of("regret_price");

  private AuctionMetrics() {}

  private static Metric column(
      MetricColumn column, Set<Table> tables, Function<Evaluation, OptionalDouble> of) {
    COLUMNS.add(new Column(column, tables, of));
    return column.metric();
  }

  private static MetricColumn fromZero(String name, String meaning) {
    return MetricColumn.fromZero(name, VALUE, meaning);
  }

  private static OptionalDouble mean(Estimate estimate) {
    return OptionalDouble.of(estimate.mean());
  }

  private static OptionalDouble error(Estimate estimate) {
    return OptionalDouble.of(estimate.standardError());
  }

  private static double share(double regret, double revenue) {
    return revenue > 0 ? regret / revenue : Double.POSITIVE_INFINITY;
  }

  /** The columns that the trial table of every auction study has. */
  public static List<MetricColumn> ofTrials() {
    return columns(Table.TRIALS);
  }

  /** Those that it has besides where the study's objective is about one of them. */
  static List<MetricColumn> onRequest() {
    return columns(Table.ON_REQUEST);
  }

  /** The columns that are kept of a judgement. */
  public static List<MetricColumn> ofJudgements() {
    return columns(Table.JUDGED);
  }

  private static List<MetricColumn> columns(Table table) {
    return COLUMNS.stream()
        .filter(column -> column.tables().contains(table))
        .map(Column::column)
        .toList();
  }

  /** What a trial reports of its evaluation. */
  static Metrics ofTrial(Setting setting, Evaluation evaluation) {
    return withGap(setting, read(Table.TRIALS, evaluation));
  }

  /** What is kept of a judgement. */
  public static Metrics ofJudgement(Setting setting, Evaluation evaluation) {
    return withCeiling(setting, read(Table.JUDGED, evaluation));
  }

  private static Metrics read(Table table, Evaluation evaluation) {
    Metrics metrics = Metrics.NONE;
    for (Column column : COLUMNS) {
      OptionalDouble value = column.of().apply(evaluation);
      if (column.tables().contains(table) && value.isPresent()) {
        metrics = metrics.with(column.column().metric(), value.getAsDouble());
      }
    }
    return metrics;
  }

  /** A judgement, maybe of before there were all columns, and what follows from it. */
  static Metrics derived(Setting setting, Metrics found) {
    Metrics metrics = found;
    OptionalDouble revenue = found.value(REVENUE);
    OptionalDouble regret = found.value(REGRET);
    OptionalDouble cheap = found.value(REGRET_CHEAP);
    if (revenue.isPresent() && regret.isPresent()) {
      metrics = metrics.with(REGRET_SHARE, share(regret.getAsDouble(), revenue.getAsDouble()));
    }
    if (revenue.isPresent()
        && regret.isPresent()
        && found.value(REGRET_ADJUSTED_REVENUE).isEmpty()) {
      double regrets = setting.bidders() * regret.getAsDouble();
      metrics =
          metrics.with(
              REGRET_ADJUSTED_REVENUE, RegretAdjusted.revenue(revenue.getAsDouble(), regrets));
    }
    if (regret.isPresent() && cheap.orElse(0) > 0) {
      metrics = metrics.with(STRONG_OVER_CHEAP, regret.getAsDouble() / cheap.getAsDouble());
    }
    if (found.value(OVER_ALLOCATION_MAX).isPresent()) {
      metrics = metrics.with(OVER_ALLOCATION, found.value(OVER_ALLOCATION_MAX).getAsDouble());
    }
    return withCeiling(setting, withGap(setting, metrics));
  }

  /**
   * Metrics with the ceiling and the distance to it: the lowest that is known here or stands there.
   */
  static Metrics withCeiling(Setting setting, Metrics metrics) {
    Optional<RevenueCeiling> lowest = RevenueCeiling.of(setting, metrics);
    OptionalDouble revenue = metrics.value(REVENUE);
    if (lowest.isEmpty() || revenue.isEmpty()) {
      return metrics;
    }
    return metrics
        .with(CEILING, lowest.get().revenue())
        .with(CEILING_SE, lowest.get().standardError())
        .with(CEILING_GAP, lowest.get().revenue() - revenue.getAsDouble());
  }

  /** Metrics with the distance to the optimum, where it is known. */
  static Metrics withGap(Setting setting, Metrics metrics) {
    OptionalDouble revenue = metrics.value(REVENUE);
    return revenue.isPresent() && KnownOptimum.of(setting).isPresent()
        ? metrics.with(
            OPTIMUM_GAP, KnownOptimum.of(setting).get().revenue() - revenue.getAsDouble())
        : metrics;
  }

  static Metrics of(TrainingMeasurement measured) {
    return Metrics.NONE
        .with(TRAIN_REVENUE, measured.revenue())
        .with(TRAIN_REGRET, measured.regret())
        .with(REGRET_PRICE, measured.price());
  }
}
