package io.sweepstake.sweeps.store.parquet;

import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.IntParam;
import io.sweepstake.sweeps.space.Param;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.store.StudyJson;
import io.sweepstake.sweeps.study.Ask;
import io.sweepstake.sweeps.study.Decision;
import io.sweepstake.sweeps.study.Lineage;
import io.sweepstake.sweeps.study.Measurement;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.Provenance;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Timing;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
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

/**
 * Trials as rows of tables and back. Column names follow Optuna's {@code trials_dataframe()}, with
 * a column for every metric beside them.
 */
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
  void learn(Trial trial) {
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

  List<Column> trialColumns() {
    List<Column> columns = new ArrayList<>();
    columns.add(new Column("number", Column.Kind.INT));
    columns.add(new Column("state", Column.Kind.TEXT));
    columns.add(new Column("value", Column.Kind.DOUBLE));
    columns.add(new Column("objective", Column.Kind.DOUBLE));
    if (spec.objective().goals().size() > 1) {
      for (int k = 0; k < spec.objective().goals().size(); k++) {
        columns.add(new Column("values_" + k, Column.Kind.DOUBLE));
      }
    }
    columns.add(new Column("constraint_violation", Column.Kind.DOUBLE));
    for (Param<?> param : spec.space().params()) {
      Column.Kind kind =
          param instanceof FloatParam
              ? Column.Kind.DOUBLE
              : param instanceof IntParam ? Column.Kind.INT : Column.Kind.TEXT;
      columns.add(new Column("params_" + param.name(), kind));
    }
    metricNames().forEach(name -> columns.add(new Column(name, Column.Kind.DOUBLE)));
    columns.add(new Column("seed", Column.Kind.LONG));
    columns.add(new Column("attempt", Column.Kind.INT));
    columns.add(new Column("datetime_asked", Column.Kind.TIMESTAMP));
    columns.add(new Column("datetime_start", Column.Kind.TIMESTAMP));
    columns.add(new Column("datetime_complete", Column.Kind.TIMESTAMP));
    columns.add(new Column("duration_ms", Column.Kind.LONG));
    columns.add(new Column("queue_ms", Column.Kind.LONG));
    columns.add(new Column("failure_cause", Column.Kind.TEXT));
    columns.add(new Column("failure_message", Column.Kind.TEXT));
    columns.add(new Column("pruned_reason", Column.Kind.TEXT));
    columns.add(new Column("last_step", Column.Kind.LONG));
    columns.add(new Column("asked_after", Column.Kind.INT));
    columns.add(new Column("tell_index", Column.Kind.INT));
    columns.add(new Column("sampler_source", Column.Kind.TEXT));
    if (lineages) {
      columns.add(new Column("parent_trial", Column.Kind.INT));
      columns.add(new Column("parent_step", Column.Kind.LONG));
      columns.add(new Column("replaced_trial", Column.Kind.INT));
    }
    if (held) {
      columns.add(new Column("held_params", Column.Kind.TEXT));
    }
    attributes.forEach(name -> columns.add(new Column("user_attrs_" + name, Column.Kind.TEXT)));
    columns.add(new Column("schema_version", Column.Kind.INT));
    return columns;
  }

  /** The row of a finished trial, in the order of {@link #trialColumns}. */
  Object[] row(Trial trial) {
    Objective objective = spec.objective();
    Metrics metrics = trial.state().metrics();
    List<Object> row = new ArrayList<>();
    row.add(trial.number());
    row.add(trial.state().label());
    row.add(boxed(objective.value(metrics)));
    row.add(trial.state() instanceof TrialState.Completed ? boxed(objective.value(metrics)) : null);
    if (objective.goals().size() > 1) {
      objective.goals().forEach(goal -> row.add(boxed(goal.value(metrics))));
    }
    boolean judged = !objective.constraints().isEmpty() && !metrics.isEmpty();
    row.add(judged ? (Object) objective.violation(metrics) : null);
    for (Param<?> param : spec.space().params()) {
      row.add(trial.point().find(param.name()).orElse(null));
    }
    for (String name : metricNames()) {
      row.add(boxed(metrics.value(Metric.of(name))));
    }
    row.add(trial.seed());
    row.add(trial.attempt());
    Timing timing = trial.timing();
    row.add(micros(timing.asked()));
    row.add(micros(timing.started()));
    row.add(micros(timing.finished()));
    row.add(timing.duration().map(duration -> (Object) duration.toMillis()).orElse(null));
    row.add(
        timing.started() == null
            ? null
            : (Object) ChronoUnit.MILLIS.between(timing.asked(), timing.started()));
    row.add(trial.state() instanceof TrialState.Failed failed ? failed.cause().name() : null);
    row.add(trial.state() instanceof TrialState.Failed failed ? failed.message() : null);
    row.add(trial.state() instanceof TrialState.Pruned pruned ? pruned.reason() : null);
    row.add(lastStep(trial));
    row.add(trial.ask().toldBefore());
    row.add(trial.tellIndex());
    row.add(trial.ask().source());
    if (lineages) {
      Lineage lineage = trial.ask().lineage();
      row.add(lineage == null ? null : (Object) lineage.parent());
      row.add(lineage == null ? null : (Object) lineage.step());
      row.add(lineage == null ? null : (Object) lineage.replaced());
    }
    if (held) {
      row.add(String.join("+", new TreeSet<>(trial.ask().held())));
    }
    for (String name : attributes) {
      row.add(trial.provenance().attributes().get(name));
    }
    row.add(StudyJson.SCHEMA_VERSION);
    return row.toArray();
  }

  private static Object boxed(OptionalDouble value) {
    return value.isPresent() ? (Object) value.getAsDouble() : null;
  }

  private static Object lastStep(Trial trial) {
    if (trial.state() instanceof TrialState.Pruned pruned) {
      return pruned.step();
    }
    return trial.curve().isEmpty()
        ? null
        : (Object) trial.curve().get(trial.curve().size() - 1).step();
  }

  private static Object micros(Instant instant) {
    return instant == null ? null : (Object) ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  List<Column> measurementColumns() {
    List<Column> columns = new ArrayList<>();
    columns.add(new Column("trial", Column.Kind.INT));
    columns.add(new Column("attempt", Column.Kind.INT));
    columns.add(new Column("step", Column.Kind.LONG));
    columns.add(new Column("wall_ms", Column.Kind.LONG));
    metricNames().forEach(name -> columns.add(new Column(name, Column.Kind.DOUBLE)));
    if (decisions) {
      columns.add(new Column("decisions", Column.Kind.TEXT));
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
        row.add(boxed(measurement.metrics().value(Metric.of(name))));
      }
      if (decisions) {
        row.add(
            measurement.decisions().isEmpty() ? null : StudyJson.write(measurement.decisions()));
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
    int trial = cells.index("trial");
    int step = cells.index("step");
    int wall = cells.index("wall_ms");
    int judged = file.columns().indexOf("decisions");
    List<Integer> values = new ArrayList<>();
    for (int k = 0; k < file.columns().size(); k++) {
      String name = file.columns().get(k);
      if (k != trial && k != step && k != wall && k != judged && !name.equals("attempt")) {
        values.add(k);
      }
    }
    values.sort(Comparator.comparing(file.columns()::get));
    Map<Integer, List<Measurement>> curves = new HashMap<>();
    for (Object[] row : file.rows()) {
      curves
          .computeIfAbsent((Integer) row[trial], number -> new ArrayList<>())
          .add(
              new Measurement(
                  (Long) row[step],
                  metrics(row, file.columns(), values),
                  (Long) row[wall],
                  decisions(judged < 0 ? null : (String) row[judged])));
    }
    return curves;
  }

  private List<Decision> decisions(String text) {
    if (text == null) {
      return List.of();
    }
    decisions = true;
    return StudyJson.readDecisions(text);
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
    int number = cells.index("number");
    int state = cells.index("state");
    int seed = cells.index("seed");
    int attempt = cells.index("attempt");
    int asked = cells.index("datetime_asked");
    int started = cells.index("datetime_start");
    int finished = cells.index("datetime_complete");
    int cause = cells.index("failure_cause");
    int message = cells.index("failure_message");
    int reason = cells.index("pruned_reason");
    int lastStep = cells.index("last_step");
    int askedAfter = cells.index("asked_after");
    int tellIndex = cells.index("tell_index");
    int source = cells.index("sampler_source");
    int parent = columns.indexOf("parent_trial");
    int parentStep = columns.indexOf("parent_step");
    int replaced = columns.indexOf("replaced_trial");
    int heldParams = columns.indexOf("held_params");
    lineages |= parent >= 0;
    held |= heldParams >= 0;
    int[] params =
        spec.space().params().stream().mapToInt(p -> cells.index("params_" + p.name())).toArray();
    List<Integer> metricColumns = new ArrayList<>();
    List<Integer> attributeColumns = new ArrayList<>();
    for (int k = 0; k < columns.size(); k++) {
      if (columns.get(k).startsWith("user_attrs_")) {
        attributeColumns.add(k);
        attributes.add(columns.get(k).substring("user_attrs_".length()));
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
              (Integer) row[number],
              Point.ofNumbers(spec.space(), numbers),
              (Long) row[seed],
              (Integer) row[attempt],
              new Ask(
                  (Integer) row[askedAfter],
                  sources.computeIfAbsent((String) row[source], text -> text),
                  parent < 0 || row[parent] == null
                      ? null
                      : new Lineage(
                          (Integer) row[parent], (Long) row[parentStep], (Integer) row[replaced]),
                  held(heldParams < 0 ? null : row[heldParams])),
              (Integer) row[tellIndex],
              List.of(),
              switch ((String) row[state]) {
                case "COMPLETE" -> new TrialState.Completed(values);
                case "PRUNED" ->
                    new TrialState.Pruned((Long) row[lastStep], values, (String) row[reason]);
                case "FAIL" ->
                    new TrialState.Failed(
                        TrialState.Cause.valueOf((String) row[cause]), (String) row[message]);
                default ->
                    throw new IllegalArgumentException(
                        "trial " + row[number] + ": unknown state " + row[state]);
              },
              new Timing(instant(row[asked]), instant(row[started]), instant(row[finished])),
              provenance(row, columns, attributeColumns),
              List.of()));
    }
    return trials;
  }

  private static <T> double number(Param<T> param, Object raw) {
    return param.number(param.parse(raw));
  }

  private static Set<String> held(Object names) {
    return names == null || names.equals("") ? Set.of() : Set.of(((String) names).split("\\+"));
  }

  private static Instant instant(Object micros) {
    return micros == null ? null : Instant.EPOCH.plus((Long) micros, ChronoUnit.MICROS);
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
            found.put(column.substring("user_attrs_".length()), (String) names.get(k + 1));
          }
          return new Provenance(found);
        });
  }

  /** Where the columns of a file are. */
  private record Cells(List<String> columns) {
    int index(String column) {
      int index = columns.indexOf(column);
      if (index < 0) {
        throw new IllegalArgumentException("it has no column " + column);
      }
      return index;
    }
  }
}
