package io.sweepstake.sweeps.store.parquet;

import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Trial;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * The trial table as text, by number. First the columns of Optuna's {@code trials_dataframe()} in
 * its order: number, value (or one per goal), when it ran and for how long, parameters and
 * attributes by name, state. Then the metrics and all else that the table has.
 */
final class TrialsCsv {
  /** Stands for the duration, which the table has only in milliseconds. */
  private static final int DURATION = -1;

  private TrialsCsv() {}

  static String write(History history, TrialTable table) {
    List<Column> columns = table.trialColumns();
    int[] order = order(columns, history.spec().objective().goals().size() > 1);
    StringBuilder text = new StringBuilder();
    for (int k : order) {
      text.append(text.isEmpty() ? "" : ",");
      text.append(k == DURATION ? "duration" : columns.get(k).name());
    }
    text.append('\n');
    for (Trial trial : history.trials()) {
      if (trial.finished()) {
        addLine(text, trial, table.row(trial), columns, order);
      }
    }
    return text.toString();
  }

  /** Positions of the table's columns in the order of the file. */
  private static int[] order(List<Column> columns, boolean severalGoals) {
    List<String> names = columns.stream().map(Column::name).toList();
    List<Integer> order = new ArrayList<>();
    order.add(names.indexOf("number"));
    if (severalGoals) {
      addAll(order, names, "values_");
    } else {
      order.add(names.indexOf("value"));
    }
    order.add(names.indexOf("datetime_start"));
    order.add(names.indexOf("datetime_complete"));
    order.add(DURATION);
    addAll(order, names, "params_");
    addAll(order, names, "user_attrs_");
    order.add(names.indexOf("state"));
    for (int k = 0; k < columns.size(); k++) {
      boolean left = !order.contains(k) && !(severalGoals && names.get(k).equals("value"));
      if (left) {
        order.add(k);
      }
    }
    return order.stream().mapToInt(k -> k).toArray();
  }

  /** Those that begin with a prefix, by name. */
  private static void addAll(List<Integer> order, List<String> names, String prefix) {
    names.stream()
        .filter(name -> name.startsWith(prefix))
        .sorted()
        .forEach(name -> order.add(names.indexOf(name)));
  }

  private static void addLine(
      StringBuilder text, Trial trial, Object[] row, List<Column> columns, int[] order) {
    int begin = text.length();
    for (int k : order) {
      if (text.length() > begin) {
        text.append(',');
      }
      if (k == DURATION) {
        trial.timing().duration().ifPresent(duration -> addDuration(text, duration));
      } else if (row[k] != null) {
        addCell(text, row[k], columns.get(k));
      }
    }
    text.append('\n');
  }

  private static void addCell(StringBuilder text, Object value, Column column) {
    if (column.kind() == Column.Kind.TIMESTAMP) {
      text.append(Instant.EPOCH.plus((Long) value, ChronoUnit.MICROS));
    } else if (value instanceof String cell && needsQuotes(cell)) {
      text.append('"').append(cell.replace("\"", "\"\"")).append('"');
    } else {
      text.append(value);
    }
  }

  private static boolean needsQuotes(String cell) {
    return cell.indexOf(',') >= 0
        || cell.indexOf('"') >= 0
        || cell.indexOf('\n') >= 0
        || cell.indexOf('\r') >= 0;
  }

  /** As pandas prints a time difference: {@code 0 days 00:01:02.345000}. */
  private static void addDuration(StringBuilder text, Duration duration) {
    text.append(duration.toDays()).append(" days ");
    addPadded(text, duration.toHoursPart(), 2);
    addPadded(text.append(':'), duration.toMinutesPart(), 2);
    addPadded(text.append(':'), duration.toSecondsPart(), 2);
    addPadded(text.append('.'), duration.toNanosPart() / 1000, 6);
  }

  /** With zeros before it; {@code String.format} would take most of the time of a line. */
  private static void addPadded(StringBuilder text, int number, int digits) {
    String shown = Integer.toString(number);
    text.append("0".repeat(Math.max(0, digits - shown.length()))).append(shown);
  }
}
