package io.sweepstake.problems.auction.cli;

import io.sweepstake.core.dl4j.GraphShape;
import io.sweepstake.core.network.MechanismFamily;
import io.sweepstake.core.network.NetworkFile;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.jobs.cli.Subcommand;
import io.sweepstake.jobs.cli.option.AtLeast;
import io.sweepstake.jobs.cli.option.ConsoleOptions;
import io.sweepstake.jobs.cli.option.FormatOption;
import io.sweepstake.jobs.cli.option.ParamOption;
import io.sweepstake.jobs.cli.option.SparkOptions;
import io.sweepstake.jobs.event.Telling;
import io.sweepstake.jobs.export.ResultTable;
import io.sweepstake.jobs.report.ExpectedCost;
import io.sweepstake.jobs.report.LiveConsole;
import io.sweepstake.jobs.spark.SparkWorkers;
import io.sweepstake.problems.auction.StartComparison;
import io.sweepstake.problems.auction.warmstart.ImitatedStart;
import io.sweepstake.problems.auction.warmstart.Imitation;
import io.sweepstake.problems.auction.warmstart.Likeness;
import io.sweepstake.problems.auction.warmstart.Teacher;
import io.sweepstake.sweeps.problem.FirstSteps;
import io.sweepstake.sweeps.pruner.Rung;
import io.sweepstake.sweeps.run.TrialExecutor;
import io.sweepstake.sweeps.run.trial.Pack;
import io.sweepstake.sweeps.run.trial.Packing;
import io.sweepstake.sweeps.study.Trial;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Teaches the network that trainings start from. */
@Command(
    name = "warmstart",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Teach a network to imitate a known auction, by DL4J's parameter averaging over shards of",
      "valuation profiles on Spark, and keep it for the studies of a folder: trials that have",
      "warm_start=imitation (the default of auctionnet where values are uniform) start from it."
    },
    footer = {
      "",
      "Examples:",
      "  sweepstake warmstart --setting uniform --bidders 3 --epochs 4",
      "  sweepstake warmstart --setting additive-2x2-uniform --studies hdfs://host/studies --shards 8",
      "  sweepstake warmstart --setting uniform --compare 5 --iterations 1000,4000"
    })
public final class WarmStartCommand implements Subcommand {
  private static final String COMPARED_BY_DEFAULT = "2000";

  @Mixin private SettingOptions setting;
  @Mixin private FamilyOption family;

  @Option(
      names = "--studies",
      paramLabel = "DIR",
      defaultValue = "studies",
      description =
          "The folder of the studies that shall start from it (default: studies); it is kept in"
              + " DIR/warmstart, one per setting and network.")
  private String studies;

  @Option(
      names = "--teacher",
      paramLabel = "NAME",
      description =
          "Whom the network imitates: myerson or vickrey (default: myerson, vickrey where values"
              + " are correlated or irregular).")
  private Teacher teacher;

  @Option(
      names = "--profiles",
      paramLabel = "N",
      description = "Valuation profiles watched in an epoch (default: 65536).")
  private Integer profiles;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Passes over the profiles (default: 2).")
  private Integer epochs;

  @Option(
      names = "--shards",
      paramLabel = "N",
      description = "Networks trained side by side and averaged (default: 2).")
  private Integer shards;

  @Option(
      names = "--averaging",
      paramLabel = "N",
      description = "Weight updates of a shard between two averagings (default: 64).")
  private Integer averaging;

  @Option(names = "--batch", paramLabel = "N", description = "Profiles per update (default: 128).")
  private Integer batch;

