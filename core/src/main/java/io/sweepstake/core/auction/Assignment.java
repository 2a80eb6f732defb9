package io.sweepstake.core.auction;

import java.util.Arrays;

/**
 * Matches bidders and items, at most one each, for the greatest total value: the Hungarian method
 * with potentials (Kuhn, 1955; Munkres, 1957), O(bidders² (bidders + items)).
 *
 * <p>Reusable scratch space; not shared between threads.
 */
public final class Assignment {
  private final int bidders;
  private final int items;
  private final int columns; // items, then one stand-in for "nothing" per bidder
  private final double[] rowPotential;
  private final double[] columnPotential;
  private final int[] rowOf; // of a column, 0 for none; both count from 1
  private final int[] cameFrom;
  private final double[] slack;
  private final boolean[] visited;

  public Assignment(int bidders, int items) {
    this.bidders = bidders;
    this.items = items;
    columns = items + bidders;
    rowPotential = new double[bidders + 1];
    columnPotential = new double[columns + 1];
    rowOf = new int[columns + 1];
    cameFrom = new int[columns + 1];
    slack = new double[columns + 1];
    visited = new boolean[columns + 1];
  }

  /**
   * The greatest total value.
   *
   * @param values {@code [bidder][item]}, flattened; an item worth less than 0 stays unsold
   * @param absent a bidder to leave out, or −1
   * @param itemOf written unless null: each bidder's item, or −1
   */
  public double solve(double[] values, int absent, int[] itemOf) {
    Arrays.fill(rowPotential, 0);
    Arrays.fill(columnPotential, 0);
    Arrays.fill(rowOf, 0);
    for (int row = 1; row <= bidders; row++) {
      insert(values, absent, row);
    }
    if (itemOf != null) {
      Arrays.fill(itemOf, -1);
    }
    double total = 0;
    for (int column = 1; column <= items; column++) {
      int bidder = rowOf[column] - 1;
      if (bidder >= 0 && bidder != absent && values[bidder * items + column - 1] >= 0) {
        total += values[bidder * items + column - 1];
        if (itemOf != null) {
          itemOf[bidder] = column - 1;
        }
      }
    }
    return total;
  }

  /** Adds a row by a shortest augmenting path. */
  private void insert(double[] values, int absent, int row) {
    Arrays.fill(slack, Double.POSITIVE_INFINITY);
    Arrays.fill(visited, false);
    rowOf[0] = row;
    int column = 0;
    do {
      visited[column] = true;
      int current = rowOf[column];
      int next = 0;
      double step = Double.POSITIVE_INFINITY;
      for (int j = 1; j <= columns; j++) {
        if (visited[j]) {
          continue;
        }
        double reduced =
            cost(values, absent, current, j) - rowPotential[current] - columnPotential[j];
        if (reduced < slack[j]) {
          slack[j] = reduced;
          cameFrom[j] = column;
        }
        if (slack[j] < step) {
          step = slack[j];
          next = j;
        }
      }
      for (int j = 0; j <= columns; j++) {
        if (visited[j]) {
          rowPotential[rowOf[j]] += step;
          columnPotential[j] -= step;
        } else {
          slack[j] -= step;
        }
      }
      column = next;
    } while (rowOf[column] != 0);
    while (column != 0) {
      int previous = cameFrom[column];
      rowOf[column] = rowOf[previous];
      column = previous;
    }
  }

  private double cost(double[] values, int absent, int row, int column) {
    return row - 1 == absent || column > items ? 0 : -values[(row - 1) * items + column - 1];
  }
}
