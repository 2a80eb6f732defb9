package io.sweepstake.jobs.cli;

import io.sweepstake.jobs.auction.AuctionParams;
import io.sweepstake.jobs.config.AuctionStudy;
import io.sweepstake.jobs.config.SweepConfig;
import io.sweepstake.sweeps.run.Budget;
import io.sweepstake.sweeps.store.parquet.ParquetTrialStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The main job: searches for the hyper-parameters of a learned auction. */
@Command(
    name = "sweep",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Search for the hyper-parameters of a learned auction, and keep every trial in a study.",
    footer = {
      "",
      "Examples:",
      "  sweepstake sweep --setting additive-2x2-uniform --trials 20 --study studies/first",
      "  sweepstake sweep --setting exponential --bidders 4 --trials 50 --study studies/exp \\",
      "      --objective 'revenue subject to regret <= 0.001' --param 'rmax_end=log:5e-4..2e-3'",
      "  sweepstake sweep -f study.yaml --trials 5",
      "",
      "A parameter's values: 0..5, log:1e-4..1e-2, int:1..8, 16..128/16, {a,b}, or one value."
    })
final class SweepCommand implements Callable<Integer> {
  @Option(
      names = {"-f", "--file"},
      paramLabel = "YAML",
      description = "A YAML file with the options below as keys; flags win over it.")
  private Path file;

  @Option(
      names = "--setting",
      paramLabel = "SETTING",
      description = "The auction setting; 'sweepstake settings' lists them.")
  private String setting;

  @Option(
      names = "--bidders",
      paramLabel = "N",
      description = "How many bidders, for settings that take any number.")
  private String bidders;

  @Option(
      names = "--family",
      paramLabel = "FAMILY",
      description = "The mechanism family (default: the setting's own).")
  private String family;

  @Option(names = "--trials", paramLabel = "N", description = "How many trials to run.")
  private String trials;

  @Option(
      names = "--study",
      paramLabel = "DIR",
      description =
          "The study's directory, on any Hadoop file system; one that exists is continued.")
  private String study;

  @Option(
      names = "--sampler",
      paramLabel = "NAME",
      description = "What proposes points: tpe or random (default: tpe).")
  private String sampler;

  @Option(
      names = "--objective",
      paramLabel = "TEXT",
      description =
          "What makes a trial good (default: revenue subject to regret_share <= 0.001),"
              + " or a formula such as 'revenue - 5*regret'.")
  private String objective;

  @Option(
      names = "--iterations",
      paramLabel = "N",
      description = "Training iterations of each trial (default: the family's own).")
  private String iterations;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "Trials that run at a time (default: as many as there are cores).")
  private String parallelism;

  @Option(
      names = "--synchronous",
      description = "Run in whole generations, which is exactly repeatable.")
  private boolean synchronous;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "What all randomness derives from (default: 1).")
  private String seed;

  @Option(
      names = "--finalists",
      paramLabel = "K",
      description = "How many of the best trials the strong attack re-scores (default: 3).")
  private String finalists;

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      description =
          "What hyper-parameters are set to: fast, or published, the paper's own (default: fast).")
  private String preset;

  @Option(
      names = "--param",
      paramLabel = "NAME=VALUES",
      description = "Other values for a parameter of the family's search space; repeatable.")
  private List<String> params = List.of();

  @Mixin private SparkOptions spark;
  @Mixin private FormatOption format;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    SweepConfig config = config();
    AuctionStudy auction = AuctionStudy.of(config);
    try (ParquetTrialStore store =
        ParquetTrialStore.openOrCreate(
            new org.apache.hadoop.fs.Path(config.study()), new Configuration(), auction.spec())) {
      new StudyRun(auction, store, config.study(), spark, format, spec.commandLine())
          .run(
              Budget.additional(config.trials()),
              config.parallelism(),
              config.synchronous(),
              config.finalists());
    }
    return 0;
  }

  private SweepConfig config() throws IOException {
    Map<String, Object> values = new LinkedHashMap<>();
    if (file != null) {
      values.putAll(SweepConfig.yaml(file));
    }
    put(values, "setting", setting);
    put(values, "bidders", bidders);
    put(values, "family", family);
    put(values, "trials", trials);
    put(values, "study", study);
    put(values, "sampler", sampler);
    put(values, "objective", objective);
    put(values, "iterations", iterations);
    put(values, "parallelism", parallelism);
    put(values, "synchronous", synchronous ? "true" : null);
    put(values, "seed", seed);
    put(values, "finalists", finalists);
    Map<String, Object> changes = ParamOption.values(params);
    if (preset != null) {
      changes.put(AuctionParams.PRESET, preset);
    }
    if (values.get("params") instanceof Map<?, ?> fromFile) {
      fromFile.forEach((name, value) -> changes.putIfAbsent(String.valueOf(name), value));
    }
    if (!changes.isEmpty()) {
      values.put("params", changes);
    }
    return SweepConfig.of(values);
  }

  private static void put(Map<String, Object> values, String key, String text) {
    if (text != null) {
      values.put(key, text);
    }
  }
}
