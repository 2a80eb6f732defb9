package io.sweepstake.jobs.cli;

import io.sweepstake.core.network.NetworkFile;
import io.sweepstake.jobs.auction.AuctionTrialFunction;
import io.sweepstake.jobs.auction.WarmStartNetwork;
import io.sweepstake.jobs.config.AuctionStudy;
import io.sweepstake.jobs.config.Limits;
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
import io.sweepstake.sweeps.run.Study;
import io.sweepstake.sweeps.run.Sweep;
import io.sweepstake.sweeps.run.SweepPlan;
import io.sweepstake.sweeps.run.TrialExecutor;
import io.sweepstake.sweeps.space.PartialPoint;
import io.sweepstake.sweeps.store.parquet.ParquetTrialStore;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Schedule;
import io.sweepstake.sweeps.study.Seeds;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import io.sweepstake.sweeps.transfer.ForeignTrial;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
  private final Study study;
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
    study = new Study(store, auction.sampler(), InstantSource.system());
    this.directory = directory;
    this.spark = spark;
    this.format = format;
    this.command = command;
    console = LiveConsole.ofThisProcess(command.getErr());
  }

  /**
   * What is wanted of one run.
   *
   * @param parallelism trials at a time, or as many as there are cores
   * @param finalists how many of the best are evaluated, at least 0
   * @param enqueue points to run first, unless the study has them
   * @param imports trials to take over, by where they are from
   */
  record Order(
      Budget budget,
      OptionalInt parallelism,
      boolean synchronous,
      int finalists,
      Limits limits,
      List<PartialPoint> enqueue,
      Map<String, List<ForeignTrial>> imports) {}

  /** Runs trials, evaluates the best ones and writes the report. */
  void run(Order order) throws IOException, InterruptedException {
    int threads = order.parallelism().orElse(Runtime.getRuntime().availableProcessors());
    for (Map.Entry<String, List<ForeignTrial>> source : order.imports().entrySet()) {
      new Import(auction, directory)
          .into(study, source.getKey(), source.getValue())
          .forEach(console::print);
    }
    order.enqueue().forEach(this::enqueue);
    History present = study.history();
    UnfinishedRun unfinished = new UnfinishedRun(new StudyFiles(directory));
    if (present.told() > 0
        && !unfinished.exists()
        && Budget.begun(present) >= order.budget().target(present)
        && present.open().stream().noneMatch(t -> t.state() instanceof TrialState.Running)) {
      console.print(
          directory
              + " has "
              + (present.told() - Budget.imported(present))
              + " finished trials already, nothing to do; --trials N adds more");
      return;
    }
    unfinished.begin(order, present);
    try (SparkWorkers workers = spark.open(threads)) {
      int slots = order.parallelism().isPresent() ? threads : workers.slots();
      announce(order, slots, workers);
      History history;
      try (Interruption unused = new Interruption(() -> stop(workers))) {
        history = search(workers, slots, order);
      }
      report(history, workers, order.finalists());
      unfinished.end();
    }
  }

  private void enqueue(PartialPoint point) {
    Optional<Trial> trial = study.enqueueIfNew(point);
    console.print(
        trial.isPresent()
            ? "enqueued as trial " + trial.get().number() + ": " + trial.get().point()
            : "not enqueued, there is a trial with " + point);
  }

  private void stop(SparkWorkers workers) {
    console.print("stopped; what has finished is kept, go on with: sweepstake resume " + directory);
    console.mute();
    store.close();
    workers.abandon();
  }

  private void announce(Order order, int slots, SparkWorkers workers) {
    History history = study.history();
    int target = order.budget().target(history);
    int there = history.told() - Budget.imported(history);
    console.print(
        auction.spec().name()
            + ": "
            + count(target, history)
            + " to run, "
            + slots
            + " at a time, into "
            + directory
            + (there > 0 ? " (" + there + " are there)" : ""));
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
    workers.deviceNotes(console::print);
  }

  private static String count(int target, History history) {
    int count = target - history.told();
    return target == Budget.UNLIMITED ? "trials" : count == 1 ? "1 trial" : count + " trials";
  }

  private History search(SparkWorkers workers, int slots, Order order)
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
        (order.synchronous()
                ? SweepPlan.synchronous(order.budget(), slots)
                : SweepPlan.asynchronous(order.budget(), slots))
            .until(order.limits().stop());
    RunRecord record = RunRecord.begun(study.history(), slots, order.synchronous());
    try (TrialExecutor executor =
            workers.trials(
                order.limits().on(auction.trials(warmStart)), slots, auction.spec().name());
        SweepConsole listener =
            new SweepConsole(console, auction.spec().objective(), study.history().trials())) {
      Sweep sweep = new Sweep(study, auction.pruner(), executor, plan, listener);
      try {
        return sweep.run();
      } finally {
        if (sweep.ending().isPresent()) {
          new StudyFiles(directory)
              .append("runs", record.ended(study.history(), sweep.ending().get()));
        }
      }
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
    if (Ranking.severalGoals(history)) {
      console.print("the Pareto front: sweepstake pareto " + directory);
    } else {
      finalists.finalists().stream().findFirst().ifPresent(this::name);
    }
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
