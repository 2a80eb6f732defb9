package io.sweepstake.sweeps.figure;

import java.util.Arrays;

/**
 * A map: rectangles, of equal size as the axes show them, each in the colour of its value.
 *
 * @param name what the values are, for the scale beside the map; blank for a map without one, whose
 *     regions have words
 * @param left where the first column begins, along the horizontal axis
 * @param right where the last column ends
 * @param bottom where the first row begins, along the vertical axis
 * @param top where the last row ends
 * @param values {@code [row][column]}, rows from below; NaN where there is none
 * @param low the value at the low end of the scale
 * @param high the value at its high end, above {@code low}
 */
public record Cells(
    String name,
    double left,
    double right,
    double bottom,
    double top,
    double[][] values,
    double low,
    double high)
    implements Layer {
  public Cells {
    if (!(left < right) || !(bottom < top)) {
      throw new IllegalArgumentException(
          String.format(
              "map %s: needs a width and a height, was %s to %s and %s to %s",
              name, left, right, bottom, top));
    }
    if (!(low < high) || !Double.isFinite(high - low)) {
      throw new IllegalArgumentException(
          "map " + name + ": its scale needs a finite low below high, was " + low + " and " + high);
    }
    if (values.length == 0 || values[0].length == 0) {
      throw new IllegalArgumentException("map " + name + ": needs a cell, had none");
    }
    for (double[] row : values) {
      if (row.length != values[0].length) {
        throw new IllegalArgumentException(
            "map "
                + name
                + ": its rows must be equally long, were "
                + values[0].length
                + " and "
                + row.length);
      }
    }
    values = Arrays.stream(values).map(double[]::clone).toArray(double[][]::new);
  }

  /** One whose scale spans its finite values. */
  public static Cells spanning(
      String name, double left, double right, double bottom, double top, double[][] values) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double[] row : values) {
      for (double value : row) {
        if (Math.abs(value) <= Axis.LARGEST) {
          low = Math.min(low, value);
          high = Math.max(high, value);
        }
      }
    }
    if (low > high) {
      low = 0;
      high = 1;
    }
    double least = Math.max(1e-12, Math.abs(low) * 1e-9);
    return new Cells(
        name, left, right, bottom, top, values, low, high - low > least ? high : low + least);
  }

  /** Where a value lies between low (0) and high (1); its nearest end beyond them. */
  public double shade(int row, int column) {
    return Math.max(0, Math.min(1, (values[row][column] - low) / (high - low)));
  }
}
