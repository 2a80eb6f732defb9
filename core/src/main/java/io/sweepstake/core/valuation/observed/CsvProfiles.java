package io.sweepstake.core.valuation.observed;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Profiles in comma-separated values: a line each, bidder after bidder, each with her value for
 * every item. The first line may name the columns; empty lines are passed over. The text is in
 * UTF-8, in UTF-16 where its mark says so, or else in any encoding that has digits where ASCII has
 * them.
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
    try (BufferedReader lines = new BufferedReader(new StringReader(text(file)))) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (line.isBlank()) {
          continue;
        }
        String place = file + ": line " + number;
        String[] cells = CsvCells.of(line, columns, place);
        if (number == 1 && CsvCells.areNames(cells)) {
          ColumnOrder.require(Arrays.asList(cells), place);
          continue;
        }
        if (count + columns > values.length) {
          values = Arrays.copyOf(values, Math.multiplyExact(values.length, 2));
        }
        for (int k = 0; k < columns; k++) {
          values[count++] =
              check(CsvCells.number(cells[k]), cells[k], place + ", column " + (k + 1));
        }
      }
    }
    return new ObservedProfiles(file.toString(), columns, Arrays.copyOf(values, count));
  }

  private static String text(Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    boolean utf16 = startsWith(content, 0xFE, 0xFF) || startsWith(content, 0xFF, 0xFE);
    int mark = startsWith(content, 0xEF, 0xBB, 0xBF) ? 3 : 0;
    // Names of columns are passed over, and numbers are the same in all of these.
    String text =
        utf16
            ? new String(content, StandardCharsets.UTF_16)
            : new String(content, mark, content.length - mark, StandardCharsets.ISO_8859_1);
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(file + ": must be text, has bytes of 0");
    }
    return text;
  }

  private static boolean startsWith(byte[] content, int... mark) {
    for (int k = 0; k < mark.length; k++) {
      if (content.length <= k || (content[k] & 0xFF) != mark[k]) {
        return false;
      }
    }
    return true;
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
      String rule =
          Double.isFinite(number) && number > 0
              ? "must be at most " + Float.MAX_VALUE
              : "must be a finite number of at least 0";
      throw new IllegalArgumentException(
          place + ": " + rule + ", was '" + CsvCells.shown(written) + "'");
    }
    return value;
  }
}
