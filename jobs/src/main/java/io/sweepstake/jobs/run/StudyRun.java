package io.sweepstake.jobs.run;

import io.sweepstake.jobs.config.SweepConfig;
import io.sweepstake.jobs.export.ResultTable;
import io.sweepstake.jobs.news.NewsWriter;
import io.sweepstake.jobs.report.ExpectedCost;
import io.sweepstake.jobs.report.Illustrations;
import io.sweepstake.jobs.spark.Places;
import io.sweepstake.jobs.spark.SparkWorkers;
import io.sweepstake.sweeps.problem.Judge;
import io.sweepstake.sweeps.problem.Preparation;
import io.sweepstake.sweeps.problem.Reference;
import io.sweepstake.sweeps.problem.Worker;
import io.sweepstake.sweeps.pruner.Pruner;
import io.sweepstake.sweeps.run.Budget;
import io.sweepstake.sweeps.run.Study;
import io.sweepstake.sweeps.run.Sweep;
import io.sweepstake.sweeps.run.SweepPlan;
import io.sweepstake.sweeps.run.TrialExecutor;
import io.sweepstake.sweeps.run.trial.Packing;
import io.sweepstake.sweeps.run.trial.ProcessorTime;
import io.sweepstake.sweeps.space.PartialPoint;
import io.sweepstake.sweeps.store.parquet.ParquetTrialStore;
import io.sweepstake.sweeps.store.parquet.StudyFolder;
import io.sweepstake.sweeps.study.Ask;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Seeds;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import io.sweepstake.sweeps.transfer.ForeignTrial;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** The main job, from the first trial to the report, in an open study. */
public final class StudyRun {
  /** Into how many packs, one after another, the trials of a sweep go at least. */
  private static final int ROUNDS = 8;

  private final StudyDefinition definition;
  private final ParquetTrialStore store;
  private final Study study;
  private final String directory;
  private final StudyFolder files;
  private final RunListener listener;

  /**
   * A run of an open study.
   *
   * @param directory where the store is
   */
  public StudyRun(
      StudyDefinition definition, ParquetTrialStore store, String directory, RunListener listener) {
    this.definition = definition;
    this.store = store;
    this.directory = directory;
    this.listener = listener;
    files = store.folder();
    study = new Study(store, definition.sampler(), InstantSource.system());
  }

  /**
   * A whole sweep with the cores of this machine, or with the Spark that is running: opens or makes
   * the study, searches, judges the best and writes the report.
   *
   * @throws IllegalArgumentException naming what is wrong with the sweep, before anything begins
   */
  public static StudyReport sweep(SweepConfig config, RunListener listener)
      throws IOException, InterruptedException {
    StudyDefinition definition = StudyDefinition.of(config).goingOn(config, new Configuration());
    RunOrder order = order(definition, config, config.points(definition.spec().space()));
    try (ParquetTrialStore store =
            definition.openOrCreate(
                new Path(config.study()), new Configuration(), listener::notices);
        SparkWorkers workers =
            SparkWorkers.open(
                null, order.parallelism().orElse(Runtime.getRuntime().availableProcessors()))) {
      StudyRun run = new StudyRun(definition, store, config.study(), listener);
      run.prepare(order);
      run.search(order, workers, run.places(order, workers));
      return run.report(order, workers);
    }
  }

  /**
   * What a sweep's configuration wants of one run.
   *
   * @param points to run first
   */
  public static RunOrder order(
      StudyDefinition definition, SweepConfig config, List<PartialPoint> points)
      throws IOException {
    List<PartialPoint> first = new ArrayList<>(points);
    first.addAll(Prior.all(config.priors(), definition.spec().space()));
    return new RunOrder(
        config.budget(),
        config.parallelism(),
        config.packSize(),
        config.synchronous(),
        config.finalists(),
        config.retrain(),
        !config.withoutDefault(),
        config.limits(),
        Optional.empty(),
        first,
        new Import(definition, config.study()).all(config.imports()));
  }

  /** The study as it stands. */
  public History history() {
    return study.history();
  }

  /** Whether a run was begun here that did not come to its report. */
  public boolean unfinished() throws IOException {
    return new UnfinishedRun(files).exists();
  }

  /** Takes over and enqueues what the order says; the study as it then stands. */
  public History prepare(RunOrder order) throws IOException {
    Retraining.check(definition, order);
    if (order.withDefault()) {
      var unused = DefaultPoint.of(definition).flatMap(study::beginWith);
    }
    for (Map.Entry<String, List<ForeignTrial>> source : order.imports().entrySet()) {
      listener.imported(
          source.getKey(), new Import(definition, directory).into(study, source.getValue()));
    }
    for (PartialPoint point : order.enqueue()) {
      listener.enqueued(point, study.enqueueIfNew(point));
    }
    return study.history();
  }

