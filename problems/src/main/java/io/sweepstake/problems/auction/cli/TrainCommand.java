package io.sweepstake.problems.auction.cli;

import io.sweepstake.core.engine.Device;
import io.sweepstake.core.engine.Engine;
import io.sweepstake.core.engine.Engines;
import io.sweepstake.core.network.MechanismFamily;
import io.sweepstake.core.network.NetworkFile;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.training.DivergedException;
import io.sweepstake.core.training.Training;
import io.sweepstake.core.training.TrainingPlan;
import io.sweepstake.jobs.cli.Subcommand;
import io.sweepstake.jobs.cli.option.ConsoleOptions;
import io.sweepstake.jobs.cli.option.FormatOption;
import io.sweepstake.jobs.cli.option.OutputPlace;
import io.sweepstake.jobs.cli.option.ParamOption;
import io.sweepstake.jobs.cli.option.SparkOptions;
import io.sweepstake.jobs.event.Event;
import io.sweepstake.jobs.event.Telling;
import io.sweepstake.jobs.export.WholeFile;
import io.sweepstake.jobs.report.Bytes;
import io.sweepstake.jobs.report.ExpectedCost;
import io.sweepstake.jobs.report.LiveConsole;
import io.sweepstake.jobs.run.Finalists;
import io.sweepstake.jobs.run.StudyDefinition;
import io.sweepstake.jobs.spark.SparkWorkers;
import io.sweepstake.problems.auction.AuctionKind;
import io.sweepstake.problems.auction.AuctionProblem;
import io.sweepstake.problems.auction.warmstart.ImitatedStart;
import io.sweepstake.sweeps.problem.Judge;
import io.sweepstake.sweeps.problem.Reference;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Seeds;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains one network. */
@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Train one auction network, evaluate it under the strong attack, and save it.",
      "",
      "With --from, a study's trial is trained on, with its hyper-parameters: from the network that"
          + " it left, for so many iterations more; or if it left none, from its own seed anew, for"
          + " so many in all. It is said which."
    },
    footer = {
      "",
      "Examples:",
      "  sweepstake train --from studies/first --iterations 20000 --out longer.network",
      "  sweepstake train --setting additive-2x2-uniform",
      "  sweepstake train --setting uniform --bidders 3 --param batch=128 --out mine.bin"
    })
public final class TrainCommand implements Subcommand {
  @Mixin private SettingOptions setting;
  @Mixin private FamilyOption family;

  @Option(
      names = "--from",
      paramLabel = "STUDY",
      description = "The study whose trial is trained on.")
  private String from;

  @Option(
      names = "--trial",
      paramLabel = "N",
      description = "Which of the study's trials (default: the best).")
  private Integer trial;

  @Option(
      names = "--anew",
      description = "From the trial's own seed, and not from the network that it left.")
  private boolean anew;

