package io.sweepstake.jobs.cli.setup;

import io.sweepstake.jobs.cli.Subcommand;
import io.sweepstake.jobs.cli.option.OutputPlace;
import io.sweepstake.jobs.export.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The help as pages for {@code man}. */
@Command(
    name = "manual",
    mixinStandardHelpOptions = true,
    description = {
      "Write a page for man of the program and of each command.",
      "Pages of an earlier version with the same names are replaced. 'install' does this too."
    },
    footer = {
      "",
      "Examples:",
      "  sweepstake manual --to ~/.local/share/man/man1",
      "  man sweepstake-sweep"
    })
public final class ManualCommand implements Subcommand {
  @Option(
      names = "--to",
      required = true,
      paramLabel = "DIR",
      description = "The folder of the pages; man looks into those called man1.")
  private Path to;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    OutputPlace.requireFolder("--to", to);
    CommandLine root = spec.root().commandLine();
    Map<String, CommandLine> pages = new TreeMap<>();
    pages.put(root.getCommandName(), root);
    root.getSubcommands()
        .forEach((name, command) -> pages.put(root.getCommandName() + "-" + name, command));
    Files.createDirectories(to);
    for (Map.Entry<String, CommandLine> page : pages.entrySet()) {
      WholeFile.write(to.resolve(page.getKey() + ".1"), page(page.getKey(), page.getValue()));
    }
    spec.commandLine().getOut().println(pages.size() + " pages in " + to);
    return 0;
  }

  private static String page(String name, CommandLine command) {
    Help help = new Help(command.getCommandSpec(), Help.defaultColorScheme(Ansi.OFF));
    String[] description = command.getCommandSpec().usageMessage().description();
    StringBuilder page = new StringBuilder();
    page.append(".TH ").append(name.toUpperCase(Locale.ROOT)).append(" 1\n");
    page.append(".SH NAME\n").append(escaped(name)).append(" \\- ");
    page.append(description.length == 0 ? "" : escaped(String.format(description[0])));
    page.append('\n');
    section("SYNOPSIS", help.synopsis(0), page);
    section("DESCRIPTION", help.description(), page);
    section("ARGUMENTS", help.parameterList(), page);
    section("OPTIONS", help.optionList(), page);
    section("COMMANDS", help.subcommands().isEmpty() ? "" : help.commandList(), page);
    section("EXAMPLES", help.footer().replaceFirst("\\s*Examples?:\\R", ""), page);
    return page.toString();
  }

  /** Text as it stands, if there is any. */
  private static void section(String title, String text, StringBuilder page) {
    if (!text.isBlank()) {
      page.append(".SH ").append(title).append("\n.nf\n");
      text.stripTrailing()
          .lines()
          .forEach(line -> page.append("\\&").append(escaped(line)).append('\n'));
      page.append(".fi\n");
    }
  }

  private static String escaped(String line) {
    return line.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq");
  }
}
