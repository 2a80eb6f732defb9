package io.sweepstake.core.cells;

import io.sweepstake.core.valuation.Support;
import java.util.ArrayList;
import java.util.List;

/**
 * Changes an affine maximiser's menus cell by cell to what earns most without selling an item
 * twice, given the other bidder's menus as they are; bidders alike, whose values are spread evenly.
 * Every menu on the way is feasible, and none earns less than the one before it.
 *
 * <p>Worth it, for an affine maximiser's few boosts price many things at once: where the rival's
 * values are low she buys nothing whatever happens, and the menu there may be one seller's best for
 * one buyer.
 */
final class MenuSearch {
  /** Steps are powers of two, so that sums of surcharges are exact, in a file's floats too. */
  private static final double FIRST_STEP = 1.0 / 32;

  private static final double LAST_STEP = 1.0 / 256;
  private static final double WORTH_IT = 1e-9; // of the box's width
  private static final int ROUNDS = 3;

  private final CellChoices choices;
  private final CellGrid grid;
  private final int bundles;
  private final double width; // of the box
  private final double unit; // the power of two nearest to it
  private final UniformBuyer buyer;
  private final double[][] points; // menus of the affine maximiser, [cell × point][bundle]
  private final int perCell;
  private final double[][][] menus; // [bidder][cell of the rival][bundle]
  private final List<double[]> directions;
  private final int[][] permuted; // [permutation][bundle]
  private final int[][] permutedCells; // [permutation][cell]

  // Of the menu that is looked for.
  private int takers; // cells in which the rival may choose anything
  private final int[] takerCell;
  private final int[] takerWays;

  MenuSearch(BundleBoosts boosts, CellGrid grid) {
    this.grid = grid;
    choices = new CellChoices(boosts, grid);
    bundles = boosts.bundles();
    width = grid.support().meanWidth();
    unit = unit(grid.support());
    buyer = new UniformBuyer(grid.support(), 0);
    perCell = grid.items() == 2 ? 16 : 27;
    points = points(grid.items() == 2 ? 4 : 3);
    menus = new double[2][grid.count()][bundles];
    directions = directions();
    permuted = permutations();
    permutedCells = permutedCells();
    takerCell = new int[grid.count()];
    takerWays = new int[grid.count()];
  }

  /** The power of two nearest to a box's mean width. */
  static double unit(Support support) {
    return Math.scalb(1, (int) Math.rint(Math.log(support.meanWidth()) / Math.log(2)));
  }

  private double[][] points(int along) {
    int items = grid.items();
    double[][] found = new double[grid.count() * perCell][];
    for (int cell = 0; cell < grid.count(); cell++) {
      for (int point = 0; point < perCell; point++) {
        double[] values = new double[items];
        int rest = point;
        for (int j = 0; j < items; j++) {
          double from = grid.edge(1, j, grid.slice(cell, j));
          double to = grid.edge(1, j, grid.slice(cell, j) + 1);
          values[j] = from + (rest % along + 0.5) / along * (to - from);
          rest /= along;
        }
        double[] left = choices.leftOf(0, CellGrid.worths(values));
        double alone = left[0];
        for (int bundle = 0; bundle < bundles; bundle++) {
          left[bundle] = alone - left[bundle];
        }
        found[cell * perCell + point] = left;
      }
    }
    return found;
  }

