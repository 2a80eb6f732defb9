package io.sweepstake.core.quadratic;

import java.util.Arrays;
import java.util.List;

/**
 * The constraints {@code x ≥ 0, S x ≤ b} with {@code S ≥ 0}: each column takes some of what rows
 * have.
 *
 * @param rows of S, at least 1
 * @param columns of S: what each takes, by row; at least one column, each takes something
 */
public record Packing(int rows, List<Column> columns) {
  /**
   * What one column takes.
   *
   * @param at rows, rising
   * @param amounts of each, above 0
   */
  public record Column(int[] at, double[] amounts) {
    public Column {
      at = at.clone();
      amounts = amounts.clone();
      if (at.length == 0 || at.length != amounts.length) {
        throw new IllegalArgumentException(
            "column: needs an amount for each of at least one row, had "
                + amounts.length
                + " for "
                + at.length);
      }
      for (int k = 0; k < at.length; k++) {
        if (at[k] < 0 || k > 0 && at[k] <= at[k - 1]) {
          throw new IllegalArgumentException(
              "column: its rows must rise from 0, were " + Arrays.toString(at));
        }
        if (!(amounts[k] > 0 && amounts[k] < Double.POSITIVE_INFINITY)) {
          throw new IllegalArgumentException(
              "column: amounts must be above 0, was " + Arrays.toString(amounts));
        }
      }
    }

    /** Columns are compared by what they take. */
    @Override
    public boolean equals(Object other) {
      return other instanceof Column that
          && Arrays.equals(at, that.at)
          && Arrays.equals(amounts, that.amounts);
    }

    @Override
    public int hashCode() {
      return 31 * Arrays.hashCode(at) + Arrays.hashCode(amounts);
    }

    @Override
    public String toString() {
      return Arrays.toString(at) + "x" + Arrays.toString(amounts);
    }

    /** {@code Σ_i S_i y_i} over its rows. */
    public double times(double[] y) {
      double sum = 0;
      for (int k = 0; k < at.length; k++) {
        sum += amounts[k] * y[at[k]];
      }
      return sum;
    }

    /** {@code y += factor · S} over its rows. */
    public void addTo(double[] y, double factor) {
      for (int k = 0; k < at.length; k++) {
        y[at[k]] += factor * amounts[k];
      }
    }
  }

  public Packing {
    columns = List.copyOf(columns);
    if (rows < 1 || columns.isEmpty()) {
      throw new IllegalArgumentException(
          "packing: needs rows and columns, had " + rows + " and " + columns.size());
    }
    for (Column column : columns) {
      if (column.at[column.at.length - 1] >= rows) {
        throw new IllegalArgumentException(
            "packing: columns take of rows 0 to " + (rows - 1) + ", one of " + column);
      }
    }
  }

  public int size() {
    return columns.size();
  }

  /** {@code S x}. */
  public double[] taken(double[] x) {
    double[] taken = new double[rows];
    for (int j = 0; j < x.length; j++) {
      if (x[j] != 0) {
        columns.get(j).addTo(taken, x[j]);
      }
    }
    return taken;
  }
}
