package io.sweepstake.jobs.cli;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * What commands say of themselves, by sentences: the list of commands shows the first line of each
 * description, which is then never half a sentence.
 */
final class Sentences {
  private static final Pattern FIRST = Pattern.compile("(.+?[.?])\\s+(?=[A-Z'])(.+)");

  /** A line of a table. */
  private static final Pattern COLUMNS = Pattern.compile("\\S {2,}\\S");

  private Sentences() {}

  /** Makes the first sentence of each command at any depth the first line of its description. */
  static void complete(CommandLine commands) {
    for (CommandLine command : new HashSet<>(commands.getSubcommands().values())) {
      UsageMessageSpec help = command.getCommandSpec().usageMessage();
      help.description(lines(List.of(help.description())).toArray(String[]::new));
      complete(command);
    }
  }

  /** Prose as its first sentence and the rest, paragraph by paragraph; tables as they are. */
  private static List<String> lines(List<String> description) {
    List<String> lines = new ArrayList<>();
    StringBuilder prose = new StringBuilder();
    for (String line : description) {
      if (COLUMNS.matcher(line).find()) {
        add(prose, lines);
        lines.add(line);
      } else if (line.isBlank()) {
        add(prose, lines);
      } else {
        prose.append(prose.length() == 0 ? "" : " ").append(line.strip());
      }
    }
    add(prose, lines);
    return lines;
  }

  private static void add(StringBuilder prose, List<String> lines) {
    if (prose.length() > 0) {
      Matcher first = FIRST.matcher(prose);
      boolean several = lines.isEmpty() && first.matches();
      lines.addAll(several ? List.of(first.group(1), first.group(2)) : List.of(prose.toString()));
      prose.setLength(0);
    }
  }
}
