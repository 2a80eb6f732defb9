package io.sweepstake.jobs.cli;

import io.sweepstake.core.network.MechanismFamily;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.jobs.auction.AuctionParam;
import io.sweepstake.jobs.auction.AuctionParams;
import io.sweepstake.jobs.auction.AuctionSpace;
import io.sweepstake.jobs.export.ResultTable;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the hyper-parameters of a family in a setting. */
@Command(
    name = "params",
    mixinStandardHelpOptions = true,
    description = {
      "List the hyper-parameters that --param can change.",
      "Shows which of them a sweep searches by default, where, and what the others are set to."
    },
    footer = {
      "",
      "Example:",
      "  sweepstake params --setting additive-2x2-uniform",
      "  sweepstake sweep ... --param 'width=int:log:32..128' --param 'loss=lagrangian'"
    })
final class ParamsCommand implements Runnable {
  @Option(
      names = "--preset",
      paramLabel = "NAME",
      description = "Whose values: fast, or published, the paper's own (default: fast).")
  private String preset = AuctionParams.FAST;

  @Mixin private SettingOptions setting;
  @Mixin private FamilyOption family;
  @Mixin private FormatOption format;
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    Setting chosen = setting.chosen();
    MechanismFamily mechanism = family.chosen(chosen);
    List<List<Object>> rows = new ArrayList<>();
    for (AuctionParam param : AuctionSpace.params(mechanism, chosen, preset)) {
      rows.add(
          List.of(
              param.name(),
              param.searched() ? "yes" : "",
              param.preset(),
              param.range().range(),
              param.meaning()));
    }
    format.print(
        new ResultTable(List.of("param", "searched", "preset", "range", "meaning"), rows),
        spec.commandLine().getOut());
  }
}
