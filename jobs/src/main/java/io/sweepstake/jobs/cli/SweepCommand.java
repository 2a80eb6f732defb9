package io.sweepstake.jobs.cli;

import io.sweepstake.jobs.cli.option.FormatOption;
import io.sweepstake.jobs.cli.option.GivenTrials;
import io.sweepstake.jobs.cli.option.LimitOptions;
import io.sweepstake.jobs.cli.option.ProblemOptions;
import io.sweepstake.jobs.cli.option.SearchOptions;
import io.sweepstake.jobs.cli.option.SparkOptions;
import io.sweepstake.jobs.cli.option.TrialRunOptions;
import io.sweepstake.jobs.config.SweepConfig;
import io.sweepstake.jobs.config.YamlFile;
import io.sweepstake.jobs.event.Telling;
import io.sweepstake.jobs.run.RunOrder;
import io.sweepstake.jobs.run.StudyDefinition;
import io.sweepstake.jobs.run.StudyRun;
import io.sweepstake.sweeps.space.PartialPoint;
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

/** The main job: searches for the hyper-parameters of a problem. */
@Command(
    name = "sweep",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Search for the hyper-parameters of a problem, and keep every trial in a study.",
    footer = {
      "",
      "Examples:",
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

  @Mixin private ProblemOptions problem;

  @Option(
      names = "--trials",
      paramLabel = "N",
      description =
          "How many trials the study shall have in all; a limit such as --timeout may stand for it."
              + " The same command finishes what it began.")
  private String trials;

  @Option(
      names = "--study",
      paramLabel = "DIR",
      description =
          "The study's directory, on any Hadoop file system; one that exists is continued.")
  private String study;

  @Mixin private SearchOptions search;
  @Mixin private LimitOptions limits;
  @Mixin private GivenTrials given;
  @Mixin private TrialRunOptions telling;
  @Mixin private SparkOptions spark;
  @Mixin private FormatOption format;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Map<String, Object> values = new LinkedHashMap<>();
    YamlFile yaml = file == null ? null : SweepConfig.yaml(file);
    if (yaml != null) {
      values.putAll(yaml.values());
    }
    Map<String, Object> fromFile = new LinkedHashMap<>(values);
    addFlags(values);
    SweepConfig config;
    StudyDefinition definition;
    List<PartialPoint> points;
    try {
      config = SweepConfig.of(SearchOptions.goingOn(values));
      definition = StudyDefinition.of(config).goingOn(config, new Configuration());
      points = config.points(definition.spec().space());
    } catch (IllegalArgumentException wrong) {
      fromFile.entrySet().retainAll(values.entrySet());
      throw new FileMistakes(yaml, fromFile).named(wrong);
    }
    RunOrder order = StudyRun.order(definition, config, points);
    try (Telling told = telling.open(spec.commandLine().getErr());
        ParquetTrialStore store =
            definition.openOrCreate(
                new org.apache.hadoop.fs.Path(config.study()),
                new Configuration(),
                told.console()::important)) {
      new RunCommand(definition, store, config.study(), told)
          .run(order, spark, format, spec.commandLine().getOut());
    }
    return 0;
  }

  private void addFlags(Map<String, Object> values) {
    problem.addTo(values);
    put(values, "trials", trials);
    put(values, "study", study);
    search.addTo(values);
    limits.addTo(values);
    given.addTo(values);
  }

  private static void put(Map<String, Object> values, String key, String text) {
    if (text != null) {
      values.put(key, text);
    }
  }
}
