package io.sweepstake.core.cells;

import io.sweepstake.core.valuation.Support;

/**
 * Looks for an auction with menus on cells that earns much from two bidders alike, whose values of
 * all items are spread evenly over the same interval: boosts by bundle sizes, each time with the
 * best menus found for them ({@link MenuSearch}), in steps that halve.
 *
 * <p>The best boosts are others than an affine maximiser's own, for they need not price what menus
 * on cells do.
 */
public final class CellSearch {
  private static final double FIRST_STEP = 1.0 / 64;
  private static final double LAST_STEP = 1.0 / 512;
  private static final double FINEST = 1.0 / 1024;
  private static final double WORTH_IT = 1e-7;

  private final Support support;
  private final int items;
  private final int bundles;
  private final int side;
  private final double unit;
  private final int[] kinds; // of [S][T], by sizes; −1 where they overlap
  private final int count; // of kinds; 0 is nothing sold

  private CellSearch(Support support, int side) {
    this.support = support;
    items = support.items();
    bundles = 1 << items;
    this.side = side;
    unit = MenuSearch.unit(support);
    kinds = new int[bundles * bundles];
    int[] numbered = new int[(items + 1) * (items + 1)];
    int found = 0;
    for (int k = 0; k < kinds.length; k++) {
      int first = k / bundles;
      int second = k % bundles;
      if ((first & second) != 0) {
        kinds[k] = -1;
        continue;
      }
      int more = Math.max(Integer.bitCount(first), Integer.bitCount(second));
      int fewer = Math.min(Integer.bitCount(first), Integer.bitCount(second));
      int sizes = more * (items + 1) + fewer;
      if (sizes != 0 && numbered[sizes] == 0) {
        numbered[sizes] = ++found;
      }
      kinds[k] = numbered[sizes];
    }
    count = found + 1;
  }

  /**
   * The best found.
   *
   * @param support the same interval for both bidders and all items, 2 or 3
   * @param start boosts to start from; those of the same sizes are averaged
   * @param coarse cells along each item's interval while boosts are looked for
   * @param fine the same of what is returned
   * @param tries how many boosts to try, at least 1: those given
   */
  public static CellAuction best(
      Support support, BundleBoosts start, int coarse, int fine, int tries) {
    CellSearch search = new CellSearch(support, coarse);
    double[] averages = search.averages(start);
    BundleBoosts boosts = search.boosts(tries > 1 ? search.climbed(averages, tries) : averages);
    CellGrid grid = new CellGrid(support, fine);
    return new CellAuction(boosts, grid, new MenuSearch(boosts, grid).found());
  }

  private double[] averages(BundleBoosts start) {
    double[] sums = new double[count];
    int[] counts = new int[count];
    for (int k = 0; k < kinds.length; k++) {
      if (kinds[k] >= 0) {
        sums[kinds[k]] += start.table()[k];
        counts[kinds[k]]++;
      }
    }
    for (int kind = 0; kind < count; kind++) {
      sums[kind] = Math.rint(sums[kind] / counts[kind] / unit / FINEST) * FINEST * unit;
    }
    return sums;
  }

  private BundleBoosts boosts(double[] byKind) {
    double[] table = new double[kinds.length];
    for (int k = 0; k < kinds.length; k++) {
      table[k] = kinds[k] < 0 ? Double.NEGATIVE_INFINITY : byKind[kinds[k]];
    }
    return new BundleBoosts(items, table);
  }

  private double revenue(double[] byKind) {
    MenuSearch menus = new MenuSearch(boosts(byKind), new CellGrid(support, side));
    menus.found();
    return menus.revenue();
  }

  private double[] climbed(double[] start, int tries) {
    double[] at = start;
    double earns = revenue(at);
    int tried = 1;
    for (double step = FIRST_STEP; step >= LAST_STEP; step /= 2) {
      boolean moved = true;
      while (moved) {
        moved = false;
        for (int kind = 1; kind <= count; kind++) {
          for (int sign = -1; sign <= 1; sign += 2) {
            if (tried++ >= tries) {
              return at;
            }
            double[] next = moved(at, kind, sign * step * unit);
            double pays = revenue(next);
            if (pays > earns + WORTH_IT * unit) {
              earns = pays;
              at = next;
              moved = true;
            }
          }
        }
      }
    }
    return at;
  }

  /** One kind's boost changed, or, past the last, all of them, by how many items are sold. */
  private double[] moved(double[] boosts, int kind, double step) {
    double[] next = boosts.clone();
    if (kind < count) {
      next[kind] += step;
      return next;
    }
    for (int k = 1; k < kinds.length; k++) {
      if (kinds[k] > 0) {
        int sold = Integer.bitCount(k / bundles) + Integer.bitCount(k % bundles);
        next[kinds[k]] = boosts[kinds[k]] + step * (sold + 1) / 2;
      }
    }
    return next;
  }
}
