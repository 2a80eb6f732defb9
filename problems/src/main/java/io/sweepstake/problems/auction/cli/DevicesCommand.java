package io.sweepstake.problems.auction.cli;

import io.sweepstake.core.engine.Device;
import io.sweepstake.core.engine.Engines;
import io.sweepstake.core.engine.opencl.OpenClDescription;
import io.sweepstake.core.engine.opencl.OpenClDevices;
import io.sweepstake.core.engine.opencl.OpenClException;
import io.sweepstake.jobs.cli.Subcommand;
import io.sweepstake.jobs.cli.option.FormatOption;
import io.sweepstake.jobs.export.ResultTable;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists what trainings can run on. */
@Command(
    name = "devices",
    mixinStandardHelpOptions = true,
    description = {
      "List the devices of this machine that trials can train on.",
      "",
      "Without --device they train on the processor, by engine auto. A processor's OpenCL is for"
          + " tests."
    },
    footer = {
      "",
      "Examples:",
      "  sweepstake devices",
      "  sweepstake sweep --setting additive-2x2-uniform --device opencl:0"
    })
public final class DevicesCommand implements Subcommand {
  @Mixin private FormatOption format;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    List<List<Object>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "cpu",
            "processor",
            Runtime.getRuntime().availableProcessors() + " cores",
            "engine " + Engines.best(Device.CPU).name(),
            "",
            ""));
    try {
      for (OpenClDescription device : OpenClDevices.all()) {
        rows.add(
            List.of(
                device.place(),
                device.cpu() ? "processor" : "GPU",
                device.name(),
                device.platform() + ", driver " + device.driver(),
                (device.memory() >> 20) + " MB",
                device.pci()));
      }
    } catch (OpenClException none) {
      spec.commandLine().getErr().println(none.getMessage());
    }
    format.print(
        new ResultTable(List.of("device", "kind", "name", "by", "memory", "pci"), rows),
        spec.commandLine().getOut());
    return 0;
  }
}
