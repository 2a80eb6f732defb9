package io.sweepstake.jobs.cli;

import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Refuses files and directories that are named by nothing, as of a variable of the shell that is
 * not set, before a command begins.
 */
final class GivenPlaces {
  private static final Pattern PLACE = Pattern.compile("DIR|FILE|FOLDER|STUDY|BIDS|NETWORK");

  private GivenPlaces() {}

  /** Runs what was parsed, unless an empty place is among it. */
  static int checked(ParseResult parsed) {
    for (ParseResult part = parsed; part != null; part = part.subcommand()) {
      for (ArgSpec argument : part.matchedArgs()) {
        if (PLACE.matcher(argument.paramLabel()).find()
            && argument.originalStringValues().stream().anyMatch(String::isBlank)) {
          String name =
              argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
          throw new ParameterException(
              part.commandSpec().commandLine(), name + ": must name one, was empty");
        }
      }
    }
    return new CommandLine.RunLast().execute(parsed);
  }
}
