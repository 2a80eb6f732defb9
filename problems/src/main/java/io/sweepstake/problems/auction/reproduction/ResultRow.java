package io.sweepstake.problems.auction.reproduction;

import io.sweepstake.jobs.export.ResultTable;
import io.sweepstake.problems.auction.AuctionMetrics;
import io.sweepstake.sweeps.problem.MetricColumn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What came of training one seed: cells by column, null where there is no number.
 *
 * <p>In units of value; {@code _se} is a standard error; seconds are of the training alone.
 */
record ResultRow(Map<String, Object> cells) {
  static final String KEY = "key";
  static final String LABEL = "label";
  static final String SETTING = "setting";
  static final String FAMILY = "family";
  static final String SEED = "seed";
  static final String ITERATIONS = "iterations";

  /** Why there is nothing measured; empty where there is. */
  static final String FAILURE = "failure";

  static final String REVENUE = AuctionMetrics.REVENUE.name();
  static final String REVENUE_SE = AuctionMetrics.REVENUE_SE.name();

  /** Mean over bidders and profiles of what the strong attack found: a lower bound. */
  static final String REGRET = AuctionMetrics.REGRET.name();

  static final String REGRET_SE = AuctionMetrics.REGRET_SE.name();

  /** Of the bidder who has most of it. */
  static final String REGRET_WORST_BIDDER = AuctionMetrics.REGRET_WORST_BIDDER.name();

  static final String REGRET_CHEAP = AuctionMetrics.REGRET_CHEAP.name();
  static final String IR_VIOLATION = AuctionMetrics.IR_VIOLATION_MAX.name();
  static final String OVER_ALLOCATION = AuctionMetrics.OVER_ALLOCATION_MAX.name();

  /** Known optimum minus revenue. */
  static final String OPTIMUM_GAP = AuctionMetrics.OPTIMUM_GAP.name();

  static final String WALL_SECONDS = "wall_seconds";

  /** Of the training's thread. */
  static final String PROCESSOR_SECONDS = "processor_seconds";

  static final String ITEM_WISE_MYERSON = "item_wise_myerson";
  static final String BUNDLED_MYERSON = "bundled_myerson";
  static final String VCG = "vcg";
  static final String OPTIMUM = "optimum";
  static final String PUBLISHED_REVENUE = "published_revenue";

  private static final List<String> BEFORE =
      List.of(KEY, LABEL, SETTING, "bidders", FAMILY, "params", SEED, ITERATIONS, FAILURE);

  private static final List<String> AFTER =
      List.of(
          OPTIMUM_GAP,
          WALL_SECONDS,
          PROCESSOR_SECONDS,
          AuctionMetrics.EVALUATION_SECONDS.name(),
          OPTIMUM,
          ITEM_WISE_MYERSON,
          BUNDLED_MYERSON,
          VCG,
          PUBLISHED_REVENUE,
          "published_regret_at_most",
          "profiles",
          "attacked_profiles",
          "engine",
          "commit");

  /** Every column, in the order of the Parquet files: a judgement's among them. */
  static final List<String> COLUMNS =
      Stream.of(
              BEFORE.stream(),
              AuctionMetrics.ofJudgements().stream().map(MetricColumn::name),
              AFTER.stream())
          .flatMap(columns -> columns)
          .toList();

  ResultRow {
    cells = new LinkedHashMap<>(cells);
    for (String column : cells.keySet()) {
      if (!COLUMNS.contains(column)) {
        throw new IllegalArgumentException("result: must be of known columns, was " + column);
      }
    }
  }

  String text(String column) {
    return String.valueOf(cells.get(column));
  }

  /** A number; NaN where there is none. */
  double number(String column) {
    return cells.get(column) instanceof Number number ? number.doubleValue() : Double.NaN;
  }

  boolean diverged() {
    return !text(FAILURE).isEmpty();
  }

  /** A table of this row alone. */
  ResultTable table() {
    List<Object> row = new ArrayList<>();
    for (String column : COLUMNS) {
      row.add(cells.get(column));
    }
    return new ResultTable(COLUMNS, List.of(row));
  }
}
