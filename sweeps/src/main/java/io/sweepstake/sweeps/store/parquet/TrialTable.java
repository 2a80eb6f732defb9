package io.sweepstake.sweeps.store.parquet;

import io.sweepstake.sweeps.space.Param;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.store.TrialJson;
import io.sweepstake.sweeps.study.Ask;
import io.sweepstake.sweeps.study.Decision;
import io.sweepstake.sweeps.study.Lineage;
import io.sweepstake.sweeps.study.Measurement;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Provenance;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Timing;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialColumn;
import io.sweepstake.sweeps.study.TrialState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Trials as rows of tables, whose columns are {@link TrialColumn}s, and back. */
final class TrialTable {
  private final StudySpec spec;

  /** Metrics and attributes that trials brought, beyond those the study declares. */
  private final SortedSet<String> metrics = new TreeSet<>();

  private final SortedSet<String> attributes = new TreeSet<>();

  // Columns that only studies with pruners need.
  private boolean lineages;
  private boolean held;
  private boolean decisions;

  // Equal values of many rows are kept once.
  private final Map<List<Object>, Provenance> provenances = new HashMap<>();
  private final Map<String, String> sources = new HashMap<>();
  private final Map<List<String>, Metrics> shapes = new HashMap<>();

  TrialTable(StudySpec spec) {
    this.spec = spec;
  }

  /** Makes sure that a trial's metrics and attributes have columns. */
  void learn(Trial row) {
    Trial trial = row.asTold();
    learn(trial.state().metrics());
    for (Measurement measurement : trial.curve()) {
      learn(measurement.metrics());
      decisions |= !measurement.decisions().isEmpty();
    }
    lineages |= trial.ask().origin().isPresent();
    held |= !trial.ask().held().isEmpty();
    attributes.addAll(trial.provenance().attributes().keySet());
  }

  private void learn(Metrics values) {
    for (Metric metric : values.asMap().keySet()) {
      if (!spec.metrics().contains(metric)) {
        metrics.add(metric.name());
      }
    }
  }

  List<String> metricNames() {
    List<String> all = new ArrayList<>();
    spec.metrics().forEach(metric -> all.add(metric.name()));
    all.addAll(metrics);
    return all;
  }

  List<TrialColumn<?>> trialColumns() {
    List<TrialColumn<?>> columns = new ArrayList<>(TrialColumn.FIRST);
    int goals = spec.objective().goals().size();
    for (int k = 0; goals > 1 && k < goals; k++) {
      columns.add(TrialColumn.goal(k));
    }
    columns.add(TrialColumn.CONSTRAINT_VIOLATION);
    spec.space().params().forEach(param -> columns.add(TrialColumn.param(param)));
    metricNames().forEach(name -> columns.add(TrialColumn.metric(Metric.of(name))));
    columns.addAll(TrialColumn.COURSE);
    if (lineages) {
      columns.addAll(TrialColumn.LINEAGE);
    }
    if (held) {
      columns.add(TrialColumn.HELD_PARAMS);
    }
    attributes.forEach(name -> columns.add(TrialColumn.attribute(name)));
    columns.add(TrialColumn.SCHEMA_VERSION);
    return columns;
  }

  /** The row of a finished trial. */
  Object[] row(List<TrialColumn<?>> columns, Trial trial) {
    return columns.stream().map(column -> column.stored(spec.objective(), trial)).toArray();
  }

  List<Column> measurementColumns() {
    List<Column> columns = new ArrayList<>();
    columns.add(new Column(TrialColumn.TRIAL, Column.Kind.INT));
    columns.add(Column.of(TrialColumn.ATTEMPT));
    columns.add(new Column(TrialColumn.STEP, Column.Kind.LONG));
    columns.add(new Column(TrialColumn.WALL_MS, Column.Kind.LONG));
    metricNames().forEach(name -> columns.add(new Column(name, Column.Kind.DOUBLE)));
    if (decisions) {
      columns.add(new Column(TrialColumn.DECISIONS, Column.Kind.TEXT));
    }
    return columns;
  }

  /** The rows of a trial's curve, in the order of {@link #measurementColumns}. */
  List<Object[]> measurementRows(Trial trial) {
    List<Object[]> rows = new ArrayList<>();
    for (Measurement measurement : trial.curve()) {
      List<Object> row = new ArrayList<>();
      row.add(trial.number());
      row.add(trial.attempt());
      row.add(measurement.step());
      row.add(measurement.wallMillis());
      for (String name : metricNames()) {
        OptionalDouble value = measurement.metrics().value(Metric.of(name));
        row.add(value.isPresent() ? (Object) value.getAsDouble() : null);
      }
      if (decisions) {
        row.add(
            measurement.decisions().isEmpty() ? null : TrialJson.write(measurement.decisions()));
      }
      rows.add(row.toArray());
    }
    return rows;
  }

