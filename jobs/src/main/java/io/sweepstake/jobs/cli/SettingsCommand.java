package io.sweepstake.jobs.cli;

import io.sweepstake.jobs.cli.option.FormatOption;
import io.sweepstake.jobs.export.ResultTable;
import io.sweepstake.sweeps.problem.NamedSetting;
import io.sweepstake.sweeps.problem.ProblemKind;
import io.sweepstake.sweeps.problem.ProblemKinds;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists what each kind of problem has by name. */
@Command(
    name = "settings",
    mixinStandardHelpOptions = true,
    description = "List the settings there are, each with what there is to know of it.",
    footer = {"", "Example:", "  sweepstake settings --format csv"})
final class SettingsCommand implements Callable<Integer> {
  @Mixin private FormatOption format;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Set<String> about = new LinkedHashSet<>();
    List<NamedSetting> settings = new ArrayList<>();
    for (ProblemKind kind : ProblemKinds.all()) {
      for (NamedSetting setting : kind.namedSettings()) {
        settings.add(setting);
        about.addAll(setting.about().keySet());
      }
    }
    List<String> columns = new ArrayList<>(List.of("setting"));
    columns.addAll(about);
    columns.add("description");
    List<List<Object>> rows = new ArrayList<>();
    for (NamedSetting setting : settings) {
      List<Object> row = new ArrayList<>(List.of(setting.name()));
      about.forEach(column -> row.add(setting.about().get(column)));
      row.add(setting.description());
      rows.add(row);
    }
    format.print(new ResultTable(columns, rows), spec.commandLine().getOut());
    return 0;
  }
}
