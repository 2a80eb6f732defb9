package io.sweepstake.problems.auction.cli;

import io.sweepstake.core.engine.Engines;
import io.sweepstake.core.network.NetworkFile;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.jobs.cli.RunConsole;
import io.sweepstake.jobs.cli.Subcommand;
import io.sweepstake.jobs.cli.option.AtLeast;
import io.sweepstake.jobs.cli.option.ConsoleOptions;
import io.sweepstake.jobs.cli.option.FormatOption;
import io.sweepstake.jobs.cli.option.SparkOptions;
import io.sweepstake.jobs.report.Durations;
import io.sweepstake.jobs.report.ExpectedCost;
import io.sweepstake.jobs.report.LiveConsole;
import io.sweepstake.jobs.run.Finalists;
import io.sweepstake.jobs.run.Scoring;
import io.sweepstake.jobs.run.StudyView;
import io.sweepstake.jobs.spark.SparkWorkers;
import io.sweepstake.problems.auction.AuctionJudge;
import io.sweepstake.problems.auction.AuctionProblem;
import io.sweepstake.problems.auction.Auctions;
import io.sweepstake.problems.auction.ClassicalAuctions;
import io.sweepstake.problems.auction.ObservedNotes;
import io.sweepstake.sweeps.problem.Judge;
import io.sweepstake.sweeps.problem.Reference;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures trained networks on fresh profiles. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measure the best networks of a study, or one network file, on fresh profiles.",
      "Shows revenue, regret under attack, what is earned from bidders who act on the lies found,"
          + " and",
      "more with --format csv, beside the classical auctions. Regret is a lower bound.",
      "A network is run in the setting it was trained for, or another of its size by --setting. If",
      "its setting is file(PATH) that must be given: a file that only a network names stays shut."
    },
    footer = {
      "",
      "Examples:",
      "  sweepstake evaluate studies/first --top 10 --profiles 100000 --strong",
      "  sweepstake evaluate best.zip --strong",
      "  sweepstake evaluate studies/first/artifacts/trial-3-network.bin --profiles 8192 --strong"
    })
public final class EvaluateCommand implements Subcommand {
  @Parameters(
      index = "0",
      paramLabel = "STUDY_OR_NETWORK",
      description = "A study's directory, or a network's file, ours or one that was exported.")
  private String target;

  @Option(
      names = "--top",
      paramLabel = "K",
      defaultValue = "3",
      description = "How many of a study's best trials (default: 3).")
  private int top;

  @Option(
      names = "--profiles",
      paramLabel = "N",
      defaultValue = "2048",
      description = "How many profiles are attacked (default: 2048).")
  private int profiles;

  @Option(
      names = "--strong",
      description = "Attack as for a report: finer grids, more and longer ascents.")
  private boolean strong;

  @Option(
      names = "--lie-rounds",
      paramLabel = "N",
      defaultValue = "1",
      description = {
        "How often bidders answer each other's lies, for revenue_at_lies; each after the first"
            + " costs "
            + "another attack (default: 1)."
      })
  private int lieRounds;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of the profiles (default: 1).")
  private long seed;

  @Option(
      names = {"--engine", "--device"},
      paramLabel = "NAME",
      description =
          "Where networks run: opencl or opencl:N for a GPU (see devices), or auto, the processor"
              + " (default: auto).")
  private String engine = "auto";

