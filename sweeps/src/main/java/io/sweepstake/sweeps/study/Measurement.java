package io.sweepstake.sweeps.study;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What a trial measured on its way.
 *
 * @param step how far the trial had come, in its own unit (training iterations, folds), at least 0
 * @param wallMillis milliseconds since the trial started, 0 when not measured
 * @param decisions what a pruner made of it, in order; mostly none, and several where a trial waits
 */
public record Measurement(long step, Metrics metrics, long wallMillis, List<Decision> decisions)
    implements Serializable {
  public Measurement {
    if (step < 0) {
      throw new IllegalArgumentException("measurement: step must be at least 0, was " + step);
    }
    if (wallMillis < 0) {
      throw new IllegalArgumentException(
          "measurement: wall time must be at least 0 ms, was " + wallMillis);
    }
    decisions = List.copyOf(decisions);
  }

  /** A measurement on which nothing was decided. */
  public Measurement(long step, Metrics metrics, long wallMillis) {
    this(step, metrics, wallMillis, List.of());
  }

  /** This measurement after one more decision. */
  public Measurement decided(Decision decision) {
    List<Decision> more = new ArrayList<>(decisions);
    more.add(decision);
    return new Measurement(step, metrics, wallMillis, more);
  }
}