  /** Each bundle alone, all that hold an item, all of a size and more. With two items, all. */
  private List<double[]> directions() {
    List<double[]> found = new ArrayList<>();
    if (bundles == 4) {
      for (int first = -1; first <= 1; first++) {
        for (int second = -1; second <= 1; second++) {
          for (int both = -2; both <= 2; both++) {
            if (first != 0 || second != 0 || both != 0) {
              found.add(new double[] {0, first, second, both});
            }
          }
        }
      }
      return found;
    }
    for (int sign = -1; sign <= 1; sign += 2) {
      for (int part = 1; part < bundles; part++) {
        double[] alone = new double[bundles];
        double[] supersets = new double[bundles];
        alone[part] = sign;
        for (int bundle = part; bundle < bundles; bundle++) {
          supersets[bundle] = (bundle & part) == part ? sign : 0;
        }
        found.add(alone);
        if (part != bundles - 1) {
          found.add(supersets);
        }
      }
      for (int size = 1; size <= grid.items(); size++) {
        double[] larger = new double[bundles];
        double[] equal = new double[bundles];
        for (int bundle = 1; bundle < bundles; bundle++) {
          larger[bundle] = Integer.bitCount(bundle) >= size ? sign : 0;
          equal[bundle] = Integer.bitCount(bundle) == size ? sign : 0;
        }
        found.add(equal);
        found.add(larger);
      }
    }
    return found;
  }

