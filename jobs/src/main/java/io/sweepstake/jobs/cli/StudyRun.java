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
import io.sweepstake.sweeps.run.SweepListener;
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
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.hadoop.fs.Path;

/** The main job, from the first trial to the report. */
final class StudyRun {
  static final int EVALUATION_PROFILES = 262_144;
  static final int ATTACKED_PROFILES = 2_048;
  private static final String WARM_START = "warmstart.network";

  private final AuctionStudy auction;
  private final ParquetTrialStore store;
  private final Study study;
  private final String directory;
  private final LiveConsole console;

  StudyRun(AuctionStudy auction, ParquetTrialStore store, String directory, LiveConsole console) {
    this.auction = auction;
    this.store = store;
    study = new Study(store, auction.sampler(), InstantSource.system());
    this.directory = directory;
    this.console = console;
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

  /** What of a sweep several studies may do in a way of their own. */
  interface Sharing {
    /** The executor that a study's trials go to. */
    TrialExecutor share(TrialExecutor workers);

    /** Who watches the study's sweep. */
    SweepListener listener(History history);
  }

  /** Runs trials, evaluates the best ones, writes the report and prints it. */
  void run(Order order, SparkOptions spark, FormatOption format, PrintWriter out)
      throws IOException, InterruptedException {
    int threads = order.parallelism().orElse(Runtime.getRuntime().availableProcessors());
    History present = prepare(order);
    UnfinishedRun unfinished = new UnfinishedRun(new StudyFiles(directory));
    if (!unfinished.exists() && !anythingToDo(order, present)) {
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
      try (Interruption unused = new Interruption(() -> stop(workers));
          SweepConsole listener =
              new SweepConsole(
                  console, auction.spec().name(), auction.spec().objective(), present.trials())) {
        history = search(workers, slots, order, new Alone(listener));
      }
      print(report(history, workers, order.finalists()), format, out);
      unfinished.end();
    }
  }

  /** A study that has the workers to itself. */
  private record Alone(SweepListener listener) implements Sharing {
    @Override
    public TrialExecutor share(TrialExecutor workers) {
      return workers;
    }

    @Override
    public SweepListener listener(History history) {
      return listener;
    }
  }

  /** Takes over and enqueues what the order says; the study as it then stands. */
  private History prepare(Order order) throws IOException {
    for (Map.Entry<String, List<ForeignTrial>> source : order.imports().entrySet()) {
      new Import(auction, directory)
          .into(study, source.getKey(), source.getValue())
          .forEach(console::print);
    }
    order.enqueue().forEach(this::enqueue);
    return study.history();
  }

  private static boolean anythingToDo(Order order, History present) {
    return present.told() == 0
        || Budget.begun(present) < order.budget().target(present)
        || present.open().stream().anyMatch(t -> t.state() instanceof TrialState.Running);
  }

  /**
   * The same as one of several studies: whatever was done before is not done again, nothing is
   * printed but what happens.
   */
  Report run(Order order, SparkWorkers workers, int slots, Sharing sharing)
      throws IOException, InterruptedException {
    History history = prepare(order);
    UnfinishedRun unfinished = new UnfinishedRun(new StudyFiles(directory));
    if (anythingToDo(order, history)) {
      unfinished.begin(order, history);
      history = search(workers, slots, order, sharing);
    }
    Report report = report(history, workers, order.finalists());
    unfinished.end();
    return report;
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

  private History search(SparkWorkers workers, int slots, Order order, Sharing sharing)
      throws IOException, InterruptedException {
    Optional<WarmStartNetwork> warmStart =
        auction.warmStarted() ? Optional.of(warmStart(workers)) : Optional.empty();
    SweepPlan plan =
        (order.synchronous()
                ? SweepPlan.synchronous(order.budget(), slots)
                : SweepPlan.asynchronous(order.budget(), slots))
            .until(order.limits().stop());
    RunRecord record = RunRecord.begun(study.history(), slots, order.synchronous());
    try (TrialExecutor executor =
        sharing.share(
            workers.trials(
                order.limits().on(auction.trials(warmStart)),
                AuctionTrialFunction.shape(auction.spec().space()),
                slots,
                auction.spec().name()))) {
      Sweep sweep =
          new Sweep(study, auction.pruner(), executor, plan, sharing.listener(study.history()));
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

  /**
   * The network that all trials of the study start from: its own copy, so that what happens to the
   * shared one later changes nothing here.
   */
  private WarmStartNetwork warmStart(SparkWorkers workers) throws IOException {
    StudyFiles files = new StudyFiles(directory);
    Optional<byte[]> own = files.bytes(WARM_START);
    if (own.isPresent()) {
      try {
        return new WarmStartNetwork(NetworkFile.fromBytes(own.get()));
      } catch (IllegalArgumentException e) {
        throw new IOException(files.path(WARM_START).toUri().getPath() + ": " + e.getMessage(), e);
      }
    }
    NetworkFile network =
        workers.imitate(
            auction.setting(),
            auction.family(),
            auction.architecture(),
            warmStartDirectory(),
            console::print);
    files.write(WARM_START, network.toBytes());
    return new WarmStartNetwork(network);
  }

  /** Beside the study, so that the studies of a folder share what was imitated. */
  private String warmStartDirectory() {
    Path parent = new Path(directory).getParent();
    return new Path(parent == null ? new Path(".") : parent, "warmstart").toString();
  }

  /**
   * What a study has come to.
   *
   * @param finalists under the strong attack, best first
   * @param references the classical auctions of the setting
   * @param alarms revenues too good to be true
   */
  record Report(
      History history, Finalists finalists, List<Reference> references, List<String> alarms) {}

  private Report report(History history, SparkWorkers workers, int count) throws IOException {
    List<Reference> references = References.of(auction.setting());
    Finalists finalists = evaluate(history, workers, count);
    List<String> alarms = finalists.alarms(auction.setting());
    store.checkHeld();
    Optional<ResultTable> shown =
        count > 0 ? Optional.of(finalists.table(references)) : Optional.empty();
    new StudyFiles(directory)
        .write("report.html", new HtmlReport(history, references, shown, alarms).html());
    return new Report(history, finalists, references, alarms);
  }

  private void print(Report report, FormatOption format, PrintWriter out) throws IOException {
    if (format.isTable()) {
      console.print("");
      console.print(
          report.finalists().finalists().isEmpty()
              ? "The classical auctions:"
              : "The best trials under the strong attack, beside the classical auctions:");
    }
    format.print(report.finalists().table(report.references()), out);
    report.alarms().forEach(alarm -> console.print("ALARM: " + alarm));
    History history = report.history();
    if (Ranking.severalGoals(history)) {
      console.print("the Pareto front: sweepstake pareto " + directory);
    } else {
      report.finalists().finalists().stream().findFirst().ifPresent(this::name);
    }
    history.best().map(best -> Schedule.of(history, best)).ifPresent(this::tell);
    console.print("report: " + new StudyFiles(directory).path("report.html").toUri().getPath());
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
        .best(
            history, count, Ranking.severalGoals(history) ? 0 : count, store::artifact, directory);
  }
}
