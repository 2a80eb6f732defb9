package io.sweepstake.jobs.drawing;

import java.util.Locale;

/**
 * The colours of a map from low to high, on any paper: Viridis, which grows lighter all the way and
 * so needs no sense of colour.
 */
final class Ramp {
  private static final int[] STOPS = {
    0x440154, 0x482878, 0x3e4989, 0x31688e, 0x26828e, 0x1f9e89, 0x35b779, 0x6ece58, 0xb5de2b,
    0xfde725
  };

  private Ramp() {}

  /**
   * The colour at a place, {@code #rrggbb}.
   *
   * @param place from 0, low, to 1, high
   */
  static String colour(double place) {
    double at = Math.max(0, Math.min(1, place)) * (STOPS.length - 1);
    int k = Math.min((int) at, STOPS.length - 2);
    int mixed = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int from = STOPS[k] >> shift & 0xff;
      int to = STOPS[k + 1] >> shift & 0xff;
      mixed |= (int) Math.round(from + (at - k) * (to - from)) << shift;
    }
    return String.format(Locale.ROOT, "#%06x", mixed);
  }
}
