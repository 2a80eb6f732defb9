package io.sweepstake.core.quadratic;

/**
 * The part of a packing that can be used: without rows that have nothing, and the columns that
 * would take of them. Numbered anew; scratch space is used again.
 */
final class LivePacking {
  private final Packing packing;
  int rows;
  int columns;
  final int[] rowOf; // the packing's row of a live one
  final int[] columnOf;
  final int[] liveRow; // −1 for a row without anything
  final int[] start; // of each live column's entries
  final int[] row; // live, of each entry
  final double[] amount;

  LivePacking(Packing packing) {
    this.packing = packing;
    int entries = packing.columns().stream().mapToInt(column -> column.at().length).sum();
    rowOf = new int[packing.rows()];
    liveRow = new int[packing.rows()];
    columnOf = new int[packing.size()];
    start = new int[packing.size() + 1];
    row = new int[entries];
    amount = new double[entries];
    flat = new int[packing.size()][];
    amounts = new double[packing.size()][];
    for (int j = 0; j < flat.length; j++) {
      flat[j] = packing.columns().get(j).at();
      amounts[j] = packing.columns().get(j).amounts();
    }
  }

  private final int[][] flat;
  private final double[][] amounts;

  /**
   * Looks which rows have something.
   *
   * @param b what rows have; up to {@code nothing} is nothing
   */
  void of(double[] b, double nothing) {
    rows = 0;
    for (int i = 0; i < packing.rows(); i++) {
      liveRow[i] = -1;
      if (b[i] > nothing) {
        liveRow[i] = rows;
        rowOf[rows++] = i;
      }
    }
    columns = 0;
    int entry = 0;
    for (int j = 0; j < flat.length; j++) {
      if (alive(j)) {
        columnOf[columns] = j;
        start[columns++] = entry;
        for (int k = 0; k < flat[j].length; k++) {
          row[entry] = liveRow[flat[j][k]];
          amount[entry++] = amounts[j][k];
        }
      }
    }
    start[columns] = entry;
  }

  private boolean alive(int column) {
    for (int i : flat[column]) {
      if (liveRow[i] < 0) {
        return false;
      }
    }
    return true;
  }

  /** The rows of one of the packing's columns. */
  int[] at(int column) {
    return flat[column];
  }

  double[] amounts(int column) {
    return amounts[column];
  }
}
