package io.sweepstake.sweeps.run;

import io.sweepstake.sweeps.study.Trial;
import java.time.Duration;
import java.util.Optional;

/**
 * Where a sweep stands.
 *
 * @param told trials that have ended, in the whole study, imported ones aside
 * @param toldHere of those, how many ended in this sweep
 * @param target how many trials the study shall have at the end, imported ones aside; {@link
 *     Budget#UNLIMITED} when something else ends the sweep
 * @param elapsed since this sweep began
 */
public record Progress(
    int told,
    int toldHere,
    int completed,
    int pruned,
    int failed,
    int running,
    int target,
    Optional<Trial> best,
    Duration elapsed) {

  /** Trials per minute of this sweep, 0 before the first ended. */
  public double trialsPerMinute() {
    double minutes = elapsed.toNanos() / 60e9;
    return toldHere == 0 || minutes == 0 ? 0 : toldHere / minutes;
  }

  /** Whether it is known how many trials there will be. */
  public boolean limited() {
    return target < Budget.UNLIMITED / 2;
  }

  /** How long the rest takes at this rate; empty where the number is open or none has ended. */
  public Optional<Duration> remaining() {
    double rate = trialsPerMinute();
    return rate == 0 || !limited()
        ? Optional.empty()
        : Optional.of(Duration.ofMillis((long) (Math.max(0, target - told) / rate * 60_000)));
  }
}
