package io.sweepstake.core.repeated;

import io.sweepstake.core.bidding.DiscreteValues;

/** Draws numbers of values from 32 random bits each, by the alias method (Walker 1977). */
final class ValueDraws {
  private static final double BITS = 0x1p32;

  private final int count;
  private final long[] thresholds; // of 2³²: below it the column's own number, else its alias
  private final int[] aliases;

  ValueDraws(DiscreteValues values) {
    count = values.count();
    thresholds = new long[count];
    aliases = new int[count];
    double[] heights = new double[count]; // the mean is 1
    for (int k = 0; k < count; k++) {
      heights[k] = values.chance(k) * count;
      aliases[k] = k;
      thresholds[k] = (long) BITS;
    }
    boolean[] done = new boolean[count];
    for (int step = 0; step < count; step++) {
      int low = -1;
      int high = -1;
      for (int k = 0; k < count; k++) {
        if (!done[k]) {
          low = low < 0 || heights[k] < heights[low] ? k : low;
          high = high < 0 || heights[k] > heights[high] ? k : high;
        }
      }
      if (heights[low] < 1) {
        thresholds[low] = (long) (BITS * heights[low]);
        aliases[low] = high;
        heights[high] -= 1 - heights[low];
      }
      done[low] = true;
    }
  }

  int draw(int random) {
    long scaled = (random & 0xFFFFFFFFL) * count;
    int column = (int) (scaled >>> 32);
    return (scaled & 0xFFFFFFFFL) < thresholds[column] ? column : aliases[column];
  }
}
