package io.sweepstake.jobs.run;

import io.sweepstake.jobs.export.ResultTable;
import io.sweepstake.sweeps.problem.Judge;
import io.sweepstake.sweeps.problem.MetricColumn;
import io.sweepstake.sweeps.problem.Reference;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.Trial;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the best trials left, judged, best first. */
public record Finalists(List<Finalist> finalists) {
  public Finalists {
    finalists = List.copyOf(finalists);
  }

  /** Judges what a trial left. */
  @FunctionalInterface
  public interface Judging {
    /** What is found; empty if the trial left nothing. */
    Optional<Finalist> of(Trial trial) throws IOException;
  }

  /**
   * The first of some trials judged and, while none of them has kept to the constraints, the next
   * ones that did in their own measurement.
   *
   * <p>The best of many trials are those that were measured too well: a harder look finds more
   * wrong with them.
   *
   * @param trials best first
   * @param count how many are judged in any case
   */
  public static Finalists judged(
      List<Trial> trials, int count, Objective objective, Judging judging) throws IOException {
    List<Finalist> judged = new ArrayList<>();
    boolean kept = false;
    for (Trial trial : trials) {
      boolean keeps = objective.violation(trial.state().metrics()) == 0;
      if (judged.size() >= count && (kept || !keeps)) {
        break;
      }
      Optional<Finalist> finalist = judging.of(trial);
      finalist.ifPresent(judged::add);
      kept |= finalist.filter(f -> objective.violation(f.metrics()) == 0).isPresent();
    }
    return ranked(judged, objective);
  }

  /** Finalists, ranked anew by the study's objective: the search had only weaker evidence. */
  public static Finalists ranked(List<Finalist> finalists, Objective objective) {
    List<Finalist> ranked = new ArrayList<>(finalists);
    ranked.sort(Comparator.comparing(Finalist::metrics, byMerit(objective)));
    return new Finalists(ranked);
  }

  /** What keeps to the constraints first, or breaks them least, and the better goal before. */
  static Comparator<Metrics> byMerit(Objective objective) {
    return Comparator.comparingDouble((Metrics metrics) -> objective.violation(metrics))
        .thenComparingDouble(
            metrics -> objective.goals().get(0).loss(objective.value(metrics).orElse(Double.NaN)));
  }

  /** What is no trial's. */
  public static Finalists of(String name, Judge judge, Metrics found) {
    return new Finalists(List.of(Finalist.of(name, judge, found)));
  }

  /**
   * The finalists beside what is known without learning.
   *
   * @param judge that judged them, and says what is shown
   * @param kind heading of the names
   */
  public ResultTable table(Judge judge, String kind, List<Reference> references) {
    return table(judge.shown(), kind, references);
  }

  /** The same with what fits on a line of a terminal. */
  public ResultTable brief(Judge judge, String kind, List<Reference> references) {
    return table(judge.brief(), kind, references);
  }

  private ResultTable table(List<Metric> metrics, String kind, List<Reference> references) {
    Stream<Metrics> all =
        Stream.concat(
            finalists.stream().map(Finalist::metrics), references.stream().map(Reference::metrics));
    Set<Metric> known = all.flatMap(m -> m.asMap().keySet().stream()).collect(Collectors.toSet());
    List<Metric> shown = metrics.stream().filter(known::contains).toList();
    List<String> columns = new ArrayList<>(List.of(kind));
    shown.forEach(metric -> columns.add(metric.name()));
    List<List<Object>> rows = new ArrayList<>();
    for (Finalist finalist : finalists) {
      rows.add(row(finalist.name(), finalist.metrics(), shown));
    }
    for (Reference reference : references) {
      rows.add(row(reference.name(), reference.metrics(), shown));
    }
    return new ResultTable(columns, rows);
  }

  private Map<String, Metrics> judged() {
    Map<String, Metrics> judged = new LinkedHashMap<>();
    finalists.forEach(finalist -> judged.put(finalist.name(), finalist.metrics()));
    return judged;
  }

  private static List<Object> row(String name, Metrics metrics, List<Metric> shown) {
    List<Object> row = new ArrayList<>(List.of(name));
    shown.forEach(metric -> row.add(cell(metrics, metric)));
    return row;
  }

  private static Object cell(Metrics metrics, Metric metric) {
    OptionalDouble value = metrics.value(metric);
    return value.isPresent() ? value.getAsDouble() : null;
  }

  /**
   * What the judge found as rows to keep: one per finalist, all of what has this fingerprint.
   *
   * @param fingerprint of what was judged
   */
  public ResultTable evaluations(Judge judge, String fingerprint) {
    List<String> columns = new ArrayList<>(List.of("trial", "retraining"));
    columns.addAll(judge.identity().keySet());
    judge.metrics().forEach(column -> columns.add(column.name()));
    columns.add(judge.fingerprintColumn());
    List<List<Object>> rows = new ArrayList<>();
    for (Finalist finalist : finalists) {
      List<Object> row = new ArrayList<>(List.of(finalist.trial(), finalist.retraining()));
      row.addAll(judge.identity().values());
      judge.metrics().forEach(column -> row.add(cell(finalist.found(), column.metric())));
      row.add(fingerprint);
      rows.add(row);
    }
    return new ResultTable(columns, rows);
  }

  /**
   * What a judge found, from the row that {@link #evaluations} made of it; what the row does not
   * have, nobody knows.
   *
   * @param row values by column
   */
  public static Metrics found(Judge judge, Map<String, Object> row) {
    Map<Metric, Double> found = new LinkedHashMap<>();
    for (MetricColumn column : judge.metrics()) {
      if (row.get(column.name()) instanceof Number number) {
        found.put(column.metric(), number.doubleValue());
      }
    }
    return Metrics.of(found);
  }

  /** One short line per thing that is too good to be true. */
  public List<String> alarms(Judge judge) {
    return judge.alarms(judged());
  }

  /** One short line per thing that people could do to learn more. */
  public List<String> hints(Judge judge) {
    return judge.hints(judged());
  }
}
