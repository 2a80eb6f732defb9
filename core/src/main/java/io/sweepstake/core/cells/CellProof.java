package io.sweepstake.core.cells;

import java.util.Optional;

/**
 * The finite proof that menus on cells never sell an item twice: for every pair of cells, no bundle
 * that the one bidder may choose overlaps with one that the other may, values on the borders of
 * choices aside, where bidders are indifferent.
 */
final class CellProof {
  private CellProof() {}

  /** A pair of cells for which it fails, as a sentence; empty where it holds. */
  static Optional<String> failure(BundleBoosts boosts, CellGrid grid, CellMenus menus) {
    CellChoices choices = new CellChoices(boosts, grid);
    int cells = grid.count();
    for (int second = 0; second < cells; second++) {
      double[] menu = menus.menu(0, second);
      for (int first = 0; first < cells; first++) {
        double[] rivalMenu = menus.menu(1, first);
        if (unchanged(menu) && unchanged(rivalMenu)) {
          continue; // an affine maximiser's own
        }
        int taken = choices.ways(1, rivalMenu, second, first);
        if (taken != 0 && clashes(choices, menu, rivalMenu, taken, first, second)) {
          return Optional.of(
              "cell menus: may sell an item twice, where the first bidder's values are in cell "
                  + first
                  + " and the second's in cell "
                  + second);
        }
      }
    }
    return Optional.empty();
  }

  static boolean unchanged(double[] menu) {
    for (double entry : menu) {
      if (entry != 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean clashes(
      CellChoices choices, double[] menu, double[] rivalMenu, int taken, int first, int second) {
    for (int way = 0; way < choices.own.length; way++) {
      for (int rivalWay = 0; rivalWay < choices.own.length; rivalWay++) {
        if ((taken >> rivalWay & 1) == 1
            && choices.clash(way, menu, rivalWay, rivalMenu)
            && choices.may(0, way, menu, first, second)) {
          return true;
        }
      }
    }
    return false;
  }
}
