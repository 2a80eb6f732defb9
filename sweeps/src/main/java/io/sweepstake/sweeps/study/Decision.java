package io.sweepstake.sweeps.study;

import java.io.Serializable;
import java.util.Locale;
import java.util.Objects;

/**
 * What became of a trial at a rung, and why. It is kept with the measurement it rests on.
 *
 * @param index its place among all decisions of the study, from 0; −1 until the sweep has acted on
 *     it
 * @param value what was compared, in the metric's own direction; NaN when there was none, or
 *     nothing was compared
 * @param heir for {@link Action#EXPLOIT}: where the trial begins that takes its place; null for
 *     others
 * @param reason in words, with the numbers that decided
 */
public record Decision(int index, Action action, double value, Lineage heir, String reason)
    implements Serializable {
  /** What a pruner can do with a trial. */
  public enum Action {
    /** It trains on. */
    CONTINUE,
    /** It waits at the rung, its checkpoint kept. */
    PAUSE,
    /** It waited, and trains on. */
    PROMOTE,
    /** It ends. */
    STOP,
    /** It ends, and a new trial goes on from another's checkpoint in its place. */
    EXPLOIT;

    /** As in tables: in lower case. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Decision {
    Objects.requireNonNull(action, "action");
    Objects.requireNonNull(reason, "reason");
    if ((action == Action.EXPLOIT) != (heir != null)) {
      throw new IllegalArgumentException(
          "decision: must have an heir just when it exploits, was " + action + " with " + heir);
    }
  }

  private static Decision of(Action action, String reason) {
    return new Decision(-1, action, Double.NaN, null, reason);
  }

  public static Decision proceed(String reason) {
    return of(Action.CONTINUE, reason);
  }

  public static Decision stop(String reason) {
    return of(Action.STOP, reason);
  }

  public static Decision pause(String reason) {
    return of(Action.PAUSE, reason);
  }

  public static Decision promote(String reason) {
    return of(Action.PROMOTE, reason);
  }

  public static Decision exploit(Lineage heir, String reason) {
    return new Decision(-1, Action.EXPLOIT, Double.NaN, heir, reason);
  }

  /** Whether the trial ends here. */
  public boolean prune() {
    return action == Action.STOP || action == Action.EXPLOIT;
  }

  /** This decision with what it rests on. */
  public Decision on(double compared) {
    return new Decision(index, action, compared, heir, reason);
  }

  /** This decision in other words. */
  public Decision because(String words) {
    return new Decision(index, action, value, heir, words);
  }

  public Decision withIndex(int next) {
    return new Decision(next, action, value, heir, reason);
  }
}
