package io.sweepstake.jobs.cli;

import io.sweepstake.jobs.cli.option.FormatOption;
import io.sweepstake.jobs.export.ResultTable;
import io.sweepstake.jobs.run.StudyView;
import io.sweepstake.sweeps.run.Replay;
import io.sweepstake.sweeps.sampler.Samplers;
import io.sweepstake.sweeps.study.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks a study's sampler for every point again. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Ask a study's sampler for every point again, and show those that differ.",
      "It sees each time what it saw then, so none do, however many trials ran at a time, unless",
      "the sampler has changed. The exit code is 1 when some do."
    },
    footer = {"", "Example:", "  sweepstake replay studies/first"})
final class ReplayCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "DIR", description = "The study's directory.")
  private String directory;

  @Mixin private FormatOption format;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    History history = StudyView.of(directory, spec.commandLine().getErr()::println).history();
    Replay replay =
        new Replay(
            history, Samplers.of(history.spec().sampler()), StudyView.definition(history).pruner());
    List<Replay.Difference> differences = replay.differences();
    int suggestions = replay.suggestions();
    if (!differences.isEmpty() || !format.isTable()) {
      format.print(table(differences), spec.commandLine().getOut());
    }
    spec.commandLine()
        .getErr()
        .println(
            differences.isEmpty()
                ? "all " + suggestions + " suggestions of " + directory + " are the same again"
                : differences.size()
                    + " of "
                    + suggestions
                    + " suggestions of "
                    + directory
                    + " differ");
    return differences.isEmpty() ? 0 : 1;
  }

  /** One row per parameter that differs. */
  private static ResultTable table(List<Replay.Difference> differences) {
    List<List<Object>> rows = new ArrayList<>();
    for (Replay.Difference difference : differences) {
      Map<String, Object> then = difference.trial().point().values();
      Map<String, Object> now =
          difference.now().map(suggestion -> suggestion.point().values()).orElse(Map.of());
      for (var param : difference.trial().point().space().params()) {
        Object before = then.getOrDefault(param.name(), "none");
        Object after = now.getOrDefault(param.name(), "none");
        if (!before.equals(after)) {
          rows.add(
              List.of(
                  difference.trial().number(),
                  difference.trial().ask().source(),
                  param.name(),
                  before,
                  after));
        }
      }
    }
    return new ResultTable(List.of("number", "source", "param", "then", "now"), rows);
  }
}
