package io.sweepstake.problems.fuzz;

import java.util.List;
import java.util.Map;

/** What is changed at random. */
final class GoodInputs {
  static final List<String> FLAGS =
      List.of(
          "--setting",
          "--family",
          "--iterations",
          "--trials",
          "--study",
          "--sampler",
          "--pruner",
          "--objective",
          "--engine",
          "--parallelism",
          "--synchronous",
          "--seed",
          "--finalists",
          "--retrain",
          "--without-default",
          "--preset",
          "--param",
          "--timeout",
          "--stop-at",
          "--stagnation",
          "--trial-timeout",
          "--enqueue",
          "--import",
          "--format",
          "--stray",
          "-f");

  static final List<String> VALUES =
      List.of(
          "additive-1x2-uniform",
          "additive-2x2-uniform",
          "additive-1x2:uniform(0,1),uniform(0,2)",
          "exchange-2x2",
          "repeated-3-digits",
          "regretnet",
          "rochetnet",
          "10",
          "2",
          "tpe",
          "tpe:startup=3",
          "gp",
          "cma-es",
          "grid:levels=2",
          "asha:factor=3,first=2",
          "pbt:members=4",
          "median",
          "revenue",
          "maximize revenue, minimize regret",
          "revenue - 5*regret",
          "revenue subject to regret <= 0.01",
          "vector",
          "fast",
          "learning_rate=log:1e-4..1e-2",
          "menu_size={20,40}",
          "width=16..32/8",
          "1h30m",
          "5s",
          "learning_rate=0.01",
          "csv");

  /** What may follow a flag. */
  static final Map<String, List<String>> FITTING =
      Map.of(
          "--iterations", List.of("10", "100", "1"),
          "--sampler", List.of("tpe:startup=3", "gp", "cma-es", "qmc", "grid:levels=2", "genetic"),
          "--pruner",
              List.of("asha:factor=3,first=2", "median", "pbt:members=4", "none", "percentile"),
          "--objective",
              List.of("revenue", "revenue - 5*regret", "maximize revenue, minimize regret"),
          "--seed", List.of("7", "-1", "9223372036854775807"),
          "--param", List.of("learning_rate=log:1e-4..1e-2", "width=16", "batch={64,128}"),
          "--enqueue", List.of("learning_rate=0.01", "width=16"),
          "--timeout", List.of("1h30m", "5s"),
          "--stagnation", List.of("3"),
          "--format", List.of("csv", "json", "table"));

  static final List<String> WITH_FITTING = FITTING.keySet().stream().sorted().toList();

  static final List<List<String>> LINES =
      List.of(
          List.of("sweep", "--setting", "additive-1x2-uniform", "--trials", "2"),
          List.of("sweep", "--setting", "exchange-2x2", "--trials", "2", "--sampler", "gp"),
          List.of(
              "grid", "--settings", "additive-1x2-uniform,additive-2x2-uniform", "--trials", "2"),
          List.of("params", "--setting", "additive-2x2-uniform", "--family", "regretnet"),
          List.of("best", "x", "--format", "csv"));

  static final String YAML =
      """
      setting: additive-1x2-uniform
      family: rochetnet
      iterations: 10
      trials: 2
      sampler: {name: tpe, startup: 3}
      pruner: asha:factor=3,first=2
      objective: revenue subject to regret_share <= 0.001
      params:
        learning_rate: log:0.003..0.03
        menu_size: [20, 40]
      enqueue:
        - learning_rate: 0.01
      timeout: 2h
      """;

  static final String BIDS = "bidder1_item1,bidder1_item2\n0.5,0.25\n0.75,0.5\n1e-3,2\n3,4.5\n";

  private GoodInputs() {}
}
