package io.sweepstake.jobs.cli;

import io.sweepstake.jobs.auction.AuctionParams;
import io.sweepstake.sweeps.sampler.Samplers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** How a search goes: the options of every command that begins studies. */
final class SearchOptions {
  @Option(
      names = "--sampler",
      paramLabel = "NAME[:OPTION=VALUE,...]",
      description =
          "What proposes points: ${COMPLETION-CANDIDATES} (default: tpe), with its options.",
      completionCandidates = SamplerNames.class)
  private String sampler;

  @Option(
      names = "--pruner",
      paramLabel = "NAME[:OPTION=VALUE,...]",
      description = {
        "What stops bad trials on their way, such as asha or median, or makes the trials one"
            + " population, pbt (default: none). 'sweepstake pruners' lists them and their options.",
        "They compare train_revenue and train_regret as the objective does revenue and regret, a"
            + " bound on regret as 5*train_regret, unless given metric=..."
      })
  private String pruner;

  @Option(
      names = "--objective",
      paramLabel = "TEXT",
      description =
          "What makes a trial good (default: revenue subject to regret_share <= 0.001),"
              + " a formula such as 'revenue - 5*regret', or several goals such as"
              + " 'maximize revenue, minimize regret'.")
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
      description =
          "How many of the best trials the strong attack re-scores (default: 3); up to as many more"
              + " while none keeps to the constraints.")
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

  /** Adds what is given, by the keys of a YAML file; single parameters win over those there. */
  void addTo(Map<String, Object> values) {
    put(values, "sampler", sampler);
    put(values, "pruner", pruner);
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
  }

  private static void put(Map<String, Object> values, String key, String text) {
    if (text != null) {
      values.put(key, text);
    }
  }

  /** For the help. */
  static final class SamplerNames extends ArrayList<String> {
    private static final long serialVersionUID = 1;

    SamplerNames() {
      super(Samplers.names());
    }
  }
}
