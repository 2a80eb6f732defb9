package io.sweepstake.cluster.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * The paths in a program's arguments, seen from a driver that runs on another machine, which has
 * neither this machine's working directory nor, perhaps, its disks.
 */
final class SharedPaths {
  private static final Set<String> DIRECTORIES = Set.of("DIR", "STUDY_OR_NETWORK");
  private static final Set<String> FILES = Set.of("YAML", "FILE");
  private static final Pattern URI = Pattern.compile("[a-z][a-z0-9+.-]*:/.*");

  private SharedPaths() {}

  /**
   * What a person should know before the driver leaves this machine, a line each.
   *
   * @throws IllegalArgumentException if a path can only be meant for this machine
   */
  static List<String> notes(ParseResult parsed) {
    List<String> notes = new ArrayList<>();
    for (ArgSpec argument : parsed.matchedArgs()) {
      boolean directory = DIRECTORIES.contains(argument.paramLabel());
      if (!directory && !FILES.contains(argument.paramLabel())) {
        continue;
      }
      String name = argument.isOption() ? name(argument) : argument.paramLabel();
      for (String path : argument.originalStringValues()) {
        if (URI.matcher(path).matches() && !path.startsWith("file:")) {
          continue;
        }
        if (!path.startsWith("/") && !path.startsWith("file:")) {
          throw new IllegalArgumentException(
              name
                  + ": must be "
                  + (directory ? "a URI such as hdfs:///studies/first, or " : "")
                  + "an absolute path in deploy mode cluster, where the driver runs elsewhere,"
                  + " was "
                  + path);
        }
        notes.add(
            name
                + " "
                + path
                + ": must lie on a file system that the driver's machine "
                + (directory ? "and every executor share under this name" : "has under this name")
                + "; this machine's own disk is not enough");
      }
    }
    return notes;
  }

  private static String name(ArgSpec argument) {
    return ((OptionSpec) argument).longestName();
  }
}
