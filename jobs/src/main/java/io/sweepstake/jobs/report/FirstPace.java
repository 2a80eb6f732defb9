package io.sweepstake.jobs.report;

import io.sweepstake.sweeps.problem.RunningTrials.Position;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How long a sweep will take, before its first trial has ended: by the steps that the trials under
 * way make in a second.
 */
final class FirstPace {
  /** A trial's first seconds are its slowest, and say little. */
  private static final double ENOUGH = 0.02;

  private final Map<Integer, Seen> first = new HashMap<>();

  /** Where a trial was when it was first seen. */
  private record Seen(double done, long nanos) {}

  /**
   * The time that is left, if there is enough to tell.
   *
   * @param positions of the trials under way
   * @param left trials that have not ended, those under way too
   * @param nanos of the clock now
   */
  Optional<Duration> left(Map<Integer, Position> positions, int left, long nanos) {
    double rate = 0; // of all of them, in whole trials a nanosecond
    double done = 0;
    for (Map.Entry<Integer, Position> each : positions.entrySet()) {
      double now = (double) each.getValue().step() / Math.max(1, each.getValue().steps());
      Seen seen = first.computeIfAbsent(each.getKey(), unused -> new Seen(now, nanos));
      if (now - seen.done() >= ENOUGH && nanos > seen.nanos()) {
        rate += (now - seen.done()) / (nanos - seen.nanos());
      }
      done += now;
    }
    return rate > 0
        ? Optional.of(Duration.ofNanos((long) (Math.max(0, left - done) / rate)))
        : Optional.empty();
  }
}
