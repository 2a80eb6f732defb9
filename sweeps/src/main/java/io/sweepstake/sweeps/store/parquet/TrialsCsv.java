package io.sweepstake.sweeps.store.parquet;

import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialColumn;
import io.sweepstake.sweeps.transfer.CsvText;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The trial table as text, by number. First the columns of Optuna's {@code trials_dataframe()} in
 * its order: number, value (or one per goal), when it ran and for how long, parameters and
 * attributes by name, state. Then the metrics and all else that the table has.
 */
final class TrialsCsv {
  /** Stands for the duration, which the table has only in milliseconds. */
  private static final TrialColumn<String> DURATION =
      new TrialColumn<>(
          TrialColumn.DURATION,
          String.class,
          (objective, trial) -> trial.timing().duration().map(TrialsCsv::shown).orElse(null));

  private TrialsCsv() {}

  static String write(History history, TrialTable table) {
    Objective objective = history.spec().objective();
    List<TrialColumn<?>> columns = inOrder(table.trialColumns(), objective.goals().size() > 1);
    StringBuilder text = new StringBuilder();
    text.append(columns.stream().map(TrialColumn::name).collect(Collectors.joining(",")));
    text.append('\n');
    for (Trial trial : history.trials()) {
      if (trial.finished() && !trial.removed()) {
        addLine(text, trial, objective, columns);
      }
    }
    return text.toString();
  }

  private static List<TrialColumn<?>> inOrder(List<TrialColumn<?>> table, boolean severalGoals) {
    Set<TrialColumn<?>> order = new LinkedHashSet<>();
    order.add(TrialColumn.NUMBER);
    if (severalGoals) {
      addAll(order, table, TrialColumn.GOALS);
    } else {
      order.add(TrialColumn.VALUE);
    }
    order.add(TrialColumn.STARTED);
    order.add(TrialColumn.FINISHED);
    order.add(DURATION);
    addAll(order, table, TrialColumn.PARAMS);
    addAll(order, table, TrialColumn.ATTRIBUTES);
    order.add(TrialColumn.STATE);
    order.addAll(table);
    if (severalGoals) {
      order.remove(TrialColumn.VALUE);
    }
    return List.copyOf(order);
  }

  /** Those that begin with a prefix, by name. */
  private static void addAll(Set<TrialColumn<?>> order, List<TrialColumn<?>> table, String prefix) {
    table.stream()
        .filter(column -> column.name().startsWith(prefix))
        .sorted(Comparator.comparing(TrialColumn::name))
        .forEach(order::add);
  }

  private static void addLine(
      StringBuilder text, Trial trial, Objective objective, List<TrialColumn<?>> columns) {
    int begin = text.length();
    for (TrialColumn<?> column : columns) {
      if (text.length() > begin) {
        text.append(',');
      }
      text.append(CsvText.cell(column.cell().apply(objective, trial)));
    }
    text.append('\n');
  }

  /** As pandas prints a time difference: {@code 0 days 00:01:02.345000}. */
  private static String shown(Duration duration) {
    StringBuilder text = new StringBuilder();
    text.append(duration.toDays()).append(" days ");
    addPadded(text, duration.toHoursPart(), 2);
    addPadded(text.append(':'), duration.toMinutesPart(), 2);
    addPadded(text.append(':'), duration.toSecondsPart(), 2);
    addPadded(text.append('.'), duration.toNanosPart() / 1000, 6);
    return text.toString();
  }

  /** With zeros before it; {@code String.format} would take most of the time of a line. */
  private static void addPadded(StringBuilder text, int number, int digits) {
    String shown = Integer.toString(number);
    text.append("0".repeat(Math.max(0, digits - shown.length()))).append(shown);
  }
}
