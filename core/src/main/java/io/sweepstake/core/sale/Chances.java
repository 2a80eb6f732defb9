package io.sweepstake.core.sale;

import io.sweepstake.core.setting.Demand;

/**
 * Probabilities in whole billionths that a lottery over whole allocations can have.
 *
 * <p>For each item at most {@link #WHOLE} over bidders; under unit demand for each bidder over
 * items too. Of pairs: what both items' chances allow, and so that whoever gets something leaves
 * room for others to get both. Where a mechanism's sums are above, all in them shrink by one
 * factor.
 */
final class Chances {
  /** Certainty. */
  static final long WHOLE = 1_000_000_000;

  /**
   * Of this many billionths, or halves of them and so on, doubles are exact: sums of {@link #WHOLE}
   * that have other parts might be a little above 1 in doubles, and give up a billionth.
   */
  private static final long EXACT = WHOLE >> 9;

  private static final double ROUNDING = 1e-6;

  private final Demand demand;
  private final int bidders;
  private final int items;

  Chances(Demand demand, int bidders, int items) {
    this.demand = demand;
    this.bidders = bidders;
    this.items = items;
  }

  /**
   * The chances of one row.
   *
   * @param allocation of a mechanism, {@code [row][bidder][item]}
   * @param chances written, {@code [bidder][item]}, in billionths
   * @return whether they differ by more than rounding
   * @throws RowException if one is no number
   */
  boolean of(float[] allocation, int row, long[] chances) {
    int at = row * chances.length;
    for (int cell = 0; cell < chances.length; cell++) {
      float share = allocation[at + cell];
      if (!Float.isFinite(share)) {
        throw RowException.ofOutcome(row, "probability", share);
      }
      chances[cell] = Math.max(0, (long) (Math.min(1, share) * (double) WHOLE));
    }
    for (int j = 0; j < demand.itemsForSale(items); j++) {
      bound(chances, j, items, bidders);
    }
    if (demand == Demand.UNIT_DEMAND) {
      for (int i = 0; i < bidders; i++) {
        bound(chances, i * items, 1, items);
      }
    } else if (demand == Demand.COMBINATORIAL) {
      pairs(chances);
    }
    boolean corrected = false;
    for (int cell = 0; cell < chances.length; cell++) {
      double off = allocation[at + cell] - chances[cell] / (double) WHOLE;
      corrected |= Math.abs(off) > ROUNDING;
    }
    return corrected;
  }

  /** Shrinks {@code count} chances, {@code step} apart, to a sum of at most {@link #WHOLE}. */
  private static void bound(long[] chances, int first, int step, int count) {
    long sum = 0;
    for (int k = 0; k < count; k++) {
      sum += chances[first + k * step];
    }
    int least = -1; // the smallest that doubles round
    long left = 0;
    for (int k = 0; k < count; k++) {
      int at = first + k * step;
      chances[at] = sum > WHOLE ? chances[at] * WHOLE / sum : chances[at];
      left += chances[at];
      if (chances[at] % EXACT != 0 && (least < 0 || chances[at] < chances[least])) {
        least = at;
      }
    }
    if (left == WHOLE && least >= 0) {
      chances[least]--;
    }
  }

  private void pairs(long[] chances) {
    boolean more = true;
    while (more) {
      long both = 0;
      for (int i = 0; i < bidders; i++) {
        int at = 3 * i;
        long least = Math.max(0, chances[at] + chances[at + 1] - WHOLE);
        long most = Math.min(chances[at], chances[at + 1]);
        chances[at + 2] = Math.min(most, Math.max(least, chances[at + 2]));
        both += chances[at + 2];
      }
      long busiest = 0;
      for (int i = 0; i < bidders; i++) {
        int at = 3 * i;
        long alone = chances[at] + chances[at + 1] - 2 * chances[at + 2];
        busiest = Math.max(busiest, both + alone);
      }
      more = busiest > WHOLE;
      for (int cell = 0; more && cell < chances.length; cell++) {
        // Rounding down may leave a sum a few billionths above: the next turn sees to them.
        chances[cell] = chances[cell] * (WHOLE - 2L * bidders) / busiest;
      }
    }
  }
}