  @Option(names = "--rate", paramLabel = "X", description = "Adam's step size (default: 0.005).")
  private Double rate;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "What all randomness derives from (default: 1).")
  private long seed;

  @Option(
      names = "--compare",
      paramLabel = "SEEDS",
      description = {
        "Train so many times from the network and as often from scratch, same seeds and iterations, "
            + "with three regret budgets each, and show what it is worth at equal regret under attack."
      })
  private Integer compare;

  @Option(
      names = "--iterations",
      paramLabel = "N,...",
      split = ",",
      description = "With --compare: training iterations, one or several (default: 2000).")
  private List<Long> iterations;

  @Option(
      names = "--param",
      paramLabel = "NAME=VALUE",
      description = "Another value for a hyper-parameter, such as width; repeatable.")
  private List<String> params = List.of();

  @Mixin private ConsoleOptions telling;
  @Mixin private SparkOptions spark;
  @Mixin private FormatOption format;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    AtLeast.check("compare", compare, 2);
    if (iterations != null && compare == null) {
      throw new IllegalArgumentException("--iterations: is for --compare, which must be given");
    }
    Setting chosen = setting.chosen();
    MechanismFamily mechanism = family.chosen(chosen);
    List<Long> lengths =
        iterations == null ? List.of(Long.valueOf(COMPARED_BY_DEFAULT)) : iterations;
    Map<String, String> texts = new LinkedHashMap<>();
    ParamOption.values(params).forEach((name, text) -> texts.put(name, String.valueOf(text)));
    if (compare != null) {
      texts.putIfAbsent(StartComparison.LOSS, StartComparison.BUDGET);
    }
    Map<String, Object> values =
        new LinkedHashMap<>(TrainCommand.values(chosen, mechanism, lengths.get(0), texts));
    Imitation imitation = imitation(chosen, mechanism, values, lengths.get(0));
    List<StartComparison> comparisons = comparisons(chosen, mechanism, values, lengths);
    Telling told = telling.open(spec.commandLine().getErr());
    LiveConsole console = told.console();
    try (SparkWorkers workers = spark.open(Runtime.getRuntime().availableProcessors())) {
      if (!told.quiet()) {
        announce(imitation, mechanism, comparisons, workers, console);
      }
      console.print(workers.description());
      ImitatedStart.Imitated imitated =
          ImitatedStart.taught(imitation, mechanism, studies + "/warmstart", console::print);
      if (comparisons.isEmpty()) {
        format.print(table(chosen, mechanism, imitated), spec.commandLine().getOut());
        return 0;
      }
      List<List<Object>> rows = new ArrayList<>();
      for (StartComparison comparison : comparisons) {
        rows.add(compared(comparison, workers, imitated.network(), console));
      }
      format.print(
          new ResultTable(
              List.of(
                  "iterations",
                  "seeds",
                  "cold_revenue",
                  "cold_regret",
                  "warm_revenue",
                  "warm_regret",
                  "margin_at_equal_regret",
                  "margin_se"),
              rows),
          spec.commandLine().getOut());
    }
    return 0;
  }

  private static void announce(
      Imitation imitation,
      MechanismFamily mechanism,
      List<StartComparison> comparisons,
      SparkWorkers workers,
      LiveConsole console)
      throws IOException {
    console.print(
        "to expect: "
            + imitation.epochs()
            + " epochs of "
            + imitation.profiles()
            + " profiles, unless a network that was taught so is kept");
    byte[] untaught =
        new ImitatedStart(imitation.setting(), mechanism, imitation.shape().architecture())
            .standIn()
            .orElseThrow();
    Optional<Duration> all = Optional.of(Duration.ZERO);
    int trainings = 0;
    for (StartComparison comparison : comparisons) {
      List<Trial> trials = comparison.trials();
      Optional<Duration> each =
          FirstSteps.pace(
              comparison.function(NetworkFile.fromBytes(untaught)),
              trials.get(0),
              ExpectedCost.PATIENCE,
              ExpectedCost.LITTLE.dividedBy(trials.size()));
      all = all.flatMap(sum -> each.map(one -> sum.plus(one.multipliedBy(trials.size()))));
      trainings += trials.size();
    }
    if (trainings > 0) {
      int slots = workers.slots();
      console.print(
          "and then "
              + trainings
              + " trainings, "
              + slots
              + " at a time: "
              + ExpectedCost.time(all.map(sum -> sum.dividedBy(slots)), Optional.empty(), 0));
    }
  }

  private Imitation imitation(
      Setting chosen, MechanismFamily mechanism, Map<String, Object> values, long length) {
    GraphShape shape =
        GraphShape.of(
            mechanism,
            chosen,
            TrainCommand.problem(chosen, mechanism, length).plan(values, 0).architecture());
    Imitation standard = Imitation.standard(chosen, shape, seed);
    return new Imitation(
        chosen,
        teacher == null ? standard.teacher() : teacher,
        shape,
        profiles == null ? standard.profiles() : profiles,
        epochs == null ? standard.epochs() : epochs,
        batch == null ? standard.batch() : batch,
        shards == null ? standard.workers() : shards,
        averaging == null ? standard.averagingPeriod() : averaging,
        rate == null ? standard.learningRate() : rate,
        seed);
  }

  private List<StartComparison> comparisons(
      Setting chosen, MechanismFamily mechanism, Map<String, Object> values, List<Long> lengths) {
    List<StartComparison> comparisons = new ArrayList<>();
    if (compare != null) {
      values.remove(StartComparison.WARM_START);
      for (long length : lengths) {
        comparisons.add(new StartComparison(chosen, mechanism, values, length, compare, seed));
      }
    }
    return comparisons;
  }

  private static ResultTable table(
      Setting chosen, MechanismFamily mechanism, ImitatedStart.Imitated imitated) {
    Likeness likeness = imitated.likeness();
    return new ResultTable(
        List.of(
            "setting",
            "bidders",
            "family",
            "teacher",
            "misallocated",
            "payment_error",
            "revenue",
            "teacher_revenue",
            "file"),
        List.of(
            Arrays.asList(
                chosen.name(),
                chosen.bidders(),
                mechanism.name(),
                likeness.teacher().toString(),
                likeness.misallocated(),
                likeness.paymentError(),
                likeness.revenue(),
                likeness.teacherRevenue(),
                imitated.file())));
  }

  private static List<Object> compared(
      StartComparison comparison, SparkWorkers workers, NetworkFile network, LiveConsole console)
      throws IOException, InterruptedException {
    List<Trial> trials = comparison.trials();
    List<Trial> rows = new ArrayList<>();
    try (TrialExecutor executor =
        workers.trials(
            comparison.function(network), Packing.SINGLE, workers.slots(), StartComparison.NAME)) {
      List<CompletionStage<List<Trial>>> running =
          trials.stream()
              .map(trial -> executor.submit(new Pack(List.of(trial), Rung.END)))
              .toList();
      for (CompletionStage<List<Trial>> pack : running) {
        rows.addAll(pack.toCompletableFuture().join());
        console.progress(
            comparison.iterations()
                + " iterations: "
                + rows.size()
                + "/"
                + trials.size()
                + " trainings");
      }
    }
    console.clear();
    Optional<StartComparison.Result> result = StartComparison.of(rows);
    if (result.isEmpty()) {
      throw new IOException(
          "compare: needs two seeds whose trainings all end well and keep some regret; at "
              + comparison.iterations()
              + " iterations there are fewer");
    }
    StartComparison.Result found = result.get();
    return List.of(
        comparison.iterations(),
        found.seeds(),
        found.coldRevenue(),
        found.coldRegret(),
        found.warmRevenue(),
        found.warmRegret(),
        found.margin(),
        found.marginError());
  }
}