  @Option(
      names = "--iterations",
      paramLabel = "N",
      description = "Training iterations (default: the family's own).")
  private Long iterations;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "What all randomness derives from (default: 1).")
  private Long seed;

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      description =
          "What hyper-parameters are set to: fast, or published, the paper's own (default: fast).")
  private String preset;

  @Option(
      names = "--param",
      paramLabel = "NAME=VALUE",
      description = "Another value for a hyper-parameter; repeatable.")
  private List<String> params = List.of();

  @Option(
      names = {"--engine", "--device"},
      paramLabel = "NAME",
      description =
          "What does the arithmetic: by name, opencl or opencl:N for a GPU (see devices), or auto,"
              + " the processor (default: auto).")
  private String engine = "auto";

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where the network is saved (default: SETTING-FAMILY-SEED.network here).")
  private Path out;

  @Mixin private ConsoleOptions telling;
  @Mixin private SparkOptions spark;
  @Mixin private FormatOption format;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (from == null && (trial != null || anew)) {
      throw new IllegalArgumentException(
          (anew ? "--anew" : "--trial") + ": is for --from, which was not given");
    }
    PlannedTraining planned = from == null ? asked() : ofTrial();
    Engine chosenEngine = engine();
    AuctionProblem problem = planned.problem();
    Setting chosen = problem.setting();
    MechanismFamily mechanism = problem.family();
    TrainingPlan training = planned.plan();
    Path file = file(chosen, mechanism, training.seed());
    Telling told = telling.open(spec.commandLine().getErr());
    LiveConsole console = told.console();
    try (SparkWorkers workers = spark.open(Runtime.getRuntime().availableProcessors())) {
      planned.told().ifPresent(console::print);
      if (!told.quiet()) {
        announce(training, chosenEngine, told);
      }
      if (!planned.goesOn() && !problem.preparations(eachAlone(planned.values())).isEmpty()) {
        Path cache = file.toAbsolutePath().resolveSibling("warmstart");
        training =
            training.startingFrom(
                new ImitatedStart(chosen, mechanism, training.architecture())
                    .network(cache.toString(), console::print)
                    .weights());
      }
      problem.notes().forEach(console::print);
      NetworkFile network = train(training, chosenEngine, told);
      WholeFile.create(file, network.toBytes());
      console.important("network: " + file.toAbsolutePath());
      evaluate(workers, problem, network, file, training.seed(), console);
      told.events()
          .tell(
              new Event(
                  Event.END, Map.of("complete", true, "network", file.toAbsolutePath() + "")));
    }
    return 0;
  }

  /** Says what it will take, by its first iterations; from whichever weights it starts. */
  private void announce(TrainingPlan training, Engine chosen, Telling told) {
    boolean device = !onProcessor() && Engines.packs(engine);
    Optional<Duration> pace = TriedTraining.pace(training, chosen, device);
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("seconds", pace.map(all -> all.toMillis() / 1e3).orElse(null));
    fields.put("bytes_each", training.weightBytes());
    told.events().tell(new Event(Event.EXPECTED, fields));
    told.console()
        .print(
            ExpectedCost.training(pace, device)
                + "; the strong attack comes on top; on disk: "
                + Bytes.of(training.weightBytes()));
  }

  private Engine engine() {
    if (onProcessor()) {
      return Engines.best(Device.CPU);
    }
    Engines.check(engine, true);
    return Engines.named(engine, Device.CPU);
  }

  private boolean onProcessor() {
    return engine.equals("auto") || engine.equals("cpu");
  }

  /** The training of the study's trial, where nothing else is asked for that would change it. */
  private PlannedTraining ofTrial() throws IOException {
    if (iterations == null) {
      throw new IllegalArgumentException("--iterations: must be given with --from");
    }
    if (setting.given().isPresent()
        || family.given()
        || preset != null
        || seed != null
        || !params.isEmpty()) {
      throw new IllegalArgumentException(
          "--from: has a setting, a family, hyper-parameters and a seed of its own; none may be"
              + " given beside it");
    }
    return PlannedTraining.of(from, trial, iterations, anew);
  }

  /** The training that the command line asks for. */
  private PlannedTraining asked() {
    Setting chosen = setting.chosen();
    MechanismFamily mechanism = family.chosen(chosen);
    Map<String, String> texts = new LinkedHashMap<>();
    if (preset != null) {
      texts.put("preset", preset);
    }
    ParamOption.values(params).forEach((name, text) -> texts.put(name, String.valueOf(text)));
    Map<String, Object> values = values(chosen, mechanism, iterations, texts);
    AuctionProblem problem = problem(chosen, mechanism, iterations).fixing(values);
    long own = seed == null ? 1 : seed;
    return new PlannedTraining(problem, values, problem.plan(values, own), false, Optional.empty());
  }

  /** A value for every hyper-parameter, as asked or preset. */
  static Map<String, Object> values(
      Setting setting, MechanismFamily family, Long iterations, Map<String, String> texts) {
    return StudyDefinition.values(problem(setting, family, iterations), texts);
  }

  /** The problem that the options name. */
  static AuctionProblem problem(Setting setting, MechanismFamily family, Long iterations) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("setting", setting.name());
    settings.put("bidders", String.valueOf(setting.bidders()));
    settings.put("family", family.name());
    if (iterations != null) {
      settings.put("iterations", String.valueOf(iterations));
    }
    return new AuctionKind().auction(new TreeMap<>(settings));
  }

  /** Values as a search space has them, of one point. */
  static Map<String, List<Object>> eachAlone(Map<String, Object> values) {
    Map<String, List<Object>> alone = new LinkedHashMap<>();
    values.forEach((name, value) -> alone.put(name, List.of(value)));
    return alone;
  }

  private Path file(Setting chosen, MechanismFamily mechanism, long seed) {
    Path file =
        out != null
            ? out
            : Path.of(chosen.fileName() + "-" + mechanism.name() + "-" + seed + ".network");
    OutputPlace.requireNew("--out", file);
    return file;
  }

  private static NetworkFile train(TrainingPlan training, Engine engine, Telling told)
      throws IOException {
    try (Training running = training.start(engine)) {
      return train(training, running, engine.name(), told);
    }
  }

  private static NetworkFile train(
      TrainingPlan training, Training running, String engine, Telling told) throws IOException {
    told.console()
        .print(
            training.family().name()
                + " "
                + training.architecture()
                + " in "
                + training.setting().name()
                + ", "
                + training.iterations()
                + " iterations on engine "
                + engine);
    long every = Math.max(1, training.iterations() / 100);
    try {
      running.advance(
          training.iterations(), every, new TrainingConsole(told, training.iterations()));
    } catch (DivergedException diverged) {
      throw new IOException("the training diverged: " + diverged.getMessage(), diverged);
    } finally {
      told.console().clear();
    }
    told.console().show("ending ..."); // families that search then take seconds, or a minute
    NetworkFile network =
        new NetworkFile(
            training.setting().name(),
            training.setting().bidders(),
            training.family().name(),
            training.architecture(),
            running.weights());
    told.console().clear();
    return network;
  }

  private void evaluate(
      SparkWorkers workers,
      AuctionProblem problem,
      NetworkFile network,
      Path file,
      long seed,
      LiveConsole console) {
    Judge own = problem.judge(Seeds.derive(seed, "train evaluation", 0)).orElseThrow();
    Judge judge = onProcessor() || !workers.local() ? own : own.on(engine);
    Metrics found = workers.judge(judge, network.toBytes(), (done, shards) -> {});
    Finalists finalists = Finalists.of(file.getFileName().toString(), judge, found);
    String kind = problem.words().kind();
    List<Reference> references = problem.references();
    format.printFitted(
        format.isTable()
            ? finalists.brief(judge, kind, references)
            : finalists.table(judge, kind, references),
        spec.commandLine().getOut());
    finalists.alarms(judge).forEach(alarm -> console.important("ALARM: " + alarm));
    finalists.hints(judge).forEach(console::important);
  }
}
