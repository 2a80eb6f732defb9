package io.sweepstake.core.explanation;

import java.util.OptionalLong;

/** When something that a training changes stops changing. */
public final class Settling {
  private Settling() {}

  /**
   * The first step after which all values lie within a share of the range from the first to the
   * last value around the last; empty where these two are equal, or one is no number.
   *
   * @param steps ascending, as many as values
   * @param share of the range, in (0, 1)
   */
  public static OptionalLong step(long[] steps, double[] values, double share) {
    double last = values[values.length - 1];
    double room = room(values, share);
    if (!(room > 0)) {
      return OptionalLong.empty();
    }
    int at = values.length - 1;
    while (at > 0 && Math.abs(values[at - 1] - last) <= room) {
      at--;
    }
    return OptionalLong.of(steps[at]);
  }

  /**
   * The first step at which a value has come that near to the last, or has gone past it, whatever
   * follows; empty as {@link #step} is.
   */
  public static OptionalLong reached(long[] steps, double[] values, double share) {
    double last = values[values.length - 1];
    double room = room(values, share);
    if (!(room > 0)) {
      return OptionalLong.empty();
    }
    int at = 0;
    while ((values[at] - last) * Math.signum(values[0] - last) > room) {
      at++;
    }
    return OptionalLong.of(steps[at]);
  }

  /** NaN where it is no number. */
  private static double room(double[] values, double share) {
    double room = share * Math.abs(values[0] - values[values.length - 1]);
    return Double.isInfinite(room) ? Double.NaN : room;
  }
}
