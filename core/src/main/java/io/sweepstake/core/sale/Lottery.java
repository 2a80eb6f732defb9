package io.sweepstake.core.sale;

import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.setting.Demand;

/**
 * Draws whole allocations with given chances.
 *
 * <p>Additive demand: who gets an item is drawn for each by itself. Unit demand: by {@link
 * DependentRounding}, so that nobody gets two. Of pairs: first who gets both, if anybody does; then
 * the items one by one, at most one to a bidder.
 */
final class Lottery {
  private final Demand demand;
  private final int bidders;
  private final int items;
  private final DependentRounding oneEach;
  private final long[] single; // [bidder][item]

  Lottery(Demand demand, int bidders, int items) {
    this.demand = demand;
    this.bidders = bidders;
    this.items = items;
    int sold = demand.itemsForSale(items);
    oneEach = new DependentRounding(bidders, sold);
    single = new long[bidders * sold];
  }

  /**
   * Draws who gets what.
   *
   * @param chances {@code [bidder][item]} in billionths; each becomes 0 or 1
   * @param seed of the draw: all it depends on
   */
  void draw(long[] chances, long seed) {
    switch (demand) {
      case ADDITIVE -> eachByItself(chances, seed);
      case UNIT_DEMAND -> {
        oneEach.round(chances, Chances.WHOLE, seed);
        for (int cell = 0; cell < chances.length; cell++) {
          chances[cell] /= Chances.WHOLE;
        }
      }
      case COMBINATORIAL -> pairs(chances, seed);
    }
  }

  private void eachByItself(long[] chances, long seed) {
    for (int j = 0; j < items; j++) {
      long at = (long) (Seeds.uniform(seed, j) * Chances.WHOLE);
      for (int i = 0; i < bidders; i++) {
        int cell = i * items + j;
        long chance = chances[cell];
        chances[cell] = at >= 0 && at < chance ? 1 : 0;
        at -= chance;
      }
    }
  }

  private void pairs(long[] chances, long seed) {
    long at = (long) (Seeds.uniform(seed, 0) * Chances.WHOLE);
    long left = Chances.WHOLE;
    int winner = -1;
    for (int i = 0; i < bidders; i++) {
      long both = chances[3 * i + 2];
      winner = at >= 0 && at < both ? i : winner;
      at -= both;
      left -= both;
      single[2 * i] = chances[3 * i] - both;
      single[2 * i + 1] = chances[3 * i + 1] - both;
    }
    if (winner < 0) {
      oneEach.round(single, left, Seeds.derive(seed, "one by one", 0));
    }
    for (int i = 0; i < bidders; i++) {
      boolean one = winner < 0 && single[2 * i] > 0;
      boolean other = winner < 0 && single[2 * i + 1] > 0;
      chances[3 * i] = one || winner == i ? 1 : 0;
      chances[3 * i + 1] = other || winner == i ? 1 : 0;
      chances[3 * i + 2] = winner == i ? 1 : 0;
    }
  }
}
