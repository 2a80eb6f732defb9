package io.sweepstake.jobs.report;

import java.time.Duration;
import java.util.Locale;

/** Durations as people read them. */
public final class Durations {
  private Durations() {}

  /** {@code 0.8 s}, {@code 42 s}, {@code 2 min 56 s}, {@code 1 h 04 min}. */
  public static String text(Duration duration) {
    double seconds = duration.toMillis() / 1000.0;
    if (seconds < 9.95) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    if (whole < 60) {
      return whole + " s";
    }
    return whole < 3600
        ? String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d h %02d min", whole / 3600, whole / 60 % 60);
  }

  /**
   * What is left of something that goes on as it has, {@code , ETA 12 s}; nothing while too little
   * is done to tell.
   *
   * @param done from 0 to 1
   * @param nanos that it took so far
   */
  public static String eta(double done, long nanos) {
    return done > 0
        ? ", ETA " + text(Duration.ofMillis(Math.round(nanos / 1e6 * (1 - done) / done)))
        : "";
  }
}
