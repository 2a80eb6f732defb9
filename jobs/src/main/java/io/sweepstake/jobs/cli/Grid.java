package io.sweepstake.jobs.cli;

import io.sweepstake.core.economics.Evaluation;
import io.sweepstake.jobs.config.AuctionStudy;
import io.sweepstake.jobs.config.SweepConfig;
import io.sweepstake.jobs.export.ResultTable;
import io.sweepstake.jobs.report.Finalist;
import io.sweepstake.jobs.report.GridConsole;
import io.sweepstake.jobs.report.LiveConsole;
import io.sweepstake.jobs.report.Reference;
import io.sweepstake.jobs.spark.SparkWorkers;
import io.sweepstake.sweeps.run.Budget;
import io.sweepstake.sweeps.run.SlotShare;
import io.sweepstake.sweeps.run.SweepListener;
import io.sweepstake.sweeps.run.TrialExecutor;
import io.sweepstake.sweeps.store.parquet.ParquetTrialStore;
import io.sweepstake.sweeps.study.History;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * Several studies swept at the same time by one Spark application, each on a thread of the driver.
 *
 * <p>A study that fails is a row of the summary; the others go on.
 */
final class Grid {
  private static final String DONE = "done";

  private final List<Cell> cells;
  private final String studies;
  private final LiveConsole console;
  private final GridConsole progress;
  private final Map<String, StudyRun.Report> reports = new ConcurrentHashMap<>();
  private final Map<String, String> failures = new ConcurrentHashMap<>();
  private final Collection<ParquetTrialStore> open = new ConcurrentLinkedQueue<>();

  /**
   * One study.
   *
   * @param name as people asked for it
   */
  record Cell(String name, AuctionStudy auction, SweepConfig config) {}

  Grid(List<Cell> cells, String studies, LiveConsole console) {
    this.cells = List.copyOf(cells);
    this.studies = studies;
    this.console = console;
    Map<String, String> names = new LinkedHashMap<>();
    cells.forEach(cell -> names.put(cell.name(), cell.auction().spec().name()));
    this.progress = new GridConsole(console, names, cells.get(0).config().trials().getAsInt());
  }

  /**
   * Runs all of them to their end.
   *
   * @return whether every one came to it
   */
  boolean run(SparkOptions spark) throws IOException, InterruptedException {
    OptionalInt asked = cells.get(0).config().parallelism();
    int threads = asked.orElse(Runtime.getRuntime().availableProcessors());
    try (SparkWorkers workers = spark.open(threads)) {
      int slots = asked.isPresent() ? threads : workers.slots();
      console.print(
          "%d studies of %d trials, %d at a time, into %s"
              .formatted(cells.size(), cells.get(0).config().trials().getAsInt(), slots, studies));
      console.print(workers.description());
      SlotShare share = new SlotShare(slots);
      List<Thread> threadsOfStudies = new ArrayList<>();
      try (Interruption unused = new Interruption(() -> stop(workers))) {
        for (Cell cell : cells) {
          Thread thread =
              new Thread(() -> run(cell, workers, slots, share), "study " + cell.name());
          thread.setDaemon(true);
          thread.start();
          threadsOfStudies.add(thread);
        }
        for (Thread thread : threadsOfStudies) {
          thread.join();
        }
      }
    } finally {
      progress.close();
    }
    return failures.isEmpty();
  }

  private void run(Cell cell, SparkWorkers workers, int slots, SlotShare share) {
    workers.usePool(cell.auction().spec().name());
    SweepConfig config = cell.config();
    try (ParquetTrialStore store =
        ParquetTrialStore.openOrCreate(
            new Path(config.study()),
            new Configuration(),
            cell.auction().spec(),
            progress.of(cell.name())::print)) {
      open.add(store);
      StudyRun.Order order =
          new StudyRun.Order(
              Budget.total(config.trials().getAsInt()),
              config.parallelism(),
              config.synchronous(),
              config.finalists(),
              config.limits(),
              List.of(),
              Map.of());
      StudyRun run = new StudyRun(cell.auction(), store, config.study(), progress.of(cell.name()));
      reports.put(cell.name(), run.run(order, workers, slots, new Shared(cell, share)));
      progress.says(cell.name(), DONE);
    } catch (IOException | InterruptedException | RuntimeException | LinkageError failed) {
      if (!Interruption.underWay()) {
        failures.put(cell.name(), ErrorBoundary.message(failed));
        progress.of(cell.name()).print("failed: " + failures.get(cell.name()));
        progress.says(cell.name(), "failed");
      }
    }
  }

  /** One study's part of the slots and of the console. */
  private final class Shared implements StudyRun.Sharing {
    private final Cell cell;
    private final SlotShare share;

    Shared(Cell cell, SlotShare share) {
      this.cell = cell;
      this.share = share;
    }

    @Override
    public TrialExecutor share(TrialExecutor workers) {
      return share.member(workers);
    }

    @Override
    public SweepListener listener(History history) {
      return progress.listener(cell.name(), cell.auction().spec().objective());
    }
  }

  private void stop(SparkWorkers workers) {
    console.print("stopped; what has finished is kept, the same command goes on");
    console.mute();
    open.forEach(ParquetTrialStore::close);
    workers.abandon();
  }

  /** One row per study: what it has come to, beside what is known of its setting. */
  ResultTable summary() {
    List<List<Object>> rows = new ArrayList<>();
    for (Cell cell : cells) {
      Map<String, Object> row = new LinkedHashMap<>();
      for (String column : COLUMNS) {
        row.put(column, null);
      }
      row.put("setting", cell.name());
      row.put("bidders", cell.auction().setting().bidders());
      row.put("family", cell.auction().family().name());
      row.put("ending", failures.getOrDefault(cell.name(), DONE));
      row.put("study", cell.config().study());
      Optional.ofNullable(reports.get(cell.name())).ifPresent(report -> fill(row, report));
      rows.add(new ArrayList<>(row.values()));
    }
    return new ResultTable(COLUMNS, rows);
  }

  private static final List<String> COLUMNS =
      Arrays.asList(
          "setting",
          "bidders",
          "family",
          "trials",
          "failed",
          "best_trial",
          "revenue",
          "revenue_se",
          "regret",
          "regret_se",
          "best_classical",
          "optimum",
          "ending",
          "study");

  private static void fill(Map<String, Object> row, StudyRun.Report report) {
    History history = report.history();
    row.put("trials", history.told());
    row.put("failed", history.failedCount());
    report.references().stream()
        .filter(reference -> !reference.optimum())
        .max(Comparator.comparingDouble(Reference::revenue))
        .ifPresent(classical -> row.put("best_classical", classical.revenue()));
    report.references().stream()
        .filter(Reference::optimum)
        .findFirst()
        .ifPresent(optimum -> row.put("optimum", optimum.revenue()));
    Optional<Finalist> winner = report.finalists().finalists().stream().findFirst();
    if (winner.isPresent()) {
      Evaluation evaluation = winner.get().evaluation();
      row.put("best_trial", winner.get().trial());
      row.put("revenue", evaluation.revenue().mean());
      row.put("revenue_se", evaluation.revenue().standardError());
      row.put("regret", evaluation.regret().mean());
      row.put("regret_se", evaluation.regret().standardError());
    } else {
      history.best().ifPresent(best -> row.put("best_trial", best.number()));
    }
  }

  /** Revenues too good to be true. */
  List<String> alarms() {
    return cells.stream()
        .filter(cell -> reports.containsKey(cell.name()))
        .flatMap(
            cell ->
                reports.get(cell.name()).alarms().stream().map(alarm -> cell.name() + ": " + alarm))
        .toList();
  }
}
