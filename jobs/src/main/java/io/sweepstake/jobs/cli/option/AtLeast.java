package io.sweepstake.jobs.cli.option;

/** The rule that most numbers on a command line have to keep. */
public final class AtLeast {
  private AtLeast() {}

  /**
   * Checks a number, if it is given.
   *
   * @throws IllegalArgumentException naming the option, the rule and the value
   */
  public static void check(String name, Integer value, int bound) {
    if (value != null && value < bound) {
      throw new IllegalArgumentException(name + ": must be at least " + bound + ", was " + value);
    }
  }
}
