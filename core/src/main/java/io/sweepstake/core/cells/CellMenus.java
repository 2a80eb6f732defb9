package io.sweepstake.core.cells;

import java.util.Arrays;

/**
 * What is done to each bidder's menu on each cell of her rival's values: nothing, a surcharge on
 * each bundle (which may be negative), or a price for each bundle in place of the affine
 * maximiser's.
 *
 * @param cells of the rival
 * @param bundles that there are, nothing among them
 * @param entries {@code [bidder][cell][bundle]}, flattened; bundle 0 has 0 for surcharges, {@value
 *     #FIXED} for prices, all others a surcharge or a price in units of value
 */
public record CellMenus(int cells, int bundles, float[] entries) {
  static final int SURCHARGED = 0;
  static final int FIXED = 1;

  public CellMenus {
    if (entries.length != 2 * cells * bundles) {
      throw new IllegalArgumentException(
          "cell menus: "
              + entries.length
              + " entries do not fit two bidders' "
              + cells
              + " cells of "
              + bundles
              + " bundles");
    }
    for (int k = 0; k < entries.length; k++) {
      if (k % bundles == 0
          ? entries[k] != SURCHARGED && entries[k] != FIXED
          : !finite(entries[k])) {
        throw new IllegalArgumentException(
            "cell menus: entries say 0 or 1 and then finite numbers, one was " + entries[k]);
      }
    }
  }

  private static boolean finite(float entry) {
    return Float.isFinite(entry);
  }

  /** Nothing done anywhere: the affine maximiser as it is. */
  public static CellMenus unchanged(int cells, int bundles) {
    return new CellMenus(cells, bundles, new float[2 * cells * bundles]);
  }

  int first(int bidder, int cell) {
    return (bidder * cells + cell) * bundles;
  }

  boolean fixed(int bidder, int cell) {
    return entries[first(bidder, cell)] == FIXED;
  }

  /** The menu's kind, then its surcharges or prices, {@code [bundle]}. */
  double[] menu(int bidder, int cell) {
    double[] menu = new double[bundles];
    int first = first(bidder, cell);
    for (int bundle = 0; bundle < bundles; bundle++) {
      menu[bundle] = entries[first + bundle];
    }
    return menu;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CellMenus that
        && cells == that.cells
        && bundles == that.bundles
        && Arrays.equals(entries, that.entries);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(entries);
  }
}
