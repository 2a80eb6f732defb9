package io.sweepstake.sweeps.pruner;

/**
 * What becomes of a trial at a rung, and why.
 *
 * @param reason in words, with the numbers that decided
 */
public record Decision(boolean prune, String reason) {
  public static Decision proceed(String reason) {
    return new Decision(false, reason);
  }

  public static Decision stop(String reason) {
    return new Decision(true, reason);
  }
}
