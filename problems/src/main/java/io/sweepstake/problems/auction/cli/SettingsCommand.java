package io.sweepstake.problems.auction.cli;

import io.sweepstake.core.network.MechanismFamilies;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.Settings;
import io.sweepstake.jobs.cli.Subcommand;
import io.sweepstake.jobs.cli.option.FormatOption;
import io.sweepstake.jobs.export.ResultTable;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the settings there are. */
@Command(
    name = "settings",
    mixinStandardHelpOptions = true,
    description = "List the auction settings there are, each with the family it is trained with.",
    footer = {"", "Example:", "  sweepstake settings --format csv"})
public final class SettingsCommand implements Subcommand {
  @Mixin private FormatOption format;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    List<List<Object>> rows = new ArrayList<>();
    for (Settings.Listed listed : Settings.all()) {
      Setting setting = Settings.named(listed.name());
      rows.add(
          List.of(
              listed.name(),
              setting.bidders(),
              setting.itemsForSale(),
              MechanismFamilies.defaultFor(setting).name(),
              listed.description()));
    }
    format.print(
        new ResultTable(List.of("setting", "bidders", "items", "family", "description"), rows),
        spec.commandLine().getOut());
    return 0;
  }
}