  /**
   * The curves of a measurement file, by trial number.
   *
   * @throws IllegalArgumentException when a column is missing
   */
  Map<Integer, List<Measurement>> curves(ParquetFile file) {
    Cells cells = new Cells(file.columns());
    int trial = cells.index(TrialColumn.TRIAL);
    int step = cells.index(TrialColumn.STEP);
    int wall = cells.index(TrialColumn.WALL_MS);
    int judged = file.columns().indexOf(TrialColumn.DECISIONS);
    List<Integer> values = new ArrayList<>();
    for (int k = 0; k < file.columns().size(); k++) {
      String name = file.columns().get(k);
      if (k != trial
          && k != step
          && k != wall
          && k != judged
          && !name.equals(TrialColumn.ATTEMPT.name())) {
        values.add(k);
      }
    }
    values.sort(Comparator.comparing(file.columns()::get));
    Map<Integer, List<Measurement>> curves = new HashMap<>();
    for (Object[] row : file.rows()) {
      curves
          .computeIfAbsent((Integer) must(file, row, trial), number -> new ArrayList<>())
          .add(
              new Measurement(
                  (Long) must(file, row, step),
                  metrics(row, file.columns(), values),
                  (Long) must(file, row, wall),
                  decisions(judged < 0 ? null : (String) row[judged])));
    }
    return curves;
  }

  private static Object must(ParquetFile file, Object[] row, int column) {
    if (row[column] == null) {
      throw new IllegalArgumentException(
          file.columns().get(column) + ": must have a value, had none");
    }
    return row[column];
  }

  private List<Decision> decisions(String text) {
    if (text == null) {
      return List.of();
    }
    decisions = true;
    return TrialJson.readDecisions(text);
  }

  /** The metrics of a row, from columns that are sorted by name. */
  private Metrics metrics(Object[] row, List<String> columns, List<Integer> which) {
    List<String> present = new ArrayList<>(which.size());
    double[] values = new double[which.size()];
    for (int k : which) {
      if (row[k] instanceof Double value) {
        values[present.size()] = value;
        present.add(columns.get(k));
      }
    }
    // Rows with the same metrics share their names.
    Metrics shape =
        shapes.computeIfAbsent(
            present,
            names -> {
              Map<Metric, Double> zeros = new LinkedHashMap<>();
              names.forEach(name -> zeros.put(Metric.of(name), 0.0));
              return Metrics.of(zeros);
            });
    return shape.withValues(Arrays.copyOf(values, present.size()));
  }

