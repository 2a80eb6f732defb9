package io.sweepstake.sweeps.store.parquet;

import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Trial;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

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
    StringJoiner header = new StringJoiner(",");
    for (int k : order) {
      header.add(k == DURATION ? "duration" : columns.get(k).name());
    }
    text.append(header).append('\n');
    for (Trial trial : history.trials()) {
      if (trial.finished()) {
        text.append(line(trial, table.row(trial), columns, order)).append('\n');
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

  private static String line(Trial trial, Object[] row, List<Column> columns, int[] order) {
    StringJoiner line = new StringJoiner(",");
    for (int k : order) {
      line.add(
          k == DURATION
              ? trial.timing().duration().map(TrialsCsv::duration).orElse("")
              : cell(row[k], columns.get(k)));
    }
    return line.toString();
  }

  private static String cell(Object value, Column column) {
    if (value == null) {
      return "";
    }
    if (column.kind() == Column.Kind.TIMESTAMP) {
      return Instant.EPOCH.plus((Long) value, ChronoUnit.MICROS).toString();
    }
    String text = value.toString();
    return text.contains(",") || text.contains("\"") || text.contains("\n") || text.contains("\r")
        ? '"' + text.replace("\"", "\"\"") + '"'
        : text;
  }

  /** As pandas prints a time difference: {@code 0 days 00:01:02.345000}. */
  private static String duration(Duration duration) {
    return String.format(
        java.util.Locale.ROOT,
        "%d days %02d:%02d:%02d.%06d",
        duration.toDays(),
        duration.toHoursPart(),
        duration.toMinutesPart(),
        duration.toSecondsPart(),
        duration.toNanosPart() / 1000);
  }
}
