package io.sweepstake.core.sale;

import io.sweepstake.core.random.Seeds;
import java.util.Arrays;

/**
 * Draws who gets which item, at most one to a bidder, from chances: each cell becomes 1 with its
 * own chance, and rows and columns that sum to at most a whole end with at most one 1.
 *
 * <p>Dependent rounding (Gandhi, Khuller, Parthasarathy and Srinivasan, JACM 2006): along a path or
 * circle of cells that are neither 0 nor whole, chances are moved from every second one to those
 * between, or the other way, until one is; which way is drawn so that no chance changes on average.
 * All in whole numbers.
 */
final class DependentRounding {
  private final int bidders;
  private final int items;
  private final int[] path; // of cells, each in a row or column with the one before
  private final boolean[] onPath;

  DependentRounding(int bidders, int items) {
    this.bidders = bidders;
    this.items = items;
    path = new int[bidders * items];
    onPath = new boolean[bidders * items];
  }

  /**
   * Rounds chances.
   *
   * @param chances {@code [bidder][item]}, from 0 to {@code whole}, which is the most that those of
   *     a bidder or an item sum to; each ends as one of the two
   * @param seed of the draw
   */
  void round(long[] chances, long whole, long seed) {
    int draws = 0;
    for (int start = open(chances, whole); start >= 0; start = open(chances, whole)) {
      int length = follow(chances, whole, start);
      shift(chances, whole, length, Seeds.uniform(seed, draws++));
    }
  }

  private int open(long[] chances, long whole) {
    for (int cell = 0; cell < chances.length; cell++) {
      if (chances[cell] > 0 && chances[cell] < whole) {
        return cell;
      }
    }
    return -1;
  }

  /**
   * Finds a circle, or a path that cannot be made longer at either end; leaves it in {@code path}.
   *
   * @return its length
   */
  private int follow(long[] chances, long whole, int start) {
    Arrays.fill(onPath, false);
    path[0] = start;
    onPath[start] = true;
    int length = extend(chances, whole, 1, true);
    if (length < 0) {
      return -length;
    }
    for (int k = 0; k < length / 2; k++) {
      int other = path[length - 1 - k];
      path[length - 1 - k] = path[k];
      path[k] = other;
    }
    return Math.abs(extend(chances, whole, length, false));
  }

  /**
   * Lengthens the path at its end.
   *
   * @param row whether the next cell is in the last one's row, and not in its column
   * @return its length; negative if what is left on the path is a circle
   */
  private int extend(long[] chances, long whole, int from, boolean row) {
    int length = from;
    boolean alongRow = row;
    while (true) {
      int next = neighbour(chances, whole, path[length - 1], alongRow);
      if (next < 0) {
        return length;
      }
      path[length++] = next;
      onPath[next] = true;
      alongRow = !alongRow;
      int back = circle(length, alongRow);
      if (back >= 0) {
        System.arraycopy(path, back, path, 0, length - back);
        return back - length;
      }
    }
  }

  /** Another open cell of the row, or column, that is not on the path yet. */
  private int neighbour(long[] chances, long whole, int cell, boolean alongRow) {
    int row = cell / items;
    int column = cell % items;
    int count = alongRow ? items : bidders;
    for (int k = 0; k < count; k++) {
      int at = alongRow ? row * items + k : k * items + column;
      if (!onPath[at] && chances[at] > 0 && chances[at] < whole) {
        return at;
      }
    }
    return -1;
  }

  /**
   * Where on the path a circle begins that the last cell closes: an earlier cell in the line that
   * would be followed next, an even number of cells back from it.
   */
  private int circle(int length, boolean alongRow) {
    int last = path[length - 1];
    for (int k = length - 4; k >= 0; k -= 2) {
      boolean meets = alongRow ? path[k] / items == last / items : path[k] % items == last % items;
      if (meets) {
        return k;
      }
    }
    return -1;
  }

  /** Adds to cells at even places what it takes from odd ones, or the other way. */
  private void shift(long[] chances, long whole, int length, double draw) {
    long up = Long.MAX_VALUE;
    long down = Long.MAX_VALUE;
    for (int k = 0; k < length; k++) {
      long chance = chances[path[k]];
      up = Math.min(up, k % 2 == 0 ? whole - chance : chance);
      down = Math.min(down, k % 2 == 0 ? chance : whole - chance);
    }
    long move = draw * (up + down) < down ? up : -down;
    for (int k = 0; k < length; k++) {
      chances[path[k]] += k % 2 == 0 ? move : -move;
    }
  }
}
