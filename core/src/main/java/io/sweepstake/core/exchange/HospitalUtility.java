package io.sweepstake.core.exchange;

import io.sweepstake.core.quadratic.Packing;
import java.util.Arrays;

/**
 * How many of a hospital's pairs are matched: those that are matched centrally, and what it can
 * match by itself of those that it has left, hidden ones and reported ones.
 *
 * <p>Of whole pairs a hospital matches whole ones, of fractions fractions. One thread, one
 * instance.
 */
public final class HospitalUtility {
  private static final double WHOLE = 1e-9;

  private final ExchangeSetting setting;
  private final int types;
  private final LinearPacking internal;
  private final IntegerPacking whole;
  private final double[] pairs;
  private final double[] taken; // of all hospitals' pairs
  private final double[] left;

  public HospitalUtility(ExchangeSetting setting) {
    this.setting = setting;
    types = setting.types();
    internal = new LinearPacking(setting.internal());
    whole = new IntegerPacking(setting.internal());
    pairs = new double[setting.internal().size()];
    Arrays.setAll(pairs, j -> Arrays.stream(setting.internal().columns().get(j).amounts()).sum());
    taken = new double[setting.hospitals() * types];
    left = new double[types];
  }

  /** How many pairs a hospital can match without the exchange. */
  public double alone(int hospital, int[] pool) {
    for (int t = 0; t < types; t++) {
      left[t] = pool[hospital * types + t];
    }
    return wholeValue();
  }

  /**
   * What is left of a pool where a hospital hides the pairs that it can match by itself: a maximum
   * matching of its own.
   */
  public int[] hidden(int hospital, int[] pool) {
    double unused = alone(hospital, pool);
    double[] matching = whole.solve(pairs, left);
    double[] own = setting.internal().taken(matching);
    int[] shown = pool.clone();
    for (int t = 0; t < types; t++) {
      shown[hospital * types + t] -= (int) Math.rint(own[t]);
    }
    return shown;
  }

  /** What a hospital gets of a matching. */
  public double of(int hospital, int[] pool, double[] matching) {
    double central = leave(hospital, pool, matching);
    for (int t = 0; t < types; t++) {
      if (Math.abs(left[t] - Math.rint(left[t])) > WHOLE) {
        return central + internal.solve(pairs, left);
      }
      left[t] = Math.rint(left[t]);
    }
    return central + wholeValue();
  }

  /**
   * The same with everything in fractions, and its slope.
   *
   * @param slope written: of the hospital's pairs matched centrally, {@code [type]}
   */
  public double of(int hospital, int[] pool, double[] matching, double[] slope) {
    double central = leave(hospital, pool, matching);
    double value = internal.solve(pairs, left);
    for (int t = 0; t < types; t++) {
      slope[t] = 1 - internal.prices()[t];
    }
    return central + value;
  }

  private double wholeValue() {
    double[] matching = whole.solve(pairs, left);
    double value = 0;
    for (int j = 0; j < matching.length; j++) {
      value += pairs[j] * matching[j];
    }
    return value;
  }

  /** Leaves what a matching leaves; returns how many it takes. */
  private double leave(int hospital, int[] pool, double[] matching) {
    Arrays.fill(taken, 0);
    for (int j = 0; j < matching.length; j++) {
      if (matching[j] != 0) {
        Packing.Column column = setting.central().columns().get(j);
        column.addTo(taken, matching[j]);
      }
    }
    double central = 0;
    for (int t = 0; t < types; t++) {
      double own = taken[hospital * types + t];
      central += own;
      left[t] = Math.max(0, pool[hospital * types + t] - own);
    }
    return central;
  }
}
