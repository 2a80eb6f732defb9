package io.sweepstake.jobs.cli;

import io.sweepstake.jobs.export.ResultTable;
import io.sweepstake.jobs.report.Reference;
import io.sweepstake.jobs.report.References;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows what the classical auctions earn in a setting. */
@Command(
    name = "baselines",
    mixinStandardHelpOptions = true,
    description = "Show what the classical auctions earn in a setting, and the optimum if known.",
    footer = {"", "Example:", "  sweepstake baselines --setting exponential --bidders 4"})
final class BaselinesCommand implements Runnable {
  @Mixin private SettingOptions setting;
  @Mixin private FormatOption format;
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    List<List<Object>> rows = new ArrayList<>();
    for (Reference reference : References.of(setting.chosen())) {
      rows.add(
          Arrays.asList(
              reference.name(),
              reference.revenue(),
              reference.standardError() > 0 ? reference.standardError() : null,
              reference.optimum() ? "yes" : "",
              reference.source()));
    }
    format.print(
        new ResultTable(List.of("auction", "revenue", "standard_error", "optimal", "source"), rows),
        spec.commandLine().getOut());
  }
}
