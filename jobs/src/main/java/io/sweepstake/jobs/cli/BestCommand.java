package io.sweepstake.jobs.cli;

import io.sweepstake.jobs.cli.option.AtLeast;
import io.sweepstake.jobs.cli.option.FormatOption;
import io.sweepstake.jobs.config.ShellWord;
import io.sweepstake.jobs.export.ResultTable;
import io.sweepstake.jobs.run.Ranking;
import io.sweepstake.jobs.run.StudyView;
import io.sweepstake.jobs.run.Verdict;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Trial;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows a study's best trials. */
@Command(
    name = "best",
    mixinStandardHelpOptions = true,
    description = {
      "Show the best trials of a study: objective, metrics and parameters.",
      "The first is the one that the last report names, as it was judged there, and why.",
      "With several goals, trials of the Pareto front that are well spread; see also 'pareto'."
    },
    footer = {"", "Example:", "  sweepstake best studies/first --top 5"})
final class BestCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "DIR", description = "The study's directory.")
  private String directory;

  @Option(
      names = "--top",
      paramLabel = "K",
      defaultValue = "1",
      description = "How many trials to show (default: 1).")
  private int top;

  @Mixin private FormatOption format;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    AtLeast.check("top", top, 1);
    StudyView study = StudyView.of(directory, spec.commandLine().getErr()::println);
    History history = study.history();
    List<Trial> best = study.best(top);
    if (best.isEmpty()) {
      throw new IOException(directory + ": no trial has completed yet");
    }
    if (Ranking.severalGoals(history)) {
      spec.commandLine()
          .getErr()
          .println(
              "several goals have no one best trial ("
                  + history.spec().objective()
                  + "); see: sweepstake pareto "
                  + ShellWord.of(directory));
    }
    study.verdict().ifPresent(named -> explain(named, history));
    ResultTable table = Ranking.table(history, best);
    format.print(format.isTable() ? table.transposed() : table, spec.commandLine().getOut());
    return 0;
  }

  private void explain(Verdict named, History history) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(named.why());
    long since = named.since(history);
    if (since > 0) {
      err.println(
          since + (since == 1 ? " trial has" : " trials have") + " ended since, not judged yet");
    }
    if (top > 1) {
      err.println("the others are shown by their own measure");
    }
  }
}
