package io.sweepstake.jobs.cli;

import io.sweepstake.jobs.cli.option.FormatOption;
import io.sweepstake.jobs.export.ResultTable;
import io.sweepstake.jobs.run.Ranking;
import io.sweepstake.jobs.run.StudyView;
import io.sweepstake.sweeps.analysis.HypervolumeHistory;
import io.sweepstake.sweeps.analysis.ParetoSet;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.Trial;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the trade-off that a study found. */
@Command(
    name = "pareto",
    mixinStandardHelpOptions = true,
    description = {
      "Show the Pareto front of a study: the feasible trials that no other beats in every goal.",
      "Columns values_0, values_1 ... are the goals in their order; csv and json have all metrics,",
      "a table those of the objective. On standard error stands the hypervolume of the front and",
      "the reference up to which it is measured."
    },
    footer = {
      "",
      "Examples:",
      "  sweepstake pareto studies/tradeoff",
      "  sweepstake pareto studies/tradeoff --reference 0.5,0.01 --format csv"
    })
final class ParetoCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "DIR", description = "The study's directory.")
  private String directory;

  @Option(
      names = "--reference",
      paramLabel = "V0,V1,...",
      split = ",",
      description =
          "A value for each goal, from which the hypervolume is measured"
              + " (default: a little worse than the worst that a feasible trial has).")
  private List<Double> reference;

  @Mixin private FormatOption format;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    History history = StudyView.of(directory, spec.commandLine().getErr()::println).history();
    Objective objective = history.spec().objective();
    List<Trial> front = ParetoSet.of(history).front().stream().sorted(objective::compare).toList();
    if (front.isEmpty()) {
      throw new IOException(directory + ": no trial has completed yet");
    }
    HypervolumeHistory volume =
        reference == null
            ? HypervolumeHistory.of(history)
            : HypervolumeHistory.of(history, reference);
    // All metrics side by side are wider than a screen.
    format.print(
        format.isTable()
            ? Ranking.table(history, front, objective.metrics())
            : Ranking.table(history, front),
        spec.commandLine().getOut());
    spec.commandLine().getErr().println(summary(history, front, volume));
    return 0;
  }

  private static String summary(History history, List<Trial> front, HypervolumeHistory volume) {
    Objective objective = history.spec().objective();
    if (objective.violation(front.get(0).state().metrics()) > 0) {
      return "no trial is feasible; those above violate least";
    }
    List<String> corner = new ArrayList<>();
    for (int k = 0; k < objective.goals().size(); k++) {
      Goal goal = objective.goals().get(k);
      corner.add(goal + ": " + ResultTable.shortened(volume.reference().get(k)));
    }
    return String.format(
        Locale.ROOT,
        "%d of %d completed trials on the front; hypervolume %.6g up to (%s)%s",
        front.size(),
        history.completedCount(),
        volume.afterEachTell().get(volume.afterEachTell().size() - 1),
        String.join(", ", corner),
        volume.leftOut() == 0
            ? ""
            : "; " + volume.leftOut() + " left out of it: a value that stands for an infinity");
  }
}
