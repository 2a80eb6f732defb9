package io.sweepstake.core.cells;

/**
 * What bidders may choose: for a bidder's own cell and her rival's cell, the bundles that she likes
 * best, by a margin, for some of their values.
 *
 * <p>A surcharged menu asks {@code max_T (w(T) + λ(∅, T)) − max_T (w(T) + λ(S, T)) + δ_S} for
 * bundle S; which T it is that attains the second maximum is told apart: a way is S with T. All
 * inequalities that say that S is chosen by way of T, and T attains the maximum, are slackest at
 * the same corner of the two cells, her items' and T's at their upper ends and all others at their
 * lower ends, so each way takes one look.
 */
final class CellChoices {
  /** Whoever likes a bundle best by no more than this times her greatest value is indifferent. */
  static final double MARGIN = 1e-11;

  final BundleBoosts boosts;
  final CellGrid grid;
  final int bundles;

  /** S of each way, and its T. */
  final int[] own;

  final int[] rivals;

  private final double margin;
  private final double[][][] worth = new double[2][][]; // [bidder][own cell × upper][bundle]
  private final double[][][] left = new double[2][][]; // [bidder][rival's cell × upper][bundle]
  private final boolean[][] attained = new boolean[2][]; // [bidder][rival's cell × way]

  CellChoices(BundleBoosts boosts, CellGrid grid) {
    this.boosts = boosts;
    this.grid = grid;
    bundles = boosts.bundles();
    int ways = 0;
    int[] owns = new int[bundles * bundles];
    int[] others = new int[bundles * bundles];
    for (int bundle = 1; bundle < bundles; bundle++) {
      for (int rival = 0; rival < bundles; rival++) {
        if ((bundle & rival) == 0) {
          owns[ways] = bundle;
          others[ways++] = rival;
        }
      }
    }
    own = java.util.Arrays.copyOf(owns, ways);
    rivals = java.util.Arrays.copyOf(others, ways);
    double highest = 0;
    for (int bidder = 0; bidder < 2; bidder++) {
      for (int j = 0; j < grid.items(); j++) {
        highest = Math.max(highest, Math.abs(grid.support().high(bidder, j)));
      }
    }
    margin = MARGIN * highest;
    for (int bidder = 0; bidder < 2; bidder++) {
      fill(bidder);
    }
  }

  private void fill(int bidder) {
    int cells = grid.count();
    worth[bidder] = new double[cells * bundles][];
    left[bidder] = new double[cells * bundles][];
    attained[bidder] = new boolean[cells * own.length];
    for (int cell = 0; cell < cells; cell++) {
      for (int upper = 0; upper < bundles; upper++) {
        worth[bidder][cell * bundles + upper] = grid.corner(bidder, cell, upper);
        double[] rival = grid.corner(1 - bidder, cell, upper);
        left[bidder][cell * bundles + upper] = leftOf(bidder, rival);
        for (int way = 0; way < own.length; way++) {
          if (rivals[way] == upper) {
            double here = rival[upper] + boosts.of(bidder, own[way], upper);
            attained[bidder][cell * own.length + way] =
                here >= left[bidder][cell * bundles + upper][own[way]] - margin;
          }
        }
      }
    }
  }

  double[] leftOf(int bidder, double[] rivalWorths) {
    double[] most = new double[bundles];
    for (int bundle = 0; bundle < bundles; bundle++) {
      most[bundle] = boosts.left(bidder, bundle, rivalWorths);
    }
    return most;
  }

  /**
   * Whether a bidder may choose by a way; with fixed prices all are the same way, that of T empty.
   *
   * @param menu as {@link CellMenus#menu}
   */
  boolean may(int bidder, int way, double[] menu, int ownCell, int rivalCell) {
    int bundle = own[way];
    double[] value = worth[bidder][ownCell * bundles + bundle];
    if (menu[0] == CellMenus.FIXED) {
      if (rivals[way] != 0) {
        return false;
      }
      double best = value[bundle] - menu[bundle] - margin;
      if (best <= 0) {
        return false;
      }
      for (int other = 1; other < bundles; other++) {
        if (other != bundle && best <= value[other] - menu[other]) {
          return false;
        }
      }
      return true;
    }
    if (!attained[bidder][rivalCell * own.length + way]) {
      return false;
    }
    double[] rest = left[bidder][rivalCell * bundles + rivals[way]];
    double best = value[bundle] - menu[bundle] + rest[bundle] - margin;
    if (best <= rest[0]) {
      return false;
    }
    for (int other = 1; other < bundles; other++) {
      if (other != bundle && best <= value[other] - menu[other] + rest[other]) {
        return false;
      }
    }
    return true;
  }

  /** The ways that a bidder may choose by, as bits. */
  int ways(int bidder, double[] menu, int ownCell, int rivalCell) {
    int found = 0;
    for (int way = 0; way < own.length; way++) {
      if (may(bidder, way, menu, ownCell, rivalCell)) {
        found |= 1 << way;
      }
    }
    return found;
  }

  /**
   * Whether two menus may sell an item twice, if one bidder chooses by a way and the other by one
   * of hers. Where both are surcharged, choosing S by way of T* and T by way of S* says {@code v(S)
   * + w(T*) + λ(S, T*) − δ_S ≥ v(S*) + w(T) + λ(S*, T) − δ_S*} and the same the other way about
   * with her rival's ε; their sum is {@code δ_S + ε_T ≤ δ_S* + ε_T*}, and with equality both hold
   * with equality, on a set without volume.
   */
  boolean clash(int way, double[] menu, int rivalWay, double[] rivalMenu) {
    if ((own[way] & own[rivalWay]) == 0) {
      return false;
    }
    if (menu[0] == CellMenus.FIXED || rivalMenu[0] == CellMenus.FIXED) {
      return true;
    }
    double here = menu[own[way]] + rivalMenu[own[rivalWay]];
    double there = surcharge(menu, rivals[rivalWay]) + surcharge(rivalMenu, rivals[way]);
    return here < there - margin;
  }

  private static double surcharge(double[] menu, int bundle) {
    return bundle == 0 ? 0 : menu[bundle];
  }
}
