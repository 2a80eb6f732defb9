package io.sweepstake.jobs.cli;

import io.sweepstake.core.economics.Evaluation;
import io.sweepstake.core.network.NetworkFile;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.jobs.config.AuctionStudy;
import io.sweepstake.jobs.report.Finalists;
import io.sweepstake.jobs.report.LiveConsole;
import io.sweepstake.jobs.report.References;
import io.sweepstake.jobs.spark.SparkEvaluation;
import io.sweepstake.jobs.spark.SparkWorkers;
import io.sweepstake.sweeps.study.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
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
      "Shows revenue, regret under attack, efficiency, beside the classical auctions. Regret is a",
      "lower bound.",
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
final class EvaluateCommand implements Callable<Integer> {
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
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Of the profiles (default: 1).")
  private long seed;

  @Mixin private SettingOptions chosen;
  @Mixin private SparkOptions spark;
  @Mixin private FormatOption format;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    AtLeast.check("top", top, 1);
    AtLeast.check("profiles", profiles, 1);
    SparkEvaluation evaluation =
        new SparkEvaluation(
            Seeds.derive(seed, "evaluate", 0),
            Math.max(StudyRun.EVALUATION_PROFILES, profiles),
            profiles,
            strong ? SparkEvaluation.Attack.STRONG : SparkEvaluation.Attack.QUICK);
    if (Files.isRegularFile(Path.of(target))) {
      network(evaluation);
    } else {
      study(evaluation);
    }
    return 0;
  }

  private void network(SparkEvaluation evaluation) throws IOException {
    NetworkFile read = NetworkBytes.read(target);
    Setting setting = NetworkBytes.setting(target, read, chosen.given());
    NetworkFile network =
        new NetworkFile(
            setting.name(), setting.bidders(), read.family(), read.architecture(), read.weights());
    Evaluation result;
    try (SparkWorkers workers = workers()) {
      LiveConsole console = LiveConsole.ofThisProcess(spec.commandLine().getErr());
      result =
          workers.evaluate(
              evaluation,
              network.toBytes(),
              (done, shards) -> console.show("attacking: " + 100 * done / shards + "%"));
      console.clear();
    }
    print(Finalists.of(Path.of(target).getFileName().toString(), result), setting);
  }

  private void study(SparkEvaluation evaluation) throws IOException {
    if (chosen.given().isPresent()) {
      throw new IllegalArgumentException(
          "--setting: is for one network's file, but " + target + " is a study, which has its own");
    }
    StudyView study = StudyView.of(target);
    Setting setting = AuctionStudy.of(study.history().spec()).setting();
    LiveConsole console = LiveConsole.ofThisProcess(spec.commandLine().getErr());
    Finalists finalists;
    try (SparkWorkers workers = workers()) {
      finalists =
          new Scoring(workers, evaluation, console)
              .best(study.history(), top, 0, study::artifact, target);
    }
    if (finalists.finalists().isEmpty()) {
      throw new IOException(target + ": no trial has completed and left its network");
    }
    print(finalists, setting);
  }

  private SparkWorkers workers() {
    return spark.open(Runtime.getRuntime().availableProcessors());
  }

  private void print(Finalists finalists, Setting setting) {
    format.print(finalists.table(References.of(setting)), spec.commandLine().getOut());
    finalists
        .alarms(setting)
        .forEach(alarm -> spec.commandLine().getErr().println("ALARM: " + alarm));
  }
}
