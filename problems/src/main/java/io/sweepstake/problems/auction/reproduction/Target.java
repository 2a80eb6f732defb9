package io.sweepstake.problems.auction.reproduction;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What every seed of an experiment should reach.
 *
 * @param revenue at least this, in units of value
 * @param regret strong regret of no bidder above this; infinite where it is 0 by construction
 * @param seconds of processor time that the training may take; infinite for any
 */
record Target(double revenue, double regret, double seconds) {
  /** A revenue that costs little regret and time. */
  static Target of(double revenue, double seconds) {
    return new Target(revenue, 1e-3, seconds);
  }

  /** Nearly the optimum. */
  static Target near(double optimum, double share) {
    return new Target(optimum * (1 - share), Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  /** What a result falls short by; empty if by nothing. */
  List<String> misses(ResultRow row) {
    if (row.diverged()) {
      return List.of("diverged");
    }
    List<String> misses = new ArrayList<>();
    if (row.number(ResultRow.REVENUE) < revenue) {
      misses.add(format("revenue %.4f", row.number(ResultRow.REVENUE)));
    }
    if (row.number(ResultRow.REGRET_WORST_BIDDER) > regret) {
      misses.add(format("regret %.5f", row.number(ResultRow.REGRET_WORST_BIDDER)));
    }
    if (row.number(ResultRow.PROCESSOR_SECONDS) > seconds) {
      misses.add(format("%.0f s", row.number(ResultRow.PROCESSOR_SECONDS)));
    }
    return misses;
  }

  /** Such as {@code revenue ≥ 0.8800, regret ≤ 0.001, ≤ 30 s}. */
  @Override
  public String toString() {
    String text = format("revenue ≥ %.4f", revenue);
    text += Double.isInfinite(regret) ? "" : format(", regret ≤ %.3f", regret);
    return text + (Double.isInfinite(seconds) ? "" : format(", ≤ %.0f s", seconds));
  }

  private static String format(String pattern, double number) {
    return String.format(Locale.ROOT, pattern, number);
  }
}
