package io.sweepstake.jobs.cli;

import io.sweepstake.core.network.NetworkFile;
import io.sweepstake.jobs.auction.AuctionTrialFunction;
import io.sweepstake.jobs.auction.WarmStartNetwork;
import io.sweepstake.jobs.config.AuctionStudy;
import io.sweepstake.jobs.export.ResultTable;
import io.sweepstake.jobs.export.StudyFiles;
import io.sweepstake.jobs.report.Finalist;
import io.sweepstake.jobs.report.Finalists;
import io.sweepstake.jobs.report.HtmlReport;
import io.sweepstake.jobs.report.LiveConsole;
import io.sweepstake.jobs.report.Reference;
import io.sweepstake.jobs.report.References;
import io.sweepstake.jobs.report.SweepConsole;
import io.sweepstake.jobs.spark.SparkEvaluation;
import io.sweepstake.jobs.spark.SparkWorkers;
import io.sweepstake.sweeps.run.Budget;
import io.sweepstake.sweeps.run.Sweep;
import io.sweepstake.sweeps.run.SweepPlan;
import io.sweepstake.sweeps.run.TrialExecutor;
import io.sweepstake.sweeps.store.parquet.ParquetTrialStore;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Schedule;
import io.sweepstake.sweeps.study.Seeds;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine;

/** The main job, from the first trial to the report. */
final class StudyRun {
  static final int EVALUATION_PROFILES = 262_144;
  static final int ATTACKED_PROFILES = 2_048;

  private final AuctionStudy auction;
  private final ParquetTrialStore store;
  private final String directory;
  private final SparkOptions spark;
  private final FormatOption format;
  private final CommandLine command;
  private final LiveConsole console;

  StudyRun(
      AuctionStudy auction,
      ParquetTrialStore store,
      String directory,
      SparkOptions spark,
      FormatOption format,
      CommandLine command) {
    this.auction = auction;
    this.store = store;
    this.directory = directory;
    this.spark = spark;
    this.format = format;
    this.command = command;
    console = LiveConsole.ofThisProcess(command.getErr());
  }

  /**
   * Runs trials, evaluates the best ones and writes the report.
   *
   * @param parallelism trials at a time, or as many as there are cores
   * @param finalists how many of the best are evaluated, at least 0
   */
  void run(Budget budget, OptionalInt parallelism, boolean synchronous, int finalists)
      throws IOException, InterruptedException {
    int threads = parallelism.orElse(Runtime.getRuntime().availableProcessors());
    History present = store.read().history();
    if (present.told() > 0
        && present.told() >= budget.target(present)
        && present.open().isEmpty()) {
      console.print(
          directory
              + " has "
              + present.told()
              + " finished trials already, nothing to do; --trials N adds more");
      return;
    }
    try (SparkWorkers workers = spark.open(threads)) {
      int slots = parallelism.isPresent() ? threads : workers.slots();
      int target = budget.target(store.read().history());
      announce(target, slots, workers);
      History history;
      try (Interruption unused = new Interruption(() -> stop(target, workers))) {
        history = search(workers, slots, budget, synchronous);
      }
      report(history, workers, finalists);
    }
  }

  private void stop(int target, SparkWorkers workers) {
    console.print(
        "stopped; what has finished is kept, go on with: sweepstake resume "
            + directory
            + " --target-trials "
            + target);
    console.mute();
    store.close();
    workers.abandon();
  }

  private void announce(int target, int slots, SparkWorkers workers) {
    History history = store.read().history();
    console.print(
        auction.spec().name()
            + ": "
            + (target - history.told())
            + " trials to run, "
            + slots
            + " at a time, into "
            + directory
            + (history.told() > 0 ? " (" + history.told() + " are there)" : ""));
    console.print(
        auction.spec().sampler()
            + " sampler over "
            + auction.spec().space().size()
            + " parameters; "
            + auction.spec().objective()
            + "; "
            + auction.iterations()
            + " iterations a trial"
            + (auction.spec().pruner().name().equals("none")
                ? ""
                : "; " + auction.spec().pruner() + " pruner"));
    console.print(workers.description());
  }

  private History search(SparkWorkers workers, int slots, Budget budget, boolean synchronous)
      throws IOException, InterruptedException {
    Optional<WarmStartNetwork> warmStart = Optional.empty();
    if (auction.warmStarted()) {
      NetworkFile network =
          workers.imitate(
              auction.setting(),
              auction.family(),
              auction.architecture(),
              warmStartDirectory(),
              console::print);
      warmStart = Optional.of(new WarmStartNetwork(network));
    }
    SweepPlan plan =
        synchronous ? SweepPlan.synchronous(budget, slots) : SweepPlan.asynchronous(budget, slots);
    try (TrialExecutor executor =
            workers.trials(auction.trials(warmStart), slots, auction.spec().name());
        SweepConsole listener = new SweepConsole(console, auction.spec().objective())) {
      return new Sweep(store, auction.sampler(), auction.pruner(), executor, plan, listener).run();
    }
  }

  /** Beside the study, so that the studies of a folder share what was imitated. */
  private String warmStartDirectory() {
    Path parent = new Path(directory).getParent();
    return new Path(parent == null ? new Path(".") : parent, "warmstart").toString();
  }

  private void report(History history, SparkWorkers workers, int count) throws IOException {
    List<Reference> references = References.of(auction.setting());
    Finalists finalists = evaluate(history, workers, count);
    ResultTable table = finalists.table(references);
    List<String> alarms = finalists.alarms(auction.setting());
    StudyFiles files = new StudyFiles(directory);
    Optional<ResultTable> shown = count > 0 ? Optional.of(table) : Optional.empty();
    files.write("report.html", new HtmlReport(history, references, shown, alarms).html());
    if (format.isTable()) {
      console.print("");
      console.print(
          finalists.finalists().isEmpty()
              ? "The classical auctions:"
              : "The best trials under the strong attack, beside the classical auctions:");
    }
    format.print(table, command.getOut());
    alarms.forEach(alarm -> console.print("ALARM: " + alarm));
    finalists.finalists().stream().findFirst().ifPresent(this::name);
    history.best().map(best -> Schedule.of(history, best)).ifPresent(this::tell);
    console.print("report: " + files.path("report.html").toUri().getPath());
  }

  /** Names the hyper-parameters over time, where they changed. */
  private void tell(Schedule schedule) {
    if (schedule.stages().size() > 1) {
      console.print("schedule of the best trial, from iteration:");
      for (Schedule.Stage stage : schedule.stages()) {
        console.print(
            "  " + stage.from() + ": " + stage.point() + " (trial " + stage.trial() + ")");
      }
    }
  }

  private void name(Finalist winner) {
    double violation = auction.spec().objective().violation(winner.metrics());
    String path =
        store.artifactPath(winner.trial(), AuctionTrialFunction.NETWORK).toUri().getPath();
    console.print(
        violation > 0
            ? String.format(
                Locale.ROOT,
                "no finalist keeps to the constraint under this attack; %s breaks it least, by"
                    + " %.3g: %s",
                winner.name(),
                violation,
                path)
            : "best network: " + path);
  }

  private Finalists evaluate(History history, SparkWorkers workers, int count) throws IOException {
    SparkEvaluation evaluation =
        new SparkEvaluation(
            Seeds.derive(history.spec().seed(), "finalists", 0),
            EVALUATION_PROFILES,
            ATTACKED_PROFILES,
            SparkEvaluation.Attack.STRONG);
    return new Scoring(workers, evaluation, console)
        .best(history, count, store::artifact, directory);
  }
}
