package io.sweepstake.sweeps.option;

import java.util.Locale;

/**
 * An option of a strategy, as a study names it and as help prints it.
 *
 * @param meaning what it does, with its range
 * @param otherwise its value when not given, as text
 */
public record Option(String name, String meaning, String otherwise) {
  public Option {
    if (!name.matches("[a-z][a-z_]*")) {
      throw new IllegalArgumentException(
          "option: a name is lower-case words joined by '_', was " + name);
    }
  }

  /** An option whose value is, when not given, {@code otherwise} in lower case. */
  public static Option of(String name, Object otherwise, String meaning) {
    return new Option(name, meaning, String.valueOf(otherwise).toLowerCase(Locale.ROOT));
  }

  /** {@code candidates=24 points drawn …}. */
  @Override
  public String toString() {
    return name + "=" + otherwise + "  " + meaning;
  }
}
