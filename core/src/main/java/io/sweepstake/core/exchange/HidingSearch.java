package io.sweepstake.core.exchange;

import io.sweepstake.core.random.Seeds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What hospitals would gain by hiding pairs: every whole report of at most what a hospital has is
 * tried, where there are at most {@value #MOST}; else {@value #DRAWN} that are drawn, and the best
 * of them improved pair by pair, which is a lower bound.
 */
public final class HidingSearch {
  static final long MOST = 100_000;
  private static final int DRAWN = 10_000;
  private static final int BLOCK = 512;

  private final int types;
  private final Worth worth;

  /** What a hospital gets of a matching of reports. */
  @FunctionalInterface
  public interface Worth {
    double of(int hospital, int[] pool, double[] reports, double[] matching);
  }

  /** By what a hospital gets of the matching itself. */
  public HidingSearch(ExchangeSetting setting) {
    this(setting, of(new HospitalUtility(setting)));
  }

  public HidingSearch(ExchangeSetting setting, Worth worth) {
    types = setting.types();
    this.worth = worth;
  }

  private static Worth of(HospitalUtility utility) {
    return (hospital, pool, reports, matching) -> utility.of(hospital, pool, matching);
  }

  /**
   * What the best report found is worth.
   *
   * @param gain over the truth, at least 0
   * @param report of the hospital, {@code [type]}
   * @param exhaustive whether no whole report is worth more
   */
  public record Found(double gain, int[] report, boolean exhaustive) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Found that
          && gain == that.gain
          && exhaustive == that.exhaustive
          && Arrays.equals(report, that.report);
    }

    @Override
    public int hashCode() {
      return Double.hashCode(gain) + 31 * Arrays.hashCode(report);
    }

    @Override
    public String toString() {
      return gain + " by " + Arrays.toString(report) + (exhaustive ? "" : ", of those tried");
    }
  }

  /**
   * The best that a hospital can hide in a pool, while the others tell the truth.
   *
   * @param truth the rule's matching of the pool
   */
  public Found best(MatchingRule rule, int hospital, int[] pool, double[] truth) {
    double honest = worth.of(hospital, pool, numbers(pool), truth);
    int[] own = Arrays.copyOfRange(pool, hospital * types, (hospital + 1) * types);
    Best best = new Best(own);
    if (count(own) <= MOST) {
      List<int[]> block = new ArrayList<>();
      int[] report = new int[types];
      do {
        block.add(report.clone());
        if (block.size() == BLOCK) {
          best.meet(rule, hospital, pool, block);
        }
      } while (next(report, own));
      best.meet(rule, hospital, pool, block);
      return best.over(honest, true);
    }
    best.meet(rule, hospital, pool, drawn(own, hospital, pool));
    for (double before = Double.NEGATIVE_INFINITY; best.value > before; ) {
      before = best.value;
      best.meet(rule, hospital, pool, neighbours(best.report, own));
    }
    return best.over(honest, false);
  }

  private final class Best {
    private double value = Double.NEGATIVE_INFINITY;
    private int[] report;

    Best(int[] truth) {
      report = truth;
    }

    /** Tries reports, and forgets the list. */
    void meet(MatchingRule rule, int hospital, int[] pool, List<int[]> tried) {
      double[][] reports = new double[tried.size()][];
      for (int k = 0; k < reports.length; k++) {
        reports[k] = numbers(pool);
        for (int t = 0; t < types; t++) {
          reports[k][hospital * types + t] = tried.get(k)[t];
        }
      }
      double[][] matchings = rule.match(reports);
      for (int k = 0; k < reports.length; k++) {
        double found = worth.of(hospital, pool, reports[k], matchings[k]);
        if (found > value) {
          value = found;
          report = tried.get(k);
        }
      }
      tried.clear();
    }

    Found over(double honest, boolean exhaustive) {
      return new Found(Math.max(0, value - honest), report, exhaustive);
    }
  }

  private static double[] numbers(int[] pool) {
    return Arrays.stream(pool).asDoubleStream().toArray();
  }

  /** How many reports a hospital has. */
  static long count(int[] own) {
    double count = 1;
    for (int pairs : own) {
      count *= pairs + 1;
    }
    return (long) Math.min(count, Long.MAX_VALUE);
  }

  private static boolean next(int[] report, int[] own) {
    for (int t = 0; t < own.length; t++) {
      if (++report[t] <= own[t]) {
        return true;
      }
      report[t] = 0;
    }
    return false;
  }

  private static List<int[]> drawn(int[] own, int hospital, int[] pool) {
    long stream = Seeds.derive(Arrays.hashCode(pool), "hiding", hospital);
    List<int[]> drawn = new ArrayList<>();
    for (int k = 0; k < DRAWN; k++) {
      int[] report = new int[own.length];
      for (int t = 0; t < own.length; t++) {
        report[t] = (int) ((own[t] + 1) * Seeds.uniform(stream, (long) k * own.length + t));
      }
      drawn.add(report);
    }
    return drawn;
  }

  private static List<int[]> neighbours(int[] report, int[] own) {
    List<int[]> neighbours = new ArrayList<>();
    for (int t = 0; t < own.length; t++) {
      for (int by = -1; by <= 1; by += 2) {
        if (report[t] + by >= 0 && report[t] + by <= own[t]) {
          int[] other = report.clone();
          other[t] += by;
          neighbours.add(other);
        }
      }
    }
    return neighbours;
  }
}
