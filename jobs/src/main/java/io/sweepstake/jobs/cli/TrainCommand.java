package io.sweepstake.jobs.cli;

import io.sweepstake.core.economics.Evaluation;
import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.network.MechanismFamily;
import io.sweepstake.core.network.NetworkFile;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.training.DivergedException;
import io.sweepstake.core.training.Training;
import io.sweepstake.core.training.TrainingPlan;
import io.sweepstake.jobs.auction.AuctionParams;
import io.sweepstake.jobs.auction.AuctionSpace;
import io.sweepstake.jobs.auction.AuctionTraining;
import io.sweepstake.jobs.auction.EngineChoice;
import io.sweepstake.jobs.config.AuctionStudy;
import io.sweepstake.jobs.report.Finalists;
import io.sweepstake.jobs.report.LiveConsole;
import io.sweepstake.jobs.report.References;
import io.sweepstake.jobs.report.TrainingConsole;
import io.sweepstake.jobs.spark.SparkEvaluation;
import io.sweepstake.jobs.spark.SparkWorkers;
import io.sweepstake.sweeps.space.Param;
import io.sweepstake.sweeps.study.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
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
    description = "Train one auction network, evaluate it under the strong attack, and save it.",
    footer = {
      "",
      "Examples:",
      "  sweepstake train --setting additive-2x2-uniform",
      "  sweepstake train --setting uniform --bidders 3 --param batch=128 --out mine.bin"
    })
final class TrainCommand implements Callable<Integer> {
  @Mixin private SettingOptions setting;
  @Mixin private FamilyOption family;

  @Option(
      names = "--iterations",
      paramLabel = "N",
      description = "Training iterations (default: the family's own).")
  private Long iterations;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "What all randomness derives from (default: 1).")
  private long seed;

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
      names = "--out",
      paramLabel = "FILE",
      description = "Where the network is saved (default: SETTING-FAMILY-SEED.network here).")
  private Path out;

  @Mixin private SparkOptions spark;
  @Mixin private FormatOption format;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Setting chosen = setting.chosen();
    MechanismFamily mechanism = family.chosen(chosen);
    Map<String, String> asked = asked();
    long length =
        iterations == null ? AuctionTraining.defaultIterations(mechanism, asked) : iterations;
    Map<String, Object> values = values(mechanism, chosen, length, asked);
    TrainingPlan training = new AuctionTraining(chosen, mechanism, length).spec(values, seed);
    Path file = file(chosen, mechanism);
    LiveConsole console = LiveConsole.ofThisProcess(spec.commandLine().getErr());
    try (SparkWorkers workers = spark.open(Runtime.getRuntime().availableProcessors())) {
      if (AuctionParams.IMITATION.equals(values.get(AuctionParams.WARM_START))) {
        Path cache = file.toAbsolutePath().resolveSibling("warmstart");
        training =
            training.startingFrom(
                workers
                    .imitate(
                        chosen,
                        mechanism,
                        training.architecture(),
                        cache.toString(),
                        console::print)
                    .weights());
      }
      NetworkFile network = train(training, EngineChoice.kernels(values), console);
      Files.write(file, network.toBytes(), StandardOpenOption.CREATE_NEW);
      console.print("network: " + file.toAbsolutePath());
      evaluate(workers, network, chosen, file);
    }
    return 0;
  }

  /** What was asked for on the command line, by hyper-parameter. */
  private Map<String, String> asked() {
    Map<String, String> texts = new LinkedHashMap<>();
    if (preset != null) {
      texts.put(AuctionParams.PRESET, preset);
    }
    ParamOption.values(params).forEach((name, text) -> texts.put(name, String.valueOf(text)));
    return texts;
  }

  /** A value for every hyper-parameter, as asked or preset. */
  static Map<String, Object> values(
      MechanismFamily mechanism, Setting chosen, long length, Map<String, String> texts) {
    Map<String, Param<?>> changes = AuctionStudy.changes(mechanism, chosen, texts);
    for (Param<?> change : changes.values()) {
      if (!change.fixed()) {
        throw new IllegalArgumentException(
            change.name() + ": a training wants one value, was " + change.range());
      }
    }
    return AuctionSpace.of(mechanism, chosen, length, changes).presetValues();
  }

  private Path file(Setting chosen, MechanismFamily mechanism) throws IOException {
    Path file =
        out != null
            ? out
            : Path.of(chosen.fileName() + "-" + mechanism.name() + "-" + seed + ".network");
    if (Files.exists(file)) {
      throw new IllegalArgumentException(
          "--out: must be a file that does not exist yet, was " + file);
    }
    Path parent = file.toAbsolutePath().getParent();
    if (!Files.isDirectory(parent) || !Files.isWritable(parent)) {
      throw new IllegalArgumentException(
          "--out: must be in a directory that can be written to, was " + file);
    }
    return file;
  }

  private static NetworkFile train(TrainingPlan training, Kernels kernels, LiveConsole console)
      throws IOException {
    Training running = training.start(kernels);
    console.print(
        training.family().name()
            + " "
            + training.architecture()
            + " in "
            + training.setting().name()
            + ", "
            + training.iterations()
            + " iterations on engine "
            + kernels.name());
    long every = Math.max(1, training.iterations() / 100);
    try {
      running.advance(
          training.iterations(), every, new TrainingConsole(console, training.iterations()));
    } catch (DivergedException diverged) {
      throw new IOException("the training diverged: " + diverged.getMessage(), diverged);
    } finally {
      console.clear();
    }
    return new NetworkFile(
        training.setting().name(),
        training.setting().bidders(),
        training.family().name(),
        training.architecture(),
        running.weights());
  }

  private void evaluate(SparkWorkers workers, NetworkFile network, Setting chosen, Path file) {
    SparkEvaluation evaluation =
        new SparkEvaluation(
            Seeds.derive(seed, "train evaluation", 0),
            StudyRun.EVALUATION_PROFILES,
            StudyRun.ATTACKED_PROFILES,
            SparkEvaluation.Attack.STRONG);
    Evaluation result = workers.evaluate(evaluation, network.toBytes(), (done, shards) -> {});
    Finalists finalists = Finalists.of(file.getFileName().toString(), result);
    format.print(finalists.table(References.of(chosen)), spec.commandLine().getOut());
    finalists
        .alarms(chosen)
        .forEach(alarm -> spec.commandLine().getErr().println("ALARM: " + alarm));
  }
}
