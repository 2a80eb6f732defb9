package io.sweepstake.core.valuation.observed;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Profiles in comma-separated values: a line each, bidder after bidder, each with her value for
 * every item. The first line may name the columns; empty lines are passed over.
 */
public final class CsvProfiles implements ObservedProfilesReader {
  @Override
  public String extension() {
    return ".csv";
  }

  @Override
  public ObservedProfiles read(Path file, int columns) throws IOException {
    float[] values = new float[1024 * columns];
    int count = 0;
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (line.isBlank()) {
          continue;
        }
        String[] cells = line.split(",", -1);
        String place = file + ": line " + number;
        if (cells.length != columns) {
          throw new IllegalArgumentException(
              place
                  + ": needs "
                  + columns
                  + " values, one for each bidder and item, was "
                  + cells.length);
        }
        if (number == 1 && header(cells)) {
          continue;
        }
        if (count + columns > values.length) {
          values = Arrays.copyOf(values, Math.multiplyExact(values.length, 2));
        }
        for (int k = 0; k < columns; k++) {
          values[count++] = value(cells[k].strip(), place + ", column " + (k + 1));
        }
      }
    }
    return new ObservedProfiles(file.toString(), columns, Arrays.copyOf(values, count));
  }

  private static boolean header(String[] cells) {
    return Arrays.stream(cells).noneMatch(cell -> number(cell.strip()) != null);
  }

  private static float value(String cell, String place) {
    Double number = number(cell);
    return check(number == null ? Double.NaN : number, cell, place);
  }

  /**
   * A value fit to be somebody's.
   *
   * @param written as it stands in the file
   * @param place file, row and column
   * @throws IllegalArgumentException if it is not finite or below 0
   */
  public static float check(double number, String written, String place) {
    float value = (float) number;
    if (!(value >= 0) || Float.isInfinite(value)) {
      throw new IllegalArgumentException(
          place + ": must be a finite number of at least 0, was '" + written + "'");
    }
    return value;
  }

  private static Double number(String cell) {
    try {
      return Double.valueOf(cell);
    } catch (NumberFormatException notANumber) {
      return null;
    }
  }
}
