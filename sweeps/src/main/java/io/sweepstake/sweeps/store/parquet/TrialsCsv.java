package io.sweepstake.sweeps.store.parquet;

import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Trial;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * The trial table as text, by number: the columns of Optuna's {@code trials_dataframe()}, the
 * metrics among them, then the rest.
 */
final class TrialsCsv {
  private static final String DURATION_FOLLOWS = "datetime_complete";

  private TrialsCsv() {}

  static String write(History history, TrialTable table) {
    List<Column> columns = table.trialColumns();
    StringBuilder text = new StringBuilder();
    for (int k = 0; k < columns.size(); k++) {
      text.append(k == 0 ? "" : ",").append(columns.get(k).name());
      if (columns.get(k).name().equals(DURATION_FOLLOWS)) {
        text.append(",duration");
      }
    }
    text.append('\n');
    for (Trial trial : history.trials()) {
      if (trial.finished()) {
        addLine(text, trial, table.row(trial), columns);
      }
    }
    return text.toString();
  }

  private static void addLine(StringBuilder text, Trial trial, Object[] row, List<Column> columns) {
    for (int k = 0; k < row.length; k++) {
      if (k > 0) {
        text.append(',');
      }
      if (row[k] != null) {
        addCell(text, row[k], columns.get(k));
      }
      if (columns.get(k).name().equals(DURATION_FOLLOWS)) {
        text.append(',');
        trial.timing().duration().ifPresent(duration -> addDuration(text, duration));
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
