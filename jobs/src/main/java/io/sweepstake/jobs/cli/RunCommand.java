package io.sweepstake.jobs.cli;

import io.sweepstake.jobs.cli.option.FormatOption;
import io.sweepstake.jobs.cli.option.SparkOptions;
import io.sweepstake.jobs.config.ShellWord;
import io.sweepstake.jobs.event.RunEvents;
import io.sweepstake.jobs.event.Telling;
import io.sweepstake.jobs.report.ExpectedCost;
import io.sweepstake.jobs.report.LiveConsole;
import io.sweepstake.jobs.report.SweepConsole;
import io.sweepstake.jobs.run.Ranking;
import io.sweepstake.jobs.run.RunOrder;
import io.sweepstake.jobs.run.StudyDefinition;
import io.sweepstake.jobs.run.StudyReport;
import io.sweepstake.jobs.run.StudyRun;
import io.sweepstake.jobs.run.Verdict;
import io.sweepstake.jobs.spark.Places;
import io.sweepstake.jobs.spark.SparkWorkers;
import io.sweepstake.sweeps.problem.Words;
import io.sweepstake.sweeps.run.Budget;
import io.sweepstake.sweeps.store.parquet.ParquetTrialStore;
import io.sweepstake.sweeps.study.Counted;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Schedule;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** One run of an open study, from its command to its last line. */
final class RunCommand {
  private final StudyDefinition definition;
  private final ParquetTrialStore store;
  private final String directory;
  private final Telling telling;
  private final LiveConsole console;
  private final Words words;
  private final RunEvents events;
  private final Told told = new Told();

  RunCommand(
      StudyDefinition definition, ParquetTrialStore store, String directory, Telling telling) {
    this.definition = definition;
    this.store = store;
    this.directory = directory;
    this.telling = telling;
    console = telling.console();
    words = definition.problem().words();
    RunConsole people =
        telling.trials()
            ? new RunConsole(console, words, told::begins)
            : new RunConsole(console, words);
    events = new RunEvents(telling.events(), directory, people);
  }

  /** Runs trials, judges the best ones, writes the report and prints it. */
  void run(RunOrder order, SparkOptions spark, FormatOption format, PrintWriter out)
      throws IOException, InterruptedException {
    try (told) {
      all(order, spark, format, out);
    } catch (IOException | RuntimeException failed) {
      if (!Interruption.underWay()) {
        events.ended(false, ErrorBoundary.message(failed));
      }
      throw failed;
    }
  }

  private void all(RunOrder order, SparkOptions spark, FormatOption format, PrintWriter out)
      throws IOException, InterruptedException {
    int threads = order.parallelism().orElse(Runtime.getRuntime().availableProcessors());
    StudyRun run = new StudyRun(definition, store, directory, events);
    History present = run.prepare(order);
    if (!run.unfinished() && !run.anythingToDo(order)) {
      int there = present.told() - Budget.imported(present);
      String done = there + " finished trials already, nothing to do";
      console.important(
          directory
              + (" has " + done + "; more with: sweepstake resume ")
              + (ShellWord.of(directory) + " --more N"));
      events.ended(true, done);
      return;
    }
    console.show("starting Spark ...");
    try (SparkWorkers workers = spark.open(threads)) {
      definition
          .engine(order.engine())
          .ifPresent(name -> definition.problem().checkEngine(name, workers.local()));
      Places places = run.places(order, workers);
      announce(run, order, places, workers, present);
      try (Interruption unused = new Interruption(() -> stop(workers))) {
        run.search(order, workers, places);
        told.close();
        StudyReport report = run.report(order, workers);
        print(run, report, format, out);
        events.ended(report, run.page());
      }
    }
  }

  /** The console of the search, from its beginning to its end. */
  private final class Told implements AutoCloseable {
    private SweepConsole listener;

    SweepConsole begins(History history) {
      listener =
          new SweepConsole(
              console, definition.spec().name(), definition.spec().objective(), history.trials());
      return listener;
    }