  /** Whether the order leaves trials to be run. */
  public boolean anythingToDo(RunOrder order) {
    History present = study.history();
    return present.told() == 0
        || Budget.begun(present) < order.budget().target(present)
        || present.open().stream().anyMatch(t -> t.state() instanceof TrialState.Running);
  }

  /**
   * Runs trials until the order is done.
   *
   * @param places how many at a time
   */
  public History search(RunOrder order, SparkWorkers workers, Places places)
      throws IOException, InterruptedException {
    return search(order, workers, places, UnaryOperator.identity());
  }

  /**
   * The same, where the workers are shared.
   *
   * @param share the study's own part of an executor
   */
  public History search(
      RunOrder order, SparkWorkers workers, Places places, UnaryOperator<TrialExecutor> share)
      throws IOException, InterruptedException {
    var unused = Verdict.in(files, study.history()); // named before trials are run, not after
    new UnfinishedRun(files).begin(order, study.history());
    Pruner pruner = definition.pruner();
    // Where some end at a rung, as many wait to take their places: packs stay full.
    int inFlight = places.trials() * (places.size() > 1 && !pruner.rungs().isEmpty() ? 2 : 1);
    SweepPlan plan =
        (order.synchronous()
                ? SweepPlan.synchronous(order.budget(), inFlight)
                : SweepPlan.asynchronous(order.budget(), inFlight))
            .until(order.limits().stop());
    RunRecord record = RunRecord.begun(study.history(), inFlight, order.synchronous());
    String name = definition.spec().name();
    try (TrialExecutor executor = share.apply(trials(definition, order, workers, places));
        NewsWriter unusedNews =
            new NewsWriter(
                files, study::history, () -> Worker.ofThisProcess().running().positions(name))) {
      Sweep sweep = new Sweep(study, pruner, executor, plan, listener.searches(study.history()));
      try {
        return sweep.run();
      } finally {
        if (sweep.ending().isPresent()) {
          record.ended(study.history(), sweep.ending().get()).appendTo(files, "runs");
        }
      }
    }
  }

  /** Where trials run: of the study, or of one that runs its points again. */
  private TrialExecutor trials(
      StudyDefinition trials, RunOrder order, SparkWorkers workers, Places places)
      throws IOException {
    return workers.trials(
        order.limits().on(new ProcessorTime(trials.trials(prepared(), order.engine()))),
        new Packing(places.size(), trials.shape()),
        places.packs(),
        trials.spec().name());
  }

  /** What trials start from: the study's own copies, made now where there are none. */
  private Map<String, byte[]> prepared() throws IOException {
    Map<String, byte[]> prepared = new LinkedHashMap<>();
    for (Preparation preparation : definition.preparations()) {
      Optional<byte[]> own = files.bytes(preparation.file());
      if (own.isPresent()) {
        try {
          preparation.check(own.get());
        } catch (IllegalArgumentException damaged) {
          throw new IOException(
              files.path(preparation.file()).toUri().getPath() + ": " + damaged.getMessage(),
              damaged);
        }
        prepared.put(preparation.file(), own.get());
      } else {
        byte[] made = preparation.make(new Beside());
        files.write(preparation.file(), made);
        prepared.put(preparation.file(), made);
      }
    }
    return prepared;
  }

  /** A folder beside the study, so that the studies of a folder share what was made for one. */
  private final class Beside implements Preparation.Workshop {
    @Override
    public String shared() {
      Path parent = new Path(directory).getParent();
      return parent == null || parent.toString().isEmpty() ? "." : parent.toString();
    }

    @Override
    public void say(String line) {
      listener.prepares(line);
    }
  }

