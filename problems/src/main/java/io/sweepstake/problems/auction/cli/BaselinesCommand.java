package io.sweepstake.problems.auction.cli;

import io.sweepstake.jobs.cli.Subcommand;
import io.sweepstake.jobs.cli.option.FormatOption;
import io.sweepstake.jobs.export.ResultTable;
import io.sweepstake.problems.auction.AuctionMetrics;
import io.sweepstake.problems.auction.ClassicalAuctions;
import io.sweepstake.sweeps.problem.Reference;
import io.sweepstake.sweeps.study.Metric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
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
public final class BaselinesCommand implements Subcommand {
  @Mixin private SettingOptions setting;
  @Mixin private FormatOption format;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    List<List<Object>> rows = new ArrayList<>();
    for (Reference reference : ClassicalAuctions.of(setting.chosen())) {
      rows.add(
          Arrays.asList(
              reference.name(),
              cell(reference, AuctionMetrics.REVENUE),
              cell(reference, AuctionMetrics.REVENUE_SE),
              reference.bound() ? "yes" : "",
              reference.source()));
    }
    format.print(
        new ResultTable(List.of("auction", "revenue", "standard_error", "optimal", "source"), rows),
        spec.commandLine().getOut());
    return 0;
  }

  private static Object cell(Reference reference, Metric metric) {
    OptionalDouble value = reference.metrics().value(metric);
    return value.isPresent() ? value.getAsDouble() : null;
  }
}
