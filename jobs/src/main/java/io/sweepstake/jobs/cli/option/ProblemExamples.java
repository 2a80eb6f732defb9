package io.sweepstake.jobs.cli.option;

import io.sweepstake.sweeps.problem.ProblemKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The examples of problems in the help of commands that know none. */
public final class ProblemExamples {
  private static final String HEADING = "Examples:";

  private ProblemExamples() {}

  /**
   * Puts the examples of these kinds before those that the program and its commands have. Examples
   * of commands that are not here, as they came later or with another jar, are left out.
   */
  public static void add(CommandLine commands, List<ProblemKind> kinds) {
    List<ProblemKind> fromLast = new ArrayList<>(kinds);
    Collections.reverse(fromLast); // each goes before what is there
    for (ProblemKind kind : fromLast) {
      for (Map.Entry<String, List<String>> examples : kind.examples().entrySet()) {
        CommandLine command =
            examples.getKey().isEmpty()
                ? commands
                : commands.getSubcommands().get(examples.getKey());
        if (command != null) {
          add(command.getCommandSpec().usageMessage(), examples.getValue());
        }
      }
    }
  }

  private static void add(UsageMessageSpec help, List<String> examples) {
    List<String> lines = new ArrayList<>(Arrays.asList(help.footer()));
    lines.replaceAll(line -> line.equals("Example:") ? HEADING : line);
    if (!lines.contains(HEADING)) {
      lines.addAll(List.of("", HEADING));
    }
    int at = lines.indexOf(HEADING) + 1;
    for (String example : examples) {
      lines.add(at++, "  " + example.replace("%", "%%"));
    }
    help.footer(lines.toArray(String[]::new));
  }
}
