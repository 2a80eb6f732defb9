package io.sweepstake.sweeps.transfer;

import java.util.ArrayList;
import java.util.List;

/**
 * Text in comma-separated cells (RFC 4180). An empty text is {@code ""}, and a cell without
 * anything says that there is no value: readers that know no difference lose nothing by it.
 */
public final class CsvText {
  private CsvText() {}

  /**
   * A cell.
   *
   * @param value null for nothing
   */
  public static String cell(Object value) {
    if (value == null) {
      return "";
    }
    String text = value.toString();
    boolean quoted =
        text.isEmpty()
            || text.indexOf(',') >= 0
            || text.indexOf('"') >= 0
            || text.indexOf('\n') >= 0
            || text.indexOf('\r') >= 0;
    return quoted ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }

  /**
   * The cells of a text by lines, without empty lines; null for a cell without anything.
   *
   * @param origin what the text came from, for messages
   * @throws IllegalArgumentException when it ends in a quoted cell
   */
  public static List<List<String>> lines(String text, String origin) {
    List<List<String>> lines = new ArrayList<>();
    Line line = new Line();
    boolean quoted = false;
    String all = text.startsWith("\uFEFF") ? text.substring(1) : text;
    for (int k = 0; k < all.length(); k++) {
      char c = all.charAt(k);
      if (quoted) {
        if (c != '"') {
          line.add(c);
        } else if (k + 1 < all.length() && all.charAt(k + 1) == '"') {
          line.add('"');
          k++;
        } else {
          quoted = false;
        }
      } else if (c == '"') {
        quoted = true;
        line.quoted = true;
      } else if (c == ',') {
        line.endCell();
      } else if (c == '\n' || c == '\r') {
        // The line between the two of a pair is empty.
        line = line.endedIn(lines);
      } else {
        line.add(c);
      }
    }
    if (quoted) {
      throw new IllegalArgumentException(origin + ": a quoted cell must end, the file ended in it");
    }
    line.endedIn(lines);
    return lines;
  }

  /** A line that is being read. */
  private static final class Line {
    private final List<String> cells = new ArrayList<>();
    private final StringBuilder cell = new StringBuilder();
    private boolean quoted;

    void add(char c) {
      cell.append(c);
    }

    void endCell() {
      cells.add(cell.isEmpty() && !quoted ? null : cell.toString());
      cell.setLength(0);
      quoted = false;
    }

    /** Adds this line to those before, unless it is empty; the next line. */
    Line endedIn(List<List<String>> lines) {
      if (!cells.isEmpty() || !cell.isEmpty() || quoted) {
        endCell();
        lines.add(cells);
      }
      return new Line();
    }
  }
}
