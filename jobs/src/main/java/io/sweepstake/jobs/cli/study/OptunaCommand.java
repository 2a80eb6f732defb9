package io.sweepstake.jobs.cli.study;

import io.sweepstake.jobs.cli.Subcommand;
import io.sweepstake.jobs.cli.option.OutputPlace;
import io.sweepstake.jobs.export.WholeFile;
import io.sweepstake.jobs.run.StudyDefinition;
import io.sweepstake.jobs.run.StudyView;
import io.sweepstake.sweeps.problem.Problem;
import io.sweepstake.sweeps.study.Counted;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.transfer.OptunaJournal;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Hands a study to Optuna. */
@Command(
    name = "optuna",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Write a study as Optuna's journal: its plots, its dashboard and more trials are then"
          + " Optuna's.",
      "",
      "Parameters, values, constraints, states, intermediate values and times are Optuna's own;"
          + " metrics and what else is known of a trial are user attributes. In Python:",
      "  storage = JournalStorage(JournalFileBackend('mine.journal'))",
      "  study = optuna.load_study(study_name='NAME', storage=storage)",
      "'sweepstake import' takes it back, with what Optuna added, and without loss."
    },
    footer = {"", "Examples:", "  sweepstake optuna studies/first --to first.journal"})
public final class OptunaCommand implements Subcommand {
  @Parameters(index = "0", paramLabel = "DIR", description = "The study's directory.")
  private String directory;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "FILE",
      description = "Where to write it; a file that does not exist yet.")
  private Path to;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    OutputPlace.requireNew("--to", to);
    PrintWriter err = spec.commandLine().getErr();
    History history = StudyView.of(directory, err::println).history();
    String name = history.spec().name();
    StudyDefinition definition = StudyView.definition(history);
    String journal =
        OptunaJournal.of(
            name,
            history,
            definition.fixed(),
            onTheWay(definition.problem(), history.spec().objective()));
    WholeFile.create(to, journal);
    err.println(
        Counted.of(history.size(), "trial")
            + " as the Optuna study "
            + name
            + ": "
            + to.toAbsolutePath());
    return 0;
  }

  /** What trials are compared by on their way, as pruners do; else what they are for. */
  private static Goal onTheWay(Problem problem, Objective objective) {
    try {
      return problem.progressGoal(objective);
    } catch (IllegalArgumentException none) {
      return objective.goals().get(0);
    }
  }
}
