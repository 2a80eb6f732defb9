package io.sweepstake.jobs.cli;

import io.sweepstake.jobs.cli.option.FormatOption;
import io.sweepstake.jobs.cli.option.LimitOptions;
import io.sweepstake.jobs.cli.option.ProblemOptions;
import io.sweepstake.jobs.cli.option.SearchOptions;
import io.sweepstake.jobs.cli.option.SparkOptions;
import io.sweepstake.jobs.cli.option.TrialRunOptions;
import io.sweepstake.jobs.config.SweepConfig;
import io.sweepstake.jobs.event.Event;
import io.sweepstake.jobs.event.RunEvents;
import io.sweepstake.jobs.event.Telling;
import io.sweepstake.jobs.export.Format;
import io.sweepstake.jobs.export.ResultTable;
import io.sweepstake.jobs.report.ExpectedCost;
import io.sweepstake.jobs.report.GridConsole;
import io.sweepstake.jobs.report.LiveConsole;
import io.sweepstake.jobs.run.RunListener;
import io.sweepstake.jobs.run.StudyDefinition;
import io.sweepstake.jobs.run.StudyReport;
import io.sweepstake.jobs.run.TriedTrials;
import io.sweepstake.jobs.run.grid.Grid;
import io.sweepstake.jobs.run.grid.GridListener;
import io.sweepstake.jobs.spark.SparkWorkers;
import io.sweepstake.sweeps.problem.ProblemKind;
import io.sweepstake.sweeps.problem.ProblemKinds;
import io.sweepstake.sweeps.problem.Words;
import io.sweepstake.sweeps.store.parquet.StudyFolder;
import io.sweepstake.sweeps.study.Counted;
import io.sweepstake.sweeps.study.Objective;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Sweeps several problems at the same time, which differ in the first field of their kind. */
@Command(
    name = "grid",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Sweep several problems at the same time, as one Spark application: one study for each, which",
      "share the cores fairly. The same command goes on with what was stopped, and does nothing",
      "where all is done."
    },
    footer = {"", "Examples:", "  sweepstake grid --trials 20 --studies studies/grid"})
final class GridCommand implements Callable<Integer> {
  @Option(
      names = "--settings",
      arity = "1..*",
      paramLabel = "SETTING",
      description =
          "What the problems differ in, values of the first option that says what they are, between"
              + " commas or spaces; one with values of its own after a colon stands alone (default,"
              + " by the kind of problem: ${COMPLETION-CANDIDATES}).",
      completionCandidates = Defaults.class)
  private List<String> settings = List.of();

  @Mixin private ProblemOptions problem;

  @Option(
      names = "--trials",
      paramLabel = "N",
      required = true,
      description = "How many trials each study shall have in all.")
  private int trials;

  @Option(
      names = "--studies",
      paramLabel = "DIR",
      required = true,
      description = "The folder of the studies, on any Hadoop file system.")
  private String studies;

