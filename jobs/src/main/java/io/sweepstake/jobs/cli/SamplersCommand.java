package io.sweepstake.jobs.cli;

import io.sweepstake.jobs.cli.option.FormatOption;
import io.sweepstake.jobs.export.ResultTable;
import io.sweepstake.sweeps.option.Option;
import io.sweepstake.sweeps.sampler.SamplerDescription;
import io.sweepstake.sweeps.sampler.Samplers;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the samplers there are. */
@Command(
    name = "samplers",
    mixinStandardHelpOptions = true,
    description = "List the samplers there are, with their options and defaults.",
    footer = {
      "",
      "Example:",
      "  sweepstake samplers",
      "  sweepstake sweep ... --sampler tpe:candidates=48,duplicates=cache"
    })
final class SamplersCommand implements Runnable {
  @Mixin private FormatOption format;
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    List<List<Object>> rows = new ArrayList<>();
    for (SamplerDescription sampler : Samplers.describe()) {
      rows.add(List.of(sampler.name(), "", "", sampler.meaning()));
      for (Option option : sampler.options()) {
        rows.add(List.of(sampler.name(), option.name(), option.otherwise(), option.meaning()));
      }
    }
    format.print(
        new ResultTable(List.of("sampler", "option", "default", "meaning"), rows),
        spec.commandLine().getOut());
  }
}
