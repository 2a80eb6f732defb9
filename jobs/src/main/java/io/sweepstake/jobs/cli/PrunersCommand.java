package io.sweepstake.jobs.cli;

import io.sweepstake.jobs.cli.option.FormatOption;
import io.sweepstake.jobs.export.ResultTable;
import io.sweepstake.sweeps.pruner.PrunerDescription;
import io.sweepstake.sweeps.pruner.Pruners;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the pruners. */
@Command(
    name = "pruners",
    mixinStandardHelpOptions = true,
    description = {
      "List what --pruner can be, with each one's options and, in parentheses, their defaults.",
      "'steps' are the length of a trial. A problem says from where its trials may be judged: warmup",
      "and first are that, mostly steps/5, unless given. All that compare take metric and direction",
      "as well, to compare something else that trials measure on their way."
    },
    footer = {
      "",
      "Examples:",
      "  sweepstake sweep ... --pruner asha:factor=3,first=2000",
      "  sweepstake sweep ... --trials 8 --pruner pbt:quantile=0.25"
    })
final class PrunersCommand implements Runnable {
  @Mixin private FormatOption format;
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    List<List<Object>> rows = new ArrayList<>();
    for (PrunerDescription pruner : Pruners.describe()) {
      rows.add(List.of(pruner.name(), pruner.meaning(), pruner.defaults()));
    }
    format.print(
        new ResultTable(List.of("pruner", "meaning", "options"), rows),
        spec.commandLine().getOut());
  }
}
