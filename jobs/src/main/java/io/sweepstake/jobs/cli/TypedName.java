package io.sweepstake.jobs.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** An option that has several names is called in messages as it was typed. */
final class TypedName {
  private TypedName() {}

  /**
   * A message about one of a command's options, by the name that stands among the arguments. In the
   * message it may have its dashes, anywhere, or be the key with which it begins.
   */
  static String in(String message, CommandSpec command, List<String> arguments) {
    String named = message;
    for (OptionSpec option : command.options()) {
      Optional<String> typed =
          Arrays.stream(option.names())
              .filter(name -> arguments.stream().anyMatch(word -> isName(word, name)))
              .findFirst();
      for (String other : typed.isPresent() ? option.names() : new String[0]) {
        named =
            named
                .replaceAll(
                    "(?<![\\w-])" + Pattern.quote(other) + "(?![\\w-])",
                    Matcher.quoteReplacement(typed.get()))
                .replaceFirst(
                    "^" + Pattern.quote(bare(other)) + ": ",
                    Matcher.quoteReplacement(bare(typed.get()) + ": "));
      }
    }
    return named;
  }

  private static boolean isName(String word, String name) {
    return word.equals(name) || word.startsWith(name + "=");
  }

  private static String bare(String name) {
    return name.replaceFirst("^-+", "");
  }
}
