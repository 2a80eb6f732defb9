package io.sweepstake.core.exchange;

import io.sweepstake.core.random.Seeds;
import java.util.ArrayList;
import java.util.List;

/**
 * Seven types of pairs in a row, each of which can exchange with its neighbours, and two hospitals:
 * one has types 1, 4, 5 and 6, the other 2, 3 and 7 (after Ashlagi and Roth's example, Theor. Econ.
 * 9, 2014). A hospital has 8, 9 or 10 pairs, each of any of its types with equal probability.
 */
public final class SevenTypePath implements PoolDistribution {
  private static final long serialVersionUID = 1;
  static final int TYPES = 7;
  private static final int LEAST = 8;
  private static final int SIZES = 3;
  private static final int[][] HELD = {{0, 3, 4, 5}, {1, 2, 6}};

  static Structures structures() {
    List<List<Integer>> cycles = new ArrayList<>();
    for (int type = 0; type + 1 < TYPES; type++) {
      cycles.add(List.of(type, type + 1));
    }
    return new Structures(TYPES, cycles);
  }

  /**
   * Three pairs of each type: 18 can be matched, each hospital by itself matches 6, and whichever
   * loses its pairs to the other's end of the row can gain by hiding.
   */
  public static int[] canonical() {
    return new int[] {3, 0, 0, 3, 3, 3, 0, 0, 3, 3, 0, 0, 0, 3};
  }

  /** The canonical pool with the first hospital's types 5 and 6 hidden. */
  public static int[] firstHides() {
    return new int[] {3, 0, 0, 3, 0, 0, 0, 0, 3, 3, 0, 0, 0, 3};
  }

  /** The canonical pool with the second hospital's types 2 and 3 hidden. */
  public static int[] secondHides() {
    return new int[] {3, 0, 0, 3, 3, 3, 0, 0, 0, 0, 0, 0, 0, 3};
  }

  @Override
  public int[] pool(long seed, long index) {
    long stream = Seeds.derive(seed, "pool", index);
    int[] pool = new int[HELD.length * TYPES];
    int draw = 0;
    for (int hospital = 0; hospital < HELD.length; hospital++) {
      int[] held = HELD[hospital];
      int count = LEAST + (int) (SIZES * Seeds.uniform(stream, draw++));
      for (int pair = 0; pair < count; pair++) {
        int type = held[(int) (held.length * Seeds.uniform(stream, draw++))];
        pool[hospital * TYPES + type]++;
      }
    }
    return pool;
  }
}
