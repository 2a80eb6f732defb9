package io.sweepstake.jobs.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sweepstake.sweeps.store.parquet.StudyFolder;
import io.sweepstake.sweeps.transfer.CsvText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Rows of results under named columns, to be written in one {@link Format}.
 *
 * <p>Cells are numbers, booleans, text, lists and maps of these, or null for what is missing.
 *
 * @param columns the columns' names
 * @param rows one list of cells per row, as long as {@code columns}
 */
public record ResultTable(List<String> columns, List<List<Object>> rows) {
  /** What people are spared: remainders of sums that are 0. */
  private static final double ROUNDING = 1e-12;

  private static final Pattern LONG_NUMBER = Pattern.compile("-?\\d+\\.\\d{5,}(E-?\\d+)?");

  private static final ObjectMapper JSON = new ObjectMapper();

  public ResultTable {
    columns = List.copyOf(columns);
    List<List<Object>> copies = new ArrayList<>();
    for (List<Object> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(
            "result table: a row wants " + columns.size() + " cells, was " + row);
      }
      copies.add(Collections.unmodifiableList(new ArrayList<>(row)));
    }
    rows = List.copyOf(copies);
  }

  /**
   * Adds the rows to the table of this name in a folder. Cells are as {@link StudyFolder#append}
   * wants them.
   */
  public void appendTo(StudyFolder folder, String table) throws IOException {
    folder.append(table, columns, rows);
  }

  /** Columns as rows: easier to read where rows are few and columns many. */
  public ResultTable transposed() {
    List<String> headings = new ArrayList<>(List.of(columns.get(0)));
    rows.forEach(row -> headings.add(shortened(row.get(0))));
    List<List<Object>> turned = new ArrayList<>();
    for (int k = 1; k < columns.size(); k++) {
      List<Object> cells = new ArrayList<>(List.of(columns.get(k)));
      for (List<Object> row : rows) {
        cells.add(row.get(k));
      }
      turned.add(cells);
    }
    return new ResultTable(headings, turned);
  }

  /** The same with those of these columns that it has first, in this order. */
  public ResultTable led(List<String> first) {
    Set<String> order = new LinkedHashSet<>(first);
    order.retainAll(columns);
    order.addAll(columns);
    List<Integer> places = order.stream().map(columns::indexOf).toList();
    return new ResultTable(List.copyOf(order), rows.stream().map(row -> in(places, row)).toList());
  }

  private static List<Object> in(List<Integer> places, List<Object> row) {
    List<Object> cells = new ArrayList<>(); // some are null
    places.forEach(place -> cells.add(row.get(place)));
    return cells;
  }

  /**
   * As many of the first columns as fit, as {@link Format#TABLE} writes them; two at least.
   *
   * @param width of a line, in characters
   */
  public ResultTable within(int width) {
    int fit = Math.min(2, columns.size());
    int[] widths = widths();
    int used = -2;
    for (int k = 0; k < widths.length; k++) {
      used += 2 + widths[k];
      if (used <= width) {
        fit = Math.max(fit, k + 1);
      }
    }
    int last = fit;
    return new ResultTable(
        columns.subList(0, last), rows.stream().map(row -> row.subList(0, last)).toList());
  }

  /** How wide each column is where they are aligned. */
  private int[] widths() {
    int[] widths = new int[columns.size()];
    for (int k = 0; k < columns.size(); k++) {
      widths[k] = columns.get(k).length();
      for (List<Object> row : rows) {
        widths[k] = Math.max(widths[k], shortened(row.get(k)).length());
      }
    }
    return widths;
  }

  /** Writes all rows; every line, the last too, ends in a newline. */
  public String format(Format format) {
    Objects.requireNonNull(format, "format");
    if (format == Format.CSV) {
      return csv();
    }
    return format == Format.JSON ? json() : aligned();
  }

  private String csv() {
    StringBuilder text = new StringBuilder();
    appendCsv(text, columns);
    for (List<Object> row : rows) {
      appendCsv(text, row);
    }
    return text.toString();
  }

  private static void appendCsv(StringBuilder text, List<?> cells) {
    for (int k = 0; k < cells.size(); k++) {
      text.append(k == 0 ? "" : ",").append(CsvText.cell(cells.get(k)));
    }
    text.append('\n');
  }

  private String json() {
    Set<String> once = new HashSet<>();
    for (String column : columns) {
      if (!once.add(column)) {
        throw new IllegalArgumentException(
            "json: columns must have different names, two are " + column + "; name one anew by AS");
      }
    }
    List<String> objects = new ArrayList<>();
    try {
      for (List<Object> row : rows) {
        List<String> members = new ArrayList<>();
        for (int k = 0; k < columns.size(); k++) {
          members.add(JSON.writeValueAsString(columns.get(k)) + ": " + jsonValue(row.get(k)));
        }
        objects.add("  {" + String.join(", ", members) + "}");
      }
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("result table: a cell cannot be written as JSON", e);
    }
    return objects.isEmpty() ? "[]\n" : "[\n" + String.join(",\n", objects) + "\n]\n";
  }

  private static String jsonValue(Object cell) throws JsonProcessingException {
    if (cell instanceof Double || cell instanceof Float) {
      double number = ((Number) cell).doubleValue();
      if (Double.isNaN(number)) {
        return "null";
      }
      if (Double.isInfinite(number)) {
        return number > 0 ? "1e999" : "-1e999";
      }
    }
    if (cell == null || cell instanceof Number || cell instanceof Boolean) {
      return JSON.writeValueAsString(cell);
    }
    List<String> inside = new ArrayList<>();
    if (cell instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        inside.add(
            JSON.writeValueAsString(String.valueOf(entry.getKey()))
                + ": "
                + jsonValue(entry.getValue()));
      }
      return "{" + String.join(", ", inside) + "}";
    }
    if (cell instanceof Collection<?> cells) {
      for (Object each : cells) {
        inside.add(jsonValue(each));
      }
      return "[" + String.join(", ", inside) + "]";
    }
    return JSON.writeValueAsString(cell.toString());
  }

  private String aligned() {
    int[] widths = widths();
    boolean[] numeric = new boolean[columns.size()];
    for (int k = 0; k < columns.size(); k++) {
      numeric[k] = !rows.isEmpty();
      for (List<Object> row : rows) {
        numeric[k] &= row.get(k) == null || row.get(k) instanceof Number;
      }
    }
    StringBuilder text = new StringBuilder();
    appendAligned(text, columns, widths, numeric);
    List<String> rules = new ArrayList<>();
    for (int width : widths) {
      rules.add("-".repeat(width));
    }
    appendAligned(text, rules, widths, numeric);
    for (List<Object> row : rows) {
      appendAligned(text, row, widths, numeric);
    }
    return text.toString();
  }

  private static void appendAligned(
      StringBuilder text, List<?> cells, int[] widths, boolean[] numeric) {
    StringBuilder line = new StringBuilder();
    for (int k = 0; k < cells.size(); k++) {
      String cell = shortened(cells.get(k));
      String padding = " ".repeat(widths[k] - cell.length());
      line.append(k == 0 ? "" : "  ").append(numeric[k] ? padding + cell : cell + padding);
    }
    text.append(line.toString().stripTrailing()).append('\n');
  }

  /** A text whose numbers are as those of cells, such as {@code in [0.009, 0.0013781]}. */
  public static String shortenedNumbers(String text) {
    return LONG_NUMBER
        .matcher(text)
        .replaceAll(number -> shortened(Double.parseDouble(number.group())));
  }

  /** Numbers at six significant digits, the rest as it is; a missing value is a dash. */
  public static String shortened(Object cell) {
    if (cell == null) {
      return "-";
    }
    if (!(cell instanceof Double) && !(cell instanceof Float)) {
      return cell.toString().replaceAll("[\\r\\n\\t]+", " ");
    }
    double number = ((Number) cell).doubleValue();
    if (!Double.isFinite(number) || (number == Math.rint(number) && Math.abs(number) < 1e9)) {
      return Double.isFinite(number) ? String.valueOf((long) number) : String.valueOf(number);
    }
    double size = Math.abs(number);
    if (size < ROUNDING) {
      return "0";
    }
    if (size < 1e-4 || size >= 1e9) {
      return String.format(Locale.ROOT, "%.3e", number);
    }
    int decimals = Math.max(0, 5 - (int) Math.floor(Math.log10(size)));
    String digits = String.format(Locale.ROOT, "%." + Math.min(decimals, 8) + "f", number);
    return digits.indexOf('.') < 0 ? digits : digits.replaceAll("0+$", "").replaceAll("\\.$", "");
  }
}
