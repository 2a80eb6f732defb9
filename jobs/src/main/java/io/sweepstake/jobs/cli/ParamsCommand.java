package io.sweepstake.jobs.cli;

import io.sweepstake.jobs.cli.option.FormatOption;
import io.sweepstake.jobs.cli.option.ProblemOptions;
import io.sweepstake.jobs.export.ResultTable;
import io.sweepstake.sweeps.problem.Problem;
import io.sweepstake.sweeps.problem.Tunable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the hyper-parameters of a problem. */
@Command(
    name = "params",
    mixinStandardHelpOptions = true,
    description = {
      "List the hyper-parameters that --param can change.",
      "Shows which of them a sweep searches by default, where, and what the others are set to."
    },
    footer = {
      "",
      "Examples:",
      "  sweepstake sweep ... --param 'NAME=int:log:32..128' --param 'OTHER=0.5'"
    })
final class ParamsCommand implements Runnable {
  @Option(
      names = "--preset",
      paramLabel = "NAME",
      description = "Whose values, where there are several sets of them.")
  private String preset;

  @Mixin private ProblemOptions problem;
  @Mixin private FormatOption format;
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    Problem chosen = problem.chosen();
    if (preset != null) {
      chosen = chosen.fixing(Map.of("preset", preset));
    }
    List<List<Object>> rows = new ArrayList<>();
    for (Tunable<?> tunable : chosen.tunables()) {
      rows.add(
          List.of(
              tunable.name(),
              tunable.searched() ? "yes" : "",
              tunable.preset(),
              format.isTable()
                  ? ResultTable.shortenedNumbers(tunable.range().range())
                  : tunable.range().range(),
              tunable.meaning()));
    }
    format.print(
        new ResultTable(List.of("param", "searched", "preset", "range", "meaning"), rows),
        spec.commandLine().getOut());
  }
}
