package io.sweepstake.jobs.cli.study;

import io.sweepstake.jobs.cli.Interruption;
import io.sweepstake.jobs.cli.RunConsole;
import io.sweepstake.jobs.cli.Subcommand;
import io.sweepstake.jobs.cli.option.AtLeast;
import io.sweepstake.jobs.cli.option.FormatOption;
import io.sweepstake.jobs.cli.option.RunOptions;
import io.sweepstake.jobs.cli.option.SparkOptions;
import io.sweepstake.jobs.config.Limits;
import io.sweepstake.jobs.config.ShellWord;
import io.sweepstake.jobs.event.RunEvents;
import io.sweepstake.jobs.event.Telling;
import io.sweepstake.jobs.report.ExpectedCost;
import io.sweepstake.jobs.report.LiveConsole;
import io.sweepstake.jobs.run.RunOrder;
import io.sweepstake.jobs.run.StudyDefinition;
import io.sweepstake.jobs.run.StudyRun;
import io.sweepstake.jobs.run.StudyView;
import io.sweepstake.jobs.spark.SparkWorkers;
import io.sweepstake.sweeps.problem.Words;
import io.sweepstake.sweeps.run.Budget;
import io.sweepstake.sweeps.store.parquet.ParquetTrialStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs a study's best points again with fresh seeds. */
@Command(
    name = "retrain",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Run a study's best points again with fresh seeds, and say what they come to: mean and"
          + " standard deviation.",
      "",
      "Each run is judged as finalists are; the study keeps every one (evaluations), means and"
          + " deviations (retrainings), and names its best anew. What was run before is not run"
          + " again.",
      "A trial's own value is no part of its mean: it was chosen for being good."
    },
    footer = {"", "Examples:", "  sweepstake retrain studies/first --top 3 --seeds 5"})
public final class RetrainCommand implements Subcommand {
  @Parameters(index = "0", paramLabel = "DIR", description = "The study's directory.")
  private String directory;

  @Option(
      names = "--top",
      paramLabel = "K",
      defaultValue = "3",
      description = "How many of the best trials (default: 3); the default point comes along.")
  private int top;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "5",
      description = "With how many fresh seeds each, the same for all (default: 5).")
  private int seeds;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "How many run at a time (default: as many as there are cores).")
  private Integer parallelism;

  @Mixin private RunOptions telling;
  @Mixin private SparkOptions spark;
  @Mixin private FormatOption format;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    AtLeast.check("top", top, 1);
    AtLeast.check("seeds", seeds, 1);
    AtLeast.check("parallelism", parallelism, 1);
    PrintWriter err = spec.commandLine().getErr();
    StudyDefinition definition =
        StudyView.definition(StudyView.of(directory, err::println).history());
    RunOrder order =
        new RunOrder(
            Budget.additional(0),
            parallelism == null ? OptionalInt.empty() : OptionalInt.of(parallelism),
            OptionalInt.empty(),
            false,
            top,
            OptionalInt.of(seeds),
            false,
            Limits.of(Map.of()),
            Optional.empty(),
            List.of(),
            Map.of());
    try (Telling told = telling.open(err);
        ParquetTrialStore store =
            ParquetTrialStore.open(
                new Path(directory), new Configuration(), told.console()::important)) {
      LiveConsole console = told.console();
      RunEvents events =
          new RunEvents(
              told.events(), directory, new RunConsole(console, definition.problem().words()));
      StudyRun run = new StudyRun(definition, store, directory, events);
      var unused = run.prepare(order);
      if (run.unfinished()) {
        throw new IllegalArgumentException(
            "retrain: a run of "
                + directory
                + " was interrupted; finish it first with: sweepstake resume "
                + ShellWord.of(directory));
      }
      int threads = order.parallelism().orElse(Runtime.getRuntime().availableProcessors());
      console.print(
          "the best %d and the default again, each with the same fresh seeds, %d in all; what was run"
                  .formatted(top, seeds)
              + " before is not run again");
      console.show("starting Spark ...");
      try (SparkWorkers workers = spark.open(threads);
          Interruption stopping = new Interruption(() -> stop(told, store, workers))) {
        if (!told.quiet()) {
          announce(run, order, workers, definition.problem().words(), told, events);
        }
        console.print(workers.description());
        format.print(run.retrained(order, workers, format.isTable()), spec.commandLine().getOut());
        console.important("report: " + run.page());
        events.ended(true, "its best points were run again");
      }
    }
    return 0;
  }

  private static void announce(
      StudyRun run,
      RunOrder order,
      SparkWorkers workers,
      Words words,
      Telling told,
      RunEvents events)
      throws IOException {
    ExpectedCost cost =
        run.cost(
            order, workers, run.places(order, workers), OptionalInt.of(run.retrainings(order)));
    events.expects(cost);
    told.console().print("about " + cost.trials().getAsInt() + " runs are not there yet");
    cost.line(words).ifPresent(told.console()::print);
  }

  private static void stop(Telling told, ParquetTrialStore store, SparkWorkers workers) {
    told.console().important("stopped; what has finished is kept, the same command goes on");
    told.console().mute();
    store.close();
    told.close();
    workers.abandon();
  }
}