  private int[][] permutations() {
    int[][] orders =
        grid.items() == 2
            ? new int[][] {{0, 1}, {1, 0}}
            : new int[][] {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    int[][] found = new int[orders.length][bundles];
    for (int k = 0; k < orders.length; k++) {
      for (int bundle = 0; bundle < bundles; bundle++) {
        for (int j = 0; j < grid.items(); j++) {
          found[k][bundle] |= (bundle >> j & 1) << orders[k][j];
        }
      }
    }
    return found;
  }

  private int[][] permutedCells() {
    int[][] found = new int[permuted.length][grid.count()];
    for (int k = 0; k < permuted.length; k++) {
      for (int cell = 0; cell < grid.count(); cell++) {
        for (int j = 0; j < grid.items(); j++) {
          int to = Integer.numberOfTrailingZeros(permuted[k][1 << j]);
          found[k][cell] += grid.slice(cell, j) * (int) Math.pow(grid.side(), to);
        }
      }
    }
    return found;
  }

  /** Mean revenue of all menus. */
  double revenue() {
    double sum = 0;
    for (double[][] own : menus) {
      for (int cell = 0; cell < own.length; cell++) {
        sum += pays(cell, own[cell]);
      }
    }
    return sum / grid.count();
  }

  private final double[] offered = new double[8];

  private double pays(int cell, double[] menu) {
    if (menu[0] == CellMenus.FIXED) {
      return buyer.pays(menu);
    }
    double sum = 0;
    for (int point = cell * perCell; point < (cell + 1) * perCell; point++) {
      for (int bundle = 1; bundle < bundles; bundle++) {
        offered[bundle] = points[point][bundle] + menu[bundle];
      }
      sum += buyer.pays(offered);
    }
    return sum / perCell;
  }

  /** Improves the first bidder's menus, then the second's, and once more the first's. */
  CellMenus found() {
    for (int round = 0; round < ROUNDS; round++) {
      int bidder = round % 2;
      boolean[] done = new boolean[grid.count()];
      for (int cell = 0; cell < grid.count(); cell++) {
        if (!done[cell]) {
          improve(bidder, cell);
          done[cell] = true;
          for (int k = 1; k < permuted.length; k++) {
            int alike = permutedCells[k][cell];
            if (!done[alike]) {
              done[alike] = true;
              copy(bidder, cell, k);
            }
          }
        }
      }
    }
    CellMenus all = CellMenus.unchanged(grid.count(), bundles);
    for (int bidder = 0; bidder < 2; bidder++) {
      for (int cell = 0; cell < grid.count(); cell++) {
        for (int bundle = 0; bundle < bundles; bundle++) {
          all.entries()[all.first(bidder, cell) + bundle] = (float) menus[bidder][cell][bundle];
        }
      }
    }
    return all;
  }

  /** The same with items in another order, if that is feasible; else its own. */
  private void copy(int bidder, int cell, int permutation) {
    double[] menu = new double[bundles];
    for (int bundle = 0; bundle < bundles; bundle++) {
      menu[permuted[permutation][bundle]] = menus[bidder][cell][bundle];
    }
    int alike = permutedCells[permutation][cell];
    fix(bidder, alike);
    if (feasible(bidder, alike, menu)) {
      menus[bidder][alike] = menu;
    } else {
      improve(bidder, alike);
    }
  }

  /** Finds out where the rival may take anything. */
  private void fix(int bidder, int cell) {
    takers = 0;
    for (int own = 0; own < grid.count(); own++) {
      int ways = choices.ways(1 - bidder, menus[1 - bidder][own], cell, own);
      if (ways != 0) {
        takerCell[takers] = own;
        takerWays[takers++] = ways;
      }
    }
  }

  private boolean feasible(int bidder, int cell, double[] menu) {
    boolean unchanged = CellProof.unchanged(menu);
    for (int k = 0; k < takers; k++) {
      double[] rivalMenu = menus[1 - bidder][takerCell[k]];
      if (unchanged && CellProof.unchanged(rivalMenu)) {
        continue;
      }
      for (int way = 0; way < choices.own.length; way++) {
        if (clashes(way, menu, takerWays[k], rivalMenu)
            && choices.may(bidder, way, menu, takerCell[k], cell)) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean clashes(int way, double[] menu, int rivalWays, double[] rivalMenu) {
    for (int rest = rivalWays; rest != 0; rest &= rest - 1) {
      if (choices.clash(way, menu, Integer.numberOfTrailingZeros(rest), rivalMenu)) {
        return true;
      }
    }
    return false;
  }

  private double best; // revenue of the best menu found
  private double[] bestMenu;

  private void improve(int bidder, int cell) {
    fix(bidder, cell);
    bestMenu = menus[bidder][cell];
    best = pays(cell, bestMenu);
    climb(bidder, cell, bestMenu);
    climb(bidder, cell, new double[bundles]);
    climb(bidder, cell, dearest(cell));
    climb(bidder, cell, forOneBuyer());
    menus[bidder][cell] = bestMenu;
  }

  /** Fixed prices, the affine maximiser's greatest in the cell. */
  private double[] dearest(int cell) {
    double[] menu = new double[bundles];
    for (int point = cell * perCell; point < (cell + 1) * perCell; point++) {
      for (int bundle = 1; bundle < bundles; bundle++) {
        menu[bundle] = Math.max(menu[bundle], rounded(points[point][bundle] + unit / 64));
      }
    }
    menu[0] = CellMenus.FIXED;
    return menu;
  }

  /** Fixed prices near one seller's best for one buyer with values even on the unit interval. */
  private double[] forOneBuyer() {
    double[] menu = new double[bundles];
    double[] bySize =
        grid.items() == 2 ? new double[] {0, 0.67, 0.86} : new double[] {0, 0.75, 1.1, 1.22};
    for (int bundle = 1; bundle < bundles; bundle++) {
      double lows = 0;
      for (int j = 0; j < grid.items(); j++) {
        lows += (bundle >> j & 1) * grid.support().low(0, j);
      }
      menu[bundle] = rounded(lows + width * bySize[Integer.bitCount(bundle)]);
    }
    menu[0] = CellMenus.FIXED;
    return menu;
  }

  private double rounded(double price) {
    return Math.rint(price / unit * 256) / 256 * unit;
  }

  private void climb(int bidder, int cell, double[] start) {
    if (!feasible(bidder, cell, start)) {
      return;
    }
    double[] at = start;
    double earns = pays(cell, at);
    for (double step = FIRST_STEP; step >= LAST_STEP; step /= 2) {
      boolean moved = true;
      while (moved) {
        moved = false;
        double[] next = at;
        double more = earns + WORTH_IT * unit;
        for (double[] direction : directions) {
          double[] menu = at.clone();
          for (int bundle = 1; bundle < bundles; bundle++) {
            menu[bundle] += step * unit * direction[bundle];
          }
          double pays = pays(cell, menu);
          if (pays > more && feasible(bidder, cell, menu)) {
            more = pays;
            next = menu;
            moved = true;
          }
        }
        if (moved) {
          at = next;
          earns = more;
        }
      }
    }
    if (earns > best + WORTH_IT * unit) {
      best = earns;
      bestMenu = at;
    }
  }
}