  @Mixin private SearchOptions search;
  @Mixin private LimitOptions limits;
  @Mixin private TrialRunOptions telling;
  @Mixin private SparkOptions spark;
  @Mixin private FormatOption format;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<String> given = given();
    ProblemKind kind = problem.kind(given.stream().findFirst());
    String field = kind.fields().get(0).key();
    if (problem.given(field)) {
      throw new IllegalArgumentException(
          "--" + field + ": a grid has several, was given one; say --settings");
    }
    List<Grid.Cell> cells = cells(field, given.isEmpty() ? kind.gridDefaults() : given);
    try (Telling told = telling.open(spec.commandLine().getErr())) {
      run(field, cells, told);
    }
    return 0;
  }

  private void run(String field, List<Grid.Cell> cells, Telling told)
      throws IOException, InterruptedException {
    LiveConsole console = told.console();
    OptionalInt asked = cells.get(0).config().parallelism();
    int threads = asked.orElse(Runtime.getRuntime().availableProcessors());
    boolean whole;
    Grid grid;
    try (SparkWorkers workers = spark.open(threads)) {
      int slots = TriedTrials.packs(cells.get(0).definition(), Optional.empty(), asked, workers);
      console.print(
          "%s of %s, %d at a time, into %s"
              .formatted(
                  cells.size() == 1 ? "1 study" : cells.size() + " studies",
                  Counted.of(trials, "trial"),
                  slots,
                  studies));
      if (!told.quiet()) {
        Optional<Duration> time = time(cells, slots);
        told.events().tell(expected(cells.size(), time));
        console.print("to expect: " + ExpectedCost.time(time, Optional.empty(), 0));
      }
      console.print(workers.description());
      try (Watch watch = new Watch(cells, told)) {
        grid = new Grid(field, cells, watch);
        try (Interruption unused = new Interruption(() -> stop(grid, told, workers))) {
          whole = grid.run(workers, slots);
        }
      }
    }
    ResultTable summary = grid.summary(ErrorBoundary::message);
    new StudyFolder(studies).write("grid.csv", summary.format(Format.CSV));
    if (format.isTable()) {
      console.print("");
    }
    format.print(summary, spec.commandLine().getOut());
    grid.alarms()
        .forEach(alarm -> console.important(console.in(LiveConsole.Colour.BAD, "ALARM: " + alarm)));
    String ending =
        whole ? "done" : "not every study has come to its end, the column ending says why";
    new RunEvents(told.events(), studies, RunListener.SILENT).ended(whole, ending);
    if (!whole) {
      throw new IOException(studies + ": " + ending);
    }
  }

  private Event expected(int cells, Optional<Duration> time) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("study", studies);
    fields.put("trials", cells * trials);
    fields.put("seconds", time.map(all -> all.toMillis() / 1e3).orElse(null));
    return new Event(Event.EXPECTED, fields);
  }

  /** About how long all trials take, if that is known. */
  private Optional<Duration> time(List<Grid.Cell> cells, int slots) {
    Duration patience = ExpectedCost.PATIENCE.dividedBy(cells.size());
    Duration sum = Duration.ZERO;
    for (Grid.Cell cell : cells) {
      Optional<Duration> pace =
          TriedTrials.pace(cell.definition(), Optional.empty(), patience, Duration.ofMillis(100));
      if (pace.isEmpty()) {
        return Optional.empty();
      }
      sum = sum.plus(pace.get().multipliedBy(trials));
    }
    return Optional.of(sum.dividedBy(slots));
  }

  private void stop(Grid grid, Telling told, SparkWorkers workers) {
    String line = "stopped; what has finished is kept, the same command goes on";
    told.console().important(line);
    new RunEvents(told.events(), studies, RunListener.SILENT).ended(false, line);
    told.console().mute();
    grid.abandon();
    told.close();
    workers.abandon();
  }

  /** Tells of each study with its name in front. */
  private static final class Watch implements GridListener, AutoCloseable {
    private final GridConsole progress;
    private final Map<String, Words> words = new LinkedHashMap<>();
    private final Map<String, String> directories = new LinkedHashMap<>();
    private final Map<String, RunEvents> events = new ConcurrentHashMap<>();
    private final Telling telling;

    Watch(List<Grid.Cell> cells, Telling telling) {
      this.telling = telling;
      Map<String, String> names = new LinkedHashMap<>();
      for (Grid.Cell cell : cells) {
        names.put(cell.name(), cell.definition().spec().name());
        words.put(cell.name(), cell.definition().problem().words());
        directories.put(cell.name(), cell.config().study());
      }
      progress =
          new GridConsole(telling.console(), names, cells.get(0).config().trials().getAsInt());
    }

    @Override
    public RunListener study(String cell, Objective objective) {
      RunConsole people =
          telling.trials()
              ? new RunConsole(
                  progress.of(cell), words.get(cell), history -> progress.listener(cell, objective))
              : new RunConsole(progress.of(cell), words.get(cell));
      RunEvents told = new RunEvents(telling.events(), directories.get(cell), people);
      events.put(cell, told);
      return told;
    }

    @Override
    public void done(String cell, StudyReport report, String page) {
      events.get(cell).oneEnded(report, page);
      progress.says(cell, "done");
    }

    @Override
    public void failed(String cell, Throwable error) {
      if (!Interruption.underWay()) {
        String why = ErrorBoundary.message(error);
        events.get(cell).oneFailed(why);
        progress.of(cell).important("failed: " + why);
        progress.says(cell, "failed");
      }
    }

    @Override
    public void close() {
      progress.close();
    }
  }

  /** The studies, each checked before any begins. */
  private List<Grid.Cell> cells(String field, List<String> settings) {
    List<Grid.Cell> cells = new ArrayList<>();
    Set<String> directories = new LinkedHashSet<>();
    for (String value : settings) {
      Map<String, Object> values = new LinkedHashMap<>();
      problem.addTo(values);
      values.put(field, value);
      values.put("trials", trials);
      search.addTo(values);
      limits.addTo(values);
      values.put("study", studies); // until the study has its name
      String name =
          StudyDefinition.of(SweepConfig.of(values))
              .spec()
              .name()
              .replaceAll("[^A-Za-z0-9._]+", "-");
      if (!directories.add(name)) {
        throw new IllegalArgumentException("--settings: " + value + " is given twice");
      }
      values.put("study", new Path(studies, name).toString());
      SweepConfig config = SweepConfig.of(SearchOptions.goingOn(values));
      cells.add(new Grid.Cell(value, StudyDefinition.of(config), config));
    }
    return cells;
  }

  /** For the help. */
  static final class Defaults extends ArrayList<String> {
    private static final long serialVersionUID = 1;

    Defaults() {
      ProblemKinds.all().forEach(kind -> addAll(kind.gridDefaults()));
      if (isEmpty()) {
        add("none");
      }
    }
  }

  private List<String> given() {
    List<String> names = new ArrayList<>();
    for (String word : settings) {
      for (String name : word.contains(":") ? List.of(word) : List.of(word.split(","))) {
        if (!name.isBlank()) {
          names.add(name.strip());
        }
      }
    }
    if (names.isEmpty() && !settings.isEmpty()) {
      throw new IllegalArgumentException("--settings: must name at least one, was empty");
    }
    return names;
  }
}