  @Mixin private SettingOptions chosen;
  @Mixin private ConsoleOptions telling;
  @Mixin private SparkOptions spark;
  @Mixin private FormatOption format;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    AtLeast.check("top", top, 1);
    AtLeast.check("profiles", profiles, 1);
    AtLeast.check("lie-rounds", lieRounds, 1);
    if (Files.isRegularFile(Path.of(target))) {
      network();
    } else {
      study();
    }
    return 0;
  }

  private AuctionJudge judge(Setting setting) {
    AuctionJudge judge =
        new AuctionJudge(
            setting.name(),
            setting.bidders(),
            Seeds.derive(seed, "evaluate", 0),
            Math.max(AuctionProblem.JUDGED_PROFILES, profiles),
            profiles,
            strong ? AuctionJudge.Attack.STRONG : AuctionJudge.Attack.QUICK,
            lieRounds);
    return onProcessor() ? judge : judge.on(engine);
  }

  private boolean onProcessor() {
    return engine.equals("auto") || engine.equals("cpu");
  }

  private void network() throws IOException {
    NetworkFile read = NetworkBytes.read(target);
    Setting setting = NetworkBytes.setting(target, read, chosen.given());
    NetworkFile network =
        new NetworkFile(
            setting.name(), setting.bidders(), read.family(), read.architecture(), read.weights());
    AuctionJudge judge = judge(setting);
    Metrics found;
    try (SparkWorkers workers = workers()) {
      checkEngine(workers);
      LiveConsole console = console();
      expect(judge, network, workers.slots(), console);
      long began = System.nanoTime();
      found =
          workers.judge(
              judge,
              network.toBytes(),
              (done, shards) ->
                  console.show(
                      "attacking: "
                          + (100 * done / shards + "%")
                          + Durations.eta((double) done / shards, System.nanoTime() - began)));
      console.clear();
    }
    print(Finalists.of(Path.of(target).getFileName().toString(), judge, found), judge, setting);
  }

  private void study() throws IOException {
    if (chosen.given().isPresent()) {
      throw new IllegalArgumentException(
          "--setting: is for one network's file, but " + target + " is a study, which has its own");
    }
    StudyView study = StudyView.of(target, console()::important);
    Auctions problem = NetworkBytes.problem(target, study);
    AuctionJudge judge = judge(problem.setting());
    LiveConsole console = console();
    Finalists finalists;
    try (SparkWorkers workers = workers()) {
      checkEngine(workers);
      finalists =
          new Scoring(
                  attacking(judge, workers, console),
                  judge,
                  new RunConsole(console, problem.words()),
                  target)
              .best(study, top);
    }
    if (finalists.finalists().isEmpty()) {
      throw new IOException(target + ": no trial has completed and left its network");
    }
    print(finalists, judge, problem.setting());
  }

  /** Says before the first attack what each will take; what is known is not attacked again. */
  private Scoring.Shards attacking(AuctionJudge judge, SparkWorkers workers, LiveConsole console)
      throws IOException {
    int cores = workers.slots();
    AtomicBoolean told = new AtomicBoolean();
    return (same, artifact, progress) -> {
      if (!told.getAndSet(true)) {
        expect(judge, NetworkFile.fromBytes(artifact), cores, console);
      }
      return workers.shards(same, artifact, progress);
    };
  }

  private void expect(AuctionJudge judge, NetworkFile network, int cores, LiveConsole console) {
    Optional<Duration> each =
        onProcessor()
            ? AttackPace.of(judge, network).map(alone -> judge.onCores(cores, alone))
            : Optional.empty();
    console.print("to expect: " + ExpectedCost.attack(each, cores));
  }

  private LiveConsole console() {
    return telling.open(spec.commandLine().getErr()).console();
  }

  private SparkWorkers workers() {
    return spark.open(Runtime.getRuntime().availableProcessors());
  }

  private void checkEngine(SparkWorkers workers) {
    if (!onProcessor()) {
      Engines.check(engine, workers.local());
    }
  }

  private void print(Finalists finalists, Judge judge, Setting setting) {
    LiveConsole console = console();
    List<Reference> references = ClassicalAuctions.withCeiling(setting);
    format.print(
        format.isTable()
            ? finalists.brief(judge, "auction", references)
            : finalists.table(judge, "auction", references),
        spec.commandLine().getOut());
    finalists.alarms(judge).forEach(alarm -> console.important("ALARM: " + alarm));
    finalists.hints(judge).forEach(console::important);
    ObservedNotes.of(setting).forEach(console::important);
  }
}
