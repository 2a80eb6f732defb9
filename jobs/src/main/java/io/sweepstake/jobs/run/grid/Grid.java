package io.sweepstake.jobs.run.grid;

import io.sweepstake.jobs.config.SweepConfig;
import io.sweepstake.jobs.export.ResultTable;
import io.sweepstake.jobs.run.Prior;
import io.sweepstake.jobs.run.RunListener;
import io.sweepstake.jobs.run.RunOrder;
import io.sweepstake.jobs.run.StudyDefinition;
import io.sweepstake.jobs.run.StudyReport;
import io.sweepstake.jobs.run.StudyRun;
import io.sweepstake.jobs.spark.SparkWorkers;
import io.sweepstake.sweeps.problem.Judge;
import io.sweepstake.sweeps.problem.Reference;
import io.sweepstake.sweeps.problem.Words;
import io.sweepstake.sweeps.run.Budget;
import io.sweepstake.sweeps.run.SlotShare;
import io.sweepstake.sweeps.store.parquet.ParquetTrialStore;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Metric;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Several studies swept at the same time by one Spark application, each on a thread of the driver.
 *
 * <p>A study that fails is a row of the summary; the others go on.
 */
public final class Grid {
  private static final String DONE = "done";

  private final String field;
  private final List<Cell> cells;
  private final GridListener listener;
  private final Map<String, StudyReport> reports = new ConcurrentHashMap<>();
  private final Map<String, Throwable> failures = new ConcurrentHashMap<>();
  private final Collection<ParquetTrialStore> open = new ConcurrentLinkedQueue<>();

  /**
   * One study.
   *
   * @param name as people asked for it
   */
  public record Cell(String name, StudyDefinition definition, SweepConfig config) {}

  /**
   * A grid.
   *
   * @param field what the studies differ in
   * @param cells at least one, of different names
   */
  public Grid(String field, List<Cell> cells, GridListener listener) {
    this.field = field;
    this.cells = List.copyOf(cells);
    this.listener = listener;
  }

  /**
   * Runs all of them to their end.
   *
   * @param slots how many trials, or packs of them, run at a time, of all studies together
   * @return whether every one came to it
   */
  public boolean run(SparkWorkers workers, int slots) throws InterruptedException {
    SlotShare share = new SlotShare(slots);
    List<Thread> threads = new ArrayList<>();
    for (Cell cell : cells) {
      Thread thread = new Thread(() -> run(cell, workers, share), "study " + cell.name());
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return failures.isEmpty();
  }

  private void run(Cell cell, SparkWorkers workers, SlotShare share) {
    workers.usePool(cell.definition().spec().name());
    RunListener told = listener.study(cell.name(), cell.definition().spec().objective());
    try {
      Path directory = new Path(cell.config().study());
      String page;
      StudyDefinition definition = cell.definition().goingOn(cell.config(), new Configuration());
      try (ParquetTrialStore store =
          definition.openOrCreate(directory, new Configuration(), told::notices)) {
        open.add(store);
        page = run(cell, definition, store, told, workers, share);
      }
      listener.done(cell.name(), reports.get(cell.name()), page);
    } catch (Throwable failed) { // Spark's are checked, and Scala does not declare them
      failures.put(cell.name(), failed);
      listener.failed(cell.name(), failed);
    }
  }

  private String run(
      Cell cell,
      StudyDefinition definition,
      ParquetTrialStore store,
      RunListener told,
      SparkWorkers workers,
      SlotShare share)
      throws IOException, InterruptedException {
    SweepConfig config = cell.config();
    RunOrder order =
        new RunOrder(
            Budget.total(config.trials().getAsInt()),
            config.parallelism(),
            config.packSize(),
            config.synchronous(),
            config.finalists(),
            config.retrain(),
            !config.withoutDefault(),
            config.limits(),
            Optional.empty(),
            Prior.all(config.priors(), definition.spec().space()),
            Map.of());
    StudyRun run = new StudyRun(definition, store, config.study(), told);
    var unused = run.prepare(order);
    if (run.anythingToDo(order)) {
      run.search(order, workers, run.places(order, workers), share::member);
    }
    reports.put(cell.name(), run.report(order, workers));
    return run.page();
  }

  /** Lets go of all studies, in the middle of whatever they do. */
  public void abandon() {
    open.forEach(ParquetTrialStore::close);
  }

  /**
   * One row per study: what it has come to, beside what is known of its problem.
   *
   * @param reason words for what a study failed of
   */
  public ResultTable summary(Function<Throwable, String> reason) {
    Words words = cells.get(0).definition().problem().words();
    Set<String> columns = new LinkedHashSet<>(List.of(field));
    cells.forEach(cell -> columns.addAll(cell.definition().problem().summary().keySet()));
    columns.addAll(List.of("trials", "failed", "best_trial"));
    for (Cell cell : cells) {
      cell.definition()
          .problem()
          .judge(0)
          .ifPresent(judge -> judge.headline().forEach(metric -> columns.add(metric.name())));
    }
    columns.addAll(List.of(words.bestReference(), words.bound(), "ending", "study"));
    List<List<Object>> rows = new ArrayList<>();
    for (Cell cell : cells) {
      Map<String, Object> row = new LinkedHashMap<>();
      columns.forEach(column -> row.put(column, null));
      row.put(field, cell.name());
      row.putAll(cell.definition().problem().summary());
      Throwable failure = failures.get(cell.name());
      row.put("ending", failure == null ? DONE : reason.apply(failure));
      row.put("study", cell.config().study());
      Optional.ofNullable(reports.get(cell.name())).ifPresent(report -> fill(row, report));
      rows.add(new ArrayList<>(row.values()));
    }
    return new ResultTable(List.copyOf(columns), rows);
  }

  private static void fill(Map<String, Object> row, StudyReport report) {
    History history = report.history();
    row.put("trials", history.told());
    row.put("failed", history.failedCount());
    Goal goal = history.spec().objective().goals().get(0);
    best(report.references(), goal, false)
        .ifPresent(value -> row.put(report.words().bestReference(), value));
    best(report.references(), goal, true)
        .ifPresent(value -> row.put(report.words().bound(), value));
    if (report.verdict().isPresent()) {
      row.put("best_trial", report.verdict().get().trial());
      for (Metric metric : report.judge().map(Judge::headline).orElse(List.of())) {
        report
            .verdict()
            .get()
            .metrics()
            .value(metric)
            .ifPresent(value -> row.put(metric.name(), value));
      }
    }
  }

  /** The best that is known without learning, by the first metric of a goal. */
  private static Optional<Double> best(List<Reference> references, Goal goal, boolean bound) {
    Metric metric = goal.weights().keySet().iterator().next();
    boolean large = goal.direction() == Goal.Direction.MAXIMIZE;
    return references.stream()
        .filter(reference -> reference.bound() == bound)
        .map(reference -> reference.metrics().value(metric))
        .filter(OptionalDouble::isPresent)
        .map(OptionalDouble::getAsDouble)
        .reduce((a, b) -> large == a > b ? a : b);
  }

  /** What is too good to be true, with the study's name in front. */
  public List<String> alarms() {
    return cells.stream()
        .filter(cell -> reports.containsKey(cell.name()))
        .flatMap(
            cell ->
                reports.get(cell.name()).alarms().stream().map(alarm -> cell.name() + ": " + alarm))
        .toList();
  }
}
