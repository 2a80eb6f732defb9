package io.sweepstake.jobs.cli;

import io.sweepstake.jobs.cli.option.AtLeast;
import io.sweepstake.jobs.cli.option.FormatOption;
import io.sweepstake.jobs.cli.option.GivenTrials;
import io.sweepstake.jobs.cli.option.LimitOptions;
import io.sweepstake.jobs.cli.option.ParamOption;
import io.sweepstake.jobs.cli.option.SparkOptions;
import io.sweepstake.jobs.cli.option.TrialRunOptions;
import io.sweepstake.jobs.config.EnqueuedPoints;
import io.sweepstake.jobs.config.Limits;
import io.sweepstake.jobs.config.SweepConfig;
import io.sweepstake.jobs.event.Telling;
import io.sweepstake.jobs.run.Import;
import io.sweepstake.jobs.run.RunOrder;
import io.sweepstake.jobs.run.StudyDefinition;
import io.sweepstake.jobs.run.StudyView;
import io.sweepstake.jobs.run.UnfinishedRun;
import io.sweepstake.sweeps.run.Budget;
import io.sweepstake.sweeps.space.Param;
import io.sweepstake.sweeps.store.parquet.ParquetTrialStore;
import io.sweepstake.sweeps.store.parquet.StudyFolder;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.StudySpec;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Goes on with a study. */
@Command(
    name = "resume",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Go on with a study: finish the run that was interrupted, or run more trials.",
      "Everything else, the objective, the sampler, the pruner, the seed, is the study's own; its",
      "search space, too, but it may grow."
    },
    footer = {
      "",
      "Examples:",
      "  sweepstake resume studies/first",
      "  sweepstake resume studies/first --more 20",
      "  sweepstake resume studies/first --target-trials 100",
      "  sweepstake resume studies/first --timeout 2h --stagnation 50 --trial-timeout 10m",
      "  sweepstake resume studies/first --more 20 --param rate=log:1e-5..1"
    })
final class ResumeCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "DIR", description = "The study's directory.")
  private String directory;

  @ArgGroup(exclusive = true)
  private Amount amount;

  /** How much more. */
  private static final class Amount {
    @Option(
        names = {"--more", "--trials"},
        required = true,
        paramLabel = "N",
        description =
            "How many trials to add; 0 only finishes those in flight. --trials is its old name.")
    private Integer more;

    @Option(
        names = "--target-trials",
        required = true,
        paramLabel = "N",
        description = "How many trials the study shall have in all.")
    private Integer target;

    Budget budget() {
      return more == null ? Budget.total(target) : Budget.additional(more);
    }
  }

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description =
          "Trials that run at a time, or packs of them (default: as many as there are cores, and on"
              + " a GPU one pack for each).")
  private Integer parallelism;

  @Option(
      names = "--pack-size",
      paramLabel = "N",
      description =
          "Trials that a worker trains together (default: 1; on a GPU as many as fill it, and at"
              + " most an eighth of those to run).")
  private Integer packSize;

  @Option(
      names = {"--engine", "--device"},
      paramLabel = "NAME",
      description = {
        "Move this run to another engine, by name or auto: trials on their way go on there, and"
            + " their rows say so (default: the study's own)."
      })
  private String engine;

  @Option(
      names = "--synchronous",
      description = "Run in whole generations, which is exactly repeatable.")
  private boolean synchronous;

  @Option(
      names = "--finalists",
      paramLabel = "K",
      description = "How many of the best trials are judged anew, harder (default: 3).")
  private Integer finalists;

  @Option(
      names = "--retrain",
      paramLabel = "N",
      description =
          "With how many fresh seeds the finalists' points are trained again (default: 3 where that"
              + " costs less than a quarter of the sweep, else 0).")
  private Integer retrain;

  @Option(
      names = "--param",
      paramLabel = "NAME=VALUES",
      description = {
        "A wider range or more choices for a parameter that is searched, from the next trial on;"
            + " repeatable. The study keeps since when."
      })
  private List<String> params = List.of();

  @Mixin private LimitOptions limitOptions;
  @Mixin private GivenTrials given;
  @Mixin private TrialRunOptions telling;
  @Mixin private SparkOptions spark;
  @Mixin private FormatOption format;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Map<String, Object> values = new LinkedHashMap<>();
    limitOptions.addTo(values);
    given.addTo(values);
    Limits limits = Limits.of(values);
    if (amount != null) {
      AtLeast.check("more", amount.more, 0);
      AtLeast.check("target-trials", amount.target, 1);
    }
    AtLeast.check("parallelism", parallelism, 1);
    AtLeast.check("pack-size", packSize, 1);
    AtLeast.check("finalists", finalists, 0);
    AtLeast.check("retrain", retrain, 0);
    History there = StudyView.of(directory, spec.commandLine().getErr()::println).history();
    StudyDefinition begun = StudyView.definition(there);
    Map<String, String> texts = new LinkedHashMap<>();
    ParamOption.values(params).forEach((name, text) -> texts.put(name, String.valueOf(text)));
    Map<String, Param<?>> wider = StudyDefinition.changes(begun.problem(), texts);
    StudyDefinition definition = begun.widened(wider, there.size());
    Optional<RunOrder> promised = promised(limits, there.spec());
    Optional<String> moved =
        Optional.ofNullable(engine).or(() -> promised.flatMap(RunOrder::engine));
    Optional<String> unused = definition.engine(moved);
    RunOrder wanted =
        new RunOrder(
            promised
                .map(RunOrder::budget)
                .orElseGet(() -> amount == null ? Budget.unlimited() : amount.budget()),
            parallelism == null
                ? promised.map(RunOrder::parallelism).orElse(OptionalInt.empty())
                : OptionalInt.of(parallelism),
            packSize == null
                ? promised.map(RunOrder::packSize).orElse(OptionalInt.empty())
                : OptionalInt.of(packSize),
            synchronous || promised.map(RunOrder::synchronous).orElse(false),
            finalists == null
                ? promised.map(RunOrder::finalists).orElse(SweepConfig.FINALISTS)
                : finalists,
            retrain == null
                ? promised.map(RunOrder::retrain).orElse(OptionalInt.empty())
                : OptionalInt.of(retrain),
            promised.map(RunOrder::withDefault).orElse(true),
            promised.map(order -> order.limits().changed(limits)).orElse(limits),
            moved,
            EnqueuedPoints.in(
                definition.spec().space(), EnqueuedPoints.parse(values.get("enqueue"))),
            new Import(definition, directory)
                .all(SweepConfig.sources("import", values.get("import"))));
    try (Telling told = telling.open(spec.commandLine().getErr());
        ParquetTrialStore store =
            ParquetTrialStore.openWidened(
                new Path(directory), new Configuration(), wider, told.console()::important)) {
      new RunCommand(definition, store, directory, told)
          .run(wanted, spark, format, spec.commandLine().getOut());
    }
    return 0;
  }

  /** What the run that was interrupted was to do, unless it is said how much is wanted now. */
  private Optional<RunOrder> promised(Limits limits, StudySpec study) throws IOException {
    if (amount != null || limits.endsSweep()) {
      return Optional.empty();
    }
    Optional<RunOrder> promised = new UnfinishedRun(new StudyFolder(directory)).order(study);
    if (promised.isEmpty()) {
      throw new IllegalArgumentException(
          "resume: no run of "
              + directory
              + " was interrupted; say how much more with one of --more, --target-trials,"
              + " --timeout, --stop-at, --stagnation");
    }
    return promised;
  }
}
