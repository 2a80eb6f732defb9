package io.sweepstake.jobs.run;

import io.sweepstake.jobs.export.ResultTable;
import io.sweepstake.sweeps.problem.Judge;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Objective;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

/**
 * What points came to that were run again with fresh seeds, as it was judged: of each metric the
 * mean over the seeds and their standard deviation, with n − 1 in the denominator. What the trial
 * itself came to has no part in it: it was chosen for being good.
 */
final class SeedSpread {
  /** The study's table of it. */
  static final String TABLE = "retrainings";

  private final Judge judge;
  private final Map<Integer, List<Metrics>> found = new TreeMap<>();

  /**
   * Gathers what a judge found.
   *
   * @param evaluations the study's rows of what was judged, by any judge
   * @param seeds how many of the fresh seeds count, at least 1
   */
  SeedSpread(Judge judge, List<Map<String, Object>> evaluations, int seeds) {
    this.judge = judge;
    Set<Object> once = new LinkedHashSet<>();
    for (Map<String, Object> row : evaluations) {
      boolean own = row.entrySet().containsAll(judge.identity().entrySet());
      int seed = row.get("retraining") instanceof Integer number ? number : 0;
      if (own && seed >= 1 && seed <= seeds && once.add(List.of(row.get("trial"), seed))) {
        found
            .computeIfAbsent((Integer) row.get("trial"), trial -> new ArrayList<>())
            .add(judge.derived(Finalists.found(judge, row)));
      }
    }
  }

  /** A row for each point, with how it was judged and all metrics. */
  ResultTable whole() {
    Set<Metric> metrics = new LinkedHashSet<>();
    found.values().forEach(runs -> runs.forEach(run -> metrics.addAll(run.asMap().keySet())));
    return table(judge.identity(), metrics);
  }

  /** A row for each point, with what the objective needs. */
  ResultTable brief(Objective objective) {
    Set<Metric> metrics = new LinkedHashSet<>(objective.metrics());
    metrics.removeIf(
        metric -> found.values().stream().anyMatch(runs -> of(metric, runs).isEmpty()));
    return table(Map.of(), metrics);
  }

  private ResultTable table(Map<String, ?> identity, Set<Metric> metrics) {
    List<String> columns = new ArrayList<>(List.of("trial", "seeds"));
    columns.addAll(identity.keySet());
    metrics.forEach(metric -> columns.addAll(List.of(metric.name(), metric.name() + "_sd")));
    List<List<Object>> rows = new ArrayList<>();
    found.forEach(
        (trial, runs) -> {
          List<Object> row = new ArrayList<>(List.of(trial, runs.size()));
          row.addAll(identity.values());
          for (Metric metric : metrics) {
            List<Double> values = of(metric, runs);
            row.add(values.isEmpty() ? null : (Object) mean(values));
            row.add(values.size() < 2 ? null : (Object) deviation(values));
          }
          rows.add(row);
        });
    return new ResultTable(columns, rows);
  }

  private static List<Double> of(Metric metric, List<Metrics> runs) {
    return runs.stream()
        .map(run -> run.value(metric))
        .filter(OptionalDouble::isPresent)
        .map(OptionalDouble::getAsDouble)
        .toList();
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).sum() / values.size();
  }

  private static double deviation(List<Double> values) {
    double mean = mean(values);
    double squares = values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
    return Math.sqrt(squares / (values.size() - 1));
  }

  /** The rows of a table that another, read from a study, does not have. */
  static ResultTable fresh(ResultTable table, List<Map<String, Object>> there) {
    List<List<Object>> rows = new ArrayList<>();
    for (List<Object> row : table.rows()) {
      Map<String, Object> cells = new LinkedHashMap<>();
      for (int k = 0; k < row.size(); k++) {
        if (row.get(k) != null) {
          cells.put(table.columns().get(k), row.get(k));
        }
      }
      if (there.stream().noneMatch(known -> known.entrySet().containsAll(cells.entrySet()))) {
        rows.add(row);
      }
    }
    return new ResultTable(table.columns(), rows);
  }
}
