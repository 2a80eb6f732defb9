package io.sweepstake.core.valuation.observed;

import java.util.Arrays;

/** The cells of a line of comma-separated values. */
public final class CsvCells {
  private CsvCells() {}

  /**
   * The cells, without the blanks around them.
   *
   * @param place file and line, for the message
   * @throws IllegalArgumentException if there are more or fewer
   */
  public static String[] of(String line, int columns, String place) {
    String[] cells = line.split(",", -1);
    if (cells.length != columns) {
      throw new IllegalArgumentException(
          place
              + ": needs "
              + columns
              + " values, one for each bidder and item, was "
              + cells.length);
    }
    for (int k = 0; k < columns; k++) {
      cells[k] = cells[k].strip();
    }
    return cells;
  }

  /** Whether no cell is a number, as in a first line that names the columns. */
  public static boolean areNames(String[] cells) {
    return Arrays.stream(cells).allMatch(cell -> Double.isNaN(number(cell)) && !isNan(cell));
  }

  private static boolean isNan(String cell) {
    return cell.equals("NaN") || cell.equals("+NaN") || cell.equals("-NaN");
  }

  /** The number that stands there; NaN where none does. */
  public static double number(String cell) {
    try {
      return Double.parseDouble(cell);
    } catch (NumberFormatException notANumber) {
      return Double.NaN;
    }
  }
}
