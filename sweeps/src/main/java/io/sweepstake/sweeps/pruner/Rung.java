package io.sweepstake.sweeps.pruner;

import java.io.Serializable;

/**
 * A place on a trial's way where it stops to be judged.
 *
 * @param index 0, 1, 2 …
 * @param step the step up to which the trial is taken, {@link Long#MAX_VALUE} for its end
 */
public record Rung(int index, long step) implements Serializable {
  /** The end of the trial, when nothing is judged before it. */
  public static final Rung END = new Rung(0, Long.MAX_VALUE);

  public Rung {
    if (index < 0 || step < 1) {
      throw new IllegalArgumentException(
          "rung: index must be at least 0 and step at least 1, were " + index + " and " + step);
    }
  }

  public static Rung end(int index) {
    return new Rung(index, Long.MAX_VALUE);
  }

  public boolean isEnd() {
    return step == Long.MAX_VALUE;
  }
}
