package io.sweepstake.core.cells;

import java.util.Arrays;

/**
 * Boosts of an affine maximiser over every way to sell items whole to two bidders of equal weight:
 * {@code λ(S, T)} where the first gets bundle S and the second T, disjoint.
 *
 * @param items 2 or 3
 * @param table {@code [S][T]}, flattened, in units of value; minus infinity where S and T overlap,
 *     0 where nothing is sold
 */
public record BundleBoosts(int items, double[] table) {
  public BundleBoosts {
    if (items < 2 || items > 3) {
      throw new IllegalArgumentException("cell menus: are for 2 or 3 items, were " + items);
    }
    int bundles = 1 << items;
    if (table.length != bundles * bundles || table[0] != 0) {
      throw new IllegalArgumentException(
          "cell menus: need a boost for each pair of "
              + bundles
              + " bundles, 0 for nothing sold; were "
              + Arrays.toString(table));
    }
    for (int k = 0; k < table.length; k++) {
      boolean disjoint = (k / bundles & k % bundles) == 0;
      if (disjoint ? !Double.isFinite(table[k]) : table[k] != Double.NEGATIVE_INFINITY) {
        throw new IllegalArgumentException(
            "cell menus: boosts are finite where bundles are disjoint and only there, one was "
                + table[k]);
      }
    }
  }

  /** How many bundles there are, nothing among them. */
  public int bundles() {
    return 1 << items;
  }

  /** The boost where a bidder, 0 or 1, gets {@code own} and her rival {@code rivals}. */
  double of(int bidder, int own, int rivals) {
    return bidder == 0 ? table[own * bundles() + rivals] : table[rivals * bundles() + own];
  }

  /**
   * What the rival's welfare and boosts come to at most where a bidder gets {@code own}: {@code
   * max_T (w(T) + λ)}.
   *
   * @param worth the rival's values of bundles
   */
  double left(int bidder, int own, double[] worth) {
    double most = Double.NEGATIVE_INFINITY;
    for (int rivals = 0; rivals < bundles(); rivals++) {
      most = Math.max(most, worth[rivals] + of(bidder, own, rivals));
    }
    return most;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BundleBoosts that
        && items == that.items
        && Arrays.equals(table, that.table);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(table);
  }

  @Override
  public String toString() {
    return "BundleBoosts" + Arrays.toString(table);
  }
}
