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
    double room = share * Math.abs(values[0] - last);
    if (!(room > 0) || Double.isInfinite(room)) {
      return OptionalLong.empty();
    }
    int at = values.length - 1;
    while (at > 0 && Math.abs(values[at - 1] - last) <= room) {
      at--;
    }
    return OptionalLong.of(steps[at]);
  }
}
