package io.sweepstake.sweeps.study;

import java.io.Serializable;

/**
 * What a trial measured on its way.
 *
 * @param step how far the trial had come, in its own unit (training iterations, folds), at least 0
 * @param wallMillis milliseconds since the trial started, 0 when not measured
 */
public record Measurement(long step, Metrics metrics, long wallMillis) implements Serializable {
  public Measurement {
    if (step < 0) {
      throw new IllegalArgumentException("measurement: step must be at least 0, was " + step);
    }
    if (wallMillis < 0) {
      throw new IllegalArgumentException(
          "measurement: wall time must be at least 0 ms, was " + wallMillis);
    }
  }
}
