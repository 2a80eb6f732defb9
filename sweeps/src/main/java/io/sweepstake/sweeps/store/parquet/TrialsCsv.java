package io.sweepstake.sweeps.store.parquet;

import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Trial;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.StringJoiner;

/**
 * The trial table as text, by number: the columns of Optuna's {@code trials_dataframe()}, the
 * metrics among them, then the rest.
 */
final class TrialsCsv {
  private TrialsCsv() {}

  static String write(History history, TrialTable table) {
    List<Column> columns = table.trialColumns();
    StringBuilder text = new StringBuilder();
    StringJoiner header = new StringJoiner(",");
    for (Column column : columns) {
      header.add(column.name());
      if (column.name().equals("datetime_complete")) {
        header.add("duration");
      }
    }
    text.append(header).append('\n');
    for (Trial trial : history.trials()) {
      if (trial.finished()) {
        text.append(line(trial, table.row(trial), columns)).append('\n');
      }
    }
    return text.toString();
  }

  private static String line(Trial trial, Object[] row, List<Column> columns) {
    StringJoiner line = new StringJoiner(",");
    for (int k = 0; k < row.length; k++) {
      line.add(cell(row[k], columns.get(k)));
      if (columns.get(k).name().equals("datetime_complete")) {
        line.add(trial.timing().duration().map(TrialsCsv::duration).orElse(""));
      }
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
