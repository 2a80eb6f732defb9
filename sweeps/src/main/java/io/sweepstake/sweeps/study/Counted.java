package io.sweepstake.sweeps.study;

/** Numbers of things, as people say them. */
public final class Counted {
  private Counted() {}

  /** So many of what a noun names, such as {@code 1 trial} and {@code 12 trials}. */
  public static String of(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
