package io.sweepstake.jobs.config;

import java.util.regex.Pattern;

/** Words of commands that people are told to type. */
public final class ShellWord {
  private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./\\-]+");

  private ShellWord() {}

  /** The word as it is typed: within quotes where a shell would take it apart. */
  public static String of(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
