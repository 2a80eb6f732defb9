package io.sweepstake.sweeps.pruner;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

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

  /**
   * Rungs at {@code first, first + interval, …}, all before {@code last}, a trial's full length.
   */
  public static List<Rung> every(long first, long interval, long last) {
    if (first < 1 || interval < 1) {
      throw new IllegalArgumentException(
          "rungs: the first step and the interval must be at least 1, were "
              + first
              + " and "
              + interval);
    }
    List<Rung> rungs = new ArrayList<>();
    for (long step = first; step < last; step += interval) {
      rungs.add(new Rung(rungs.size(), step));
      if (step > Long.MAX_VALUE - interval) {
        break;
      }
    }
    return List.copyOf(rungs);
  }

  /** Rungs at {@code first, first · factor, first · factor² …}, all before {@code last}. */
  static List<Rung> geometric(long first, int factor, long last) {
    List<Rung> rungs = new ArrayList<>();
    for (long step = first; step < last; step *= factor) {
      rungs.add(new Rung(rungs.size(), step));
      if (step > Long.MAX_VALUE / factor) {
        break;
      }
    }
    return List.copyOf(rungs);
  }

  public boolean isEnd() {
    return step == Long.MAX_VALUE;
  }
}