    @Override
    public void close() {
      if (listener != null) {
        listener.close();
        listener = null;
      }
    }
  }

  private void stop(SparkWorkers workers) {
    String line =
        "stopped; what has finished is kept, go on with: sweepstake resume "
            + ShellWord.of(directory);
    console.important(line);
    events.ended(false, line);
    console.mute();
    store.close();
    telling.close();
    workers.abandon();
  }

  private void announce(
      StudyRun run, RunOrder order, Places places, SparkWorkers workers, History history)
      throws IOException {
    int target = order.budget().target(history);
    int there = history.told() - Budget.imported(history);
    console.print(
        definition.spec().name()
            + ": "
            + count(target, history)
            + " to run, "
            + places
            + ", into "
            + directory
            + (there > 0 ? " (" + there + " are there)" : ""));
    console.print(
        definition.spec().sampler()
            + " sampler over "
            + Counted.of(definition.spec().space().size(), "parameter")
            + "; "
            + definition.spec().objective()
            + "; "
            + definition.problem().steps()
            + " "
            + words.steps()
            + " a trial"
            + (definition.spec().pruner().name().equals("none")
                ? ""
                : "; " + definition.spec().pruner() + " pruner")
            + definition.engine(order.engine()).map(engine -> "; engine " + engine).orElse(""));
    if (!telling.quiet()) {
      ExpectedCost cost =
          run.cost(
              order,
              workers,
              places,
              target == Budget.UNLIMITED
                  ? OptionalInt.empty()
                  : OptionalInt.of(Math.max(0, target - history.told())));
      events.expects(cost);
      cost.line(words).ifPresent(console::print);
      run.toPrepare().forEach(console::print);
    }
    definition.problem().notes().forEach(console::print);
    console.print(workers.description());
    workers.deviceNotes(console::print);
  }

  private static String count(int target, History history) {
    int count = target - history.told();
    return target == Budget.UNLIMITED ? "trials" : Counted.of(count, "trial");
  }

  private void print(StudyRun run, StudyReport report, FormatOption format, PrintWriter out)
      throws IOException {
    boolean empty = report.finalists().finalists().isEmpty() && report.references().isEmpty();
    if (format.isTable() && !empty) {
      console.print("");
      console.print(
          report.finalists().finalists().isEmpty()
              ? words.references().substring(0, 1).toUpperCase(Locale.ROOT)
                  + words.references().substring(1)
                  + ":"
              : "The best trials "
                  + words.judged()
                  + (report.references().isEmpty() ? "" : ", beside " + words.references())
                  + ":");
    }
    if (!(format.isTable() && empty)) {
      format.printFitted(format.isTable() ? report.brief() : report.table(), out);
    }
    report
        .alarms()
        .forEach(alarm -> console.important(console.in(LiveConsole.Colour.BAD, "ALARM: " + alarm)));
    report.notes().forEach(console::important);
    History history = report.history();
    if (Ranking.severalGoals(history)) {
      console.print("the Pareto front: sweepstake pareto " + ShellWord.of(directory));
    }
    Optional<Verdict> named = report.verdict();
    report
        .used()
        .ifPresent(path -> console.important("best " + words.solution() + ": " + run.path(path)));
    named
        .map(verdict -> Schedule.of(history, history.trial(verdict.trial())))
        .ifPresent(this::tell);
    console.important("report: " + run.page());
    named.ifPresent(
        verdict -> console.important(console.in(LiveConsole.Colour.BOLD, verdict.gained())));
  }

  /** Names the hyper-parameters over time, where they changed. */
  private void tell(Schedule schedule) {
    if (schedule.stages().size() > 1) {
      console.print("schedule of the best trial, from " + words.steps() + ":");
      for (Schedule.Stage stage : schedule.stages()) {
        console.print(
            "  " + stage.from() + ": " + stage.point() + " (trial " + stage.trial() + ")");
      }
    }
  }
}