  /** Judges the best trials, names one of them, and writes the report. */
  public StudyReport report(RunOrder order, SparkWorkers workers)
      throws IOException, InterruptedException {
    store.checkHeld();
    History history = study.history();
    List<Reference> references = definition.problem().references();
    Optional<Judge> judge =
        definition.problem().judge(Seeds.derive(history.spec().seed(), "finalists", 0));
    Places places = places(order, workers);
    Finish.Outcome outcome =
        new Finish(
                definition, history, shards(order, workers), listener, directory, store::artifact)
            .of(
                order,
                Verdict.in(files, history),
                (points, seeds) ->
                    new Retraining(definition, directory, listener)
                        .of(
                            points,
                            seeds,
                            again -> trials(again, order, workers, places),
                            places.trials()));
    Finalists finalists = outcome.finalists();
    StudyReport report =
        new StudyReport(
            definition.problem().words(),
            history,
            finalists,
            outcome.verdict(),
            judge,
            references,
            judge.isPresent() ? finalists.alarms(judge.get()) : List.of(),
            judge.isPresent() ? finalists.hints(judge.get()) : List.of(),
            definition.problem().remedies(history.spec().objective()),
            Illustrations.of(
                definition.problem(),
                Verdict.illustrated(history, outcome.verdict(), store::artifact, files::bytes)));
    if (outcome.verdict().isPresent()) {
      outcome.verdict().get().writeTo(files, history);
    }
    files.write(
        PresentReport.FILE,
        report.page(definition.problem().tradeOff(), order.finalists() > 0).html());
    new UnfinishedRun(files).end();
    return report;
  }

  /** What judges trials, where these were asked to run: an attack costs what a training does. */
  private Scoring.Shards shards(RunOrder order, SparkWorkers workers) {
    Optional<String> engine = definition.engine(order.engine());
    return (judge, artifact, progress) ->
        workers.shards(engine.map(judge::on).orElse(judge), artifact, progress);
  }

  /**
   * Runs the finalists' points again, reports anew, and keeps and says what they come to.
   *
   * @param order with a number of seeds
   * @param brief whether only what the objective needs is to be said
   */
  public ResultTable retrained(RunOrder order, SparkWorkers workers, boolean brief)
      throws IOException, InterruptedException {
    var unused = report(order, workers);
    Judge judge =
        definition
            .problem()
            .judge(Seeds.derive(study.history().spec().seed(), "finalists", 0))
            .orElseThrow();
    SeedSpread spread =
        new SeedSpread(judge, files.rows("evaluations"), order.retrain().orElseThrow());
    ResultTable fresh = SeedSpread.fresh(spread.whole(), files.rows(SeedSpread.TABLE));
    if (!fresh.rows().isEmpty()) {
      fresh.appendTo(files, SeedSpread.TABLE);
    }
    return brief ? spread.brief(definition.spec().objective()) : spread.whole();
  }

  /**
   * About how many runs {@link #retrained} adds: as many as there would be if finalists were the
   * trials that measured best.
   */
  public int retrainings(RunOrder order) {
    History history = study.history();
    List<Trial> points = new ArrayList<>(Ranking.best(history, order.finalists()));
    history.trials().stream()
        .filter(trial -> trial.ask().source().equals(Ask.DEFAULT) && !points.contains(trial))
        .filter(trial -> trial.state() instanceof TrialState.Completed)
        .forEach(points::add);
    return new Retraining(definition, directory, listener)
        .missing(Finish.distinct(points), order.retrain().orElse(0));
  }

  /** Where the page of the report is. */
  public String page() throws IOException {
    return files.path(PresentReport.FILE).toUri().getPath();
  }

  /** Where a file of the study is. */
  public String path(String name) {
    return files.path(name).toUri().getPath();
  }

  /**
   * How many trials at a time were asked for, or as many as the workers have room for: where it
   * takes several to fill one, packs, but of so few that the sampler learns from some on its way.
   */
  public Places places(RunOrder order, SparkWorkers workers) throws IOException {
    int packs = TriedTrials.packs(definition, order.engine(), order.parallelism(), workers);
    if (order.packSize().isPresent() || !TriedTrials.fills(definition, order.engine())) {
      return new Places(packs, order.packSize().orElse(1));
    }
    Places places =
        new Places(
            packs,
            workers.packSize(
                definition.trials(prepared(), order.engine()),
                TriedTrials.inNoStudy(definition, 0, TriedTrials.middle(definition)),
                packs));
    int target = order.budget().target(study.history());
    return target == Budget.UNLIMITED ? places : places.learning(target, ROUNDS);
  }

  /**
   * What this run will take, by the first steps of the default.
   *
   * @param trials how many it runs; empty for no end of them
   */
  public ExpectedCost cost(
      RunOrder order, SparkWorkers workers, Places places, OptionalInt trials) {
    return TriedTrials.cost(definition, order, workers, places, trials);
  }

  /** What there is to be made before the first trial, a clause each. */
  public List<String> toPrepare() throws IOException {
    List<String> clauses = new ArrayList<>();
    for (Preparation preparation : definition.preparations()) {
      if (files.bytes(preparation.file()).isEmpty()) {
        preparation.toExpect().ifPresent(clauses::add);
      }
    }
    return clauses;
  }
}
