package io.sweepstake.core.valuation.observed;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The cells of a line of comma-separated values, which may stand in double quotes. */
public final class CsvCells {
  private static final Pattern BEGINS_AS_NUMBER = Pattern.compile("[+-]?[.,]?[0-9]");
  private static final Set<String> NO_NAME =
      Set.of("", "NaN", "+NaN", "-NaN", "Infinity", "+Infinity", "-Infinity");
  private static final int SHOWN = 60;

  private CsvCells() {}

  /**
   * The cells, without the blanks around them.
   *
   * @param place file and line, for the message
   * @throws IllegalArgumentException if there are more or fewer
   */
  public static String[] of(String line, int columns, String place) {
    String[] cells = line.split(",", -1);
    for (int k = 0; k < cells.length; k++) {
      cells[k] = unquoted(cells[k].strip());
    }
    if (cells.length != columns) {
      throw new IllegalArgumentException(
          place
              + ": needs "
              + columns
              + (columns == 1 ? " value" : " values")
              + ", one for each bidder and item, was "
              + cells.length
              + guess(cells, columns, line));
    }
    return cells;
  }

  private static String unquoted(String cell) {
    boolean quoted = cell.length() >= 2 && cell.startsWith("\"") && cell.endsWith("\"");
    return quoted ? cell.substring(1, cell.length() - 1).strip() : cell;
  }

  /** Why somebody's program may have written another number of values. */
  private static String guess(String[] cells, int columns, String line) {
    if (cells.length < columns) {
      Stream<String> others = Stream.of(";", "\t").filter(line::contains);
      return others
          .findFirst()
          .map(other -> other.equals(";") ? "';'" : "a tab")
          .map(other -> "; is it separated by " + other + "? It must be by a comma")
          .orElse("");
    }
    // Names of rows, which programs write as a first column without a name, or count from 0 or 1.
    return cells.length == columns + 1 && cells[0].matches("\\d{0,18}")
        ? "; does the first number the rows? R leaves it out by row.names = FALSE, pandas by"
            + " index=False"
        : "";
  }

  /**
   * Whether a first line names the columns: no cell is empty or begins as a number does, so that a
   * first row which somebody mistyped is not passed over.
   */
  public static boolean areNames(String[] cells) {
    return Arrays.stream(cells)
        .noneMatch(cell -> BEGINS_AS_NUMBER.matcher(cell).lookingAt() || NO_NAME.contains(cell));
  }

  /** The decimal number that stands there; NaN where none does. */
  public static double number(String cell) {
    int last = cell.length() - 1;
    // Java's own endings and hexadecimals, 0.5f and 0x1p-1, are no numbers of a table.
    if (last < 0 || cell.charAt(last) > '9' || cell.indexOf('x') >= 0 || cell.indexOf('X') >= 0) {
      return Double.NaN;
    }
    try {
      return Double.parseDouble(cell);
    } catch (NumberFormatException notANumber) {
      return Double.NaN;
    }
  }

  /**
   * A cell for a message: at most so long, and in UTF-8 where that is what its bytes are, which
   * were read as Latin-1, as all numbers can be.
   */
  public static String shown(String cell) {
    String text = cell;
    if (cell.chars().allMatch(c -> c <= 0xFF)) {
      try {
        byte[] bytes = cell.getBytes(StandardCharsets.ISO_8859_1);
        text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      } catch (CharacterCodingException otherEncoding) {
        text = cell;
      }
    }
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }
}