  /**
   * The trials of a trial file, without curves; their places in the order of telling are as they
   * were written.
   *
   * @throws IllegalArgumentException when a column is missing or a value is not of the space
   */
  List<Trial> trials(ParquetFile file) {
    List<String> columns = file.columns();
    Cells cells = new Cells(columns);
    Cell<Integer> number = cells.of(TrialColumn.NUMBER);
    Cell<String> state = cells.of(TrialColumn.STATE);
    Cell<Long> seed = cells.of(TrialColumn.SEED);
    Cell<Integer> attempt = cells.of(TrialColumn.ATTEMPT);
    Cell<Instant> asked = cells.of(TrialColumn.ASKED);
    Cell<Instant> started = cells.of(TrialColumn.STARTED);
    Cell<Instant> finished = cells.of(TrialColumn.FINISHED);
    Cell<String> cause = cells.of(TrialColumn.FAILURE_CAUSE);
    Cell<String> message = cells.of(TrialColumn.FAILURE_MESSAGE);
    Cell<String> reason = cells.of(TrialColumn.PRUNED_REASON);
    Cell<Long> lastStep = cells.of(TrialColumn.LAST_STEP);
    Cell<Integer> askedAfter = cells.of(TrialColumn.ASKED_AFTER);
    Cell<Integer> tellIndex = cells.of(TrialColumn.TELL_INDEX);
    Cell<String> source = cells.of(TrialColumn.SAMPLER_SOURCE);
    Cell<Integer> parent = cells.ifAny(TrialColumn.PARENT_TRIAL);
    Cell<Long> parentStep = cells.ifAny(TrialColumn.PARENT_STEP);
    Cell<Integer> replaced = cells.ifAny(TrialColumn.REPLACED_TRIAL);
    Cell<String> heldParams = cells.ifAny(TrialColumn.HELD_PARAMS);
    lineages |= parent.exists();
    held |= heldParams.exists();
    int[] params =
        spec.space().params().stream()
            .mapToInt(p -> cells.index(TrialColumn.param(p).name()))
            .toArray();
    List<Integer> metricColumns = new ArrayList<>();
    List<Integer> attributeColumns = new ArrayList<>();
    for (int k = 0; k < columns.size(); k++) {
      if (columns.get(k).startsWith(TrialColumn.ATTRIBUTES)) {
        attributeColumns.add(k);
        attributes.add(columns.get(k).substring(TrialColumn.ATTRIBUTES.length()));
      } else if (!StudySpec.reserved(columns.get(k))) {
        metricColumns.add(k);
        if (!spec.metrics().contains(Metric.of(columns.get(k)))) {
          metrics.add(columns.get(k));
        }
      }
    }
    metricColumns.sort(Comparator.comparing(columns::get));
    List<Trial> trials = new ArrayList<>();
    for (Object[] row : file.rows()) {
      double[] numbers = new double[params.length];
      for (int k = 0; k < params.length; k++) {
        numbers[k] =
            row[params[k]] == null
                ? Double.NaN
                : number(spec.space().params().get(k), row[params[k]]);
      }
      Metrics values = metrics(row, columns, metricColumns);
      trials.add(
          new Trial(
              number.must(row),
              Point.ofNumbers(spec.space(), numbers),
              seed.must(row),
              attempt.must(row),
              new Ask(
                  askedAfter.must(row),
                  sources.computeIfAbsent(source.must(row), text -> text),
                  parent.in(row) == null
                      ? null
                      : new Lineage(parent.in(row), parentStep.in(row), replaced.in(row)),
                  held(heldParams.in(row))),
              tellIndex.must(row),
              List.of(),
              switch (state.must(row)) {
                case "COMPLETE" -> new TrialState.Completed(values);
                case "PRUNED" ->
                    new TrialState.Pruned(lastStep.must(row), values, reason.must(row));
                case "FAIL" ->
                    new TrialState.Failed(
                        TrialState.Cause.valueOf(cause.must(row)), message.in(row));
                default ->
                    throw new IllegalArgumentException(
                        "trial " + number.must(row) + ": unknown state " + state.must(row));
              },
              new Timing(asked.must(row), started.in(row), finished.in(row)),
              provenance(row, columns, attributeColumns),
              List.of()));
    }
    return trials;
  }

  private static <T> double number(Param<T> param, Object raw) {
    return param.number(param.parse(raw));
  }

  private static Set<String> held(String names) {
    return names == null || names.isEmpty() ? Set.of() : Set.of(names.split("\\+"));
  }

  private Provenance provenance(Object[] row, List<String> columns, List<Integer> which) {
    List<Object> cells = new ArrayList<>(2 * which.size());
    for (int k : which) {
      if (row[k] != null) {
        cells.add(columns.get(k));
        cells.add(row[k]);
      }
    }
    return provenances.computeIfAbsent(
        cells,
        names -> {
          TreeMap<String, String> found = new TreeMap<>();
          for (int k = 0; k < names.size(); k += 2) {
            String column = (String) names.get(k);
            found.put(column.substring(TrialColumn.ATTRIBUTES.length()), (String) names.get(k + 1));
          }
          return new Provenance(found);
        });
  }

  /** Where the columns of a file are. */
  private record Cells(List<String> columns) {
    <T> Cell<T> of(TrialColumn<T> column) {
      return new Cell<>(column, index(column.name()));
    }

    /** Of a column that not every study has. */
    <T> Cell<T> ifAny(TrialColumn<T> column) {
      return new Cell<>(column, columns.indexOf(column.name()));
    }

    int index(String column) {
      int index = columns.indexOf(column);
      if (index < 0) {
        throw new IllegalArgumentException("it has no column " + column);
      }
      return index;
    }
  }

  /** Where a column is in the rows of a file; below 0 if it has none. */
  private record Cell<T>(TrialColumn<T> column, int index) {
    boolean exists() {
      return index >= 0;
    }

    T in(Object[] row) {
      return index < 0 ? null : column.read(row[index]);
    }

    /** Of a column that has a value in every row. */
    T must(Object[] row) {
      T value = in(row);
      if (value == null) {
        throw new IllegalArgumentException(column.name() + ": must have a value, had none");
      }
      return value;
    }
  }
}
