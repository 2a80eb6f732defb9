package io.sweepstake.sweeps.run;

import java.time.Instant;
import java.time.InstantSource;

/**
 * A clock that nobody can set: it starts at the system's time and then counts seconds by itself, so
 * that a sweep's limits and estimates survive a system clock that is put right.
 */
final class SteadyClock implements InstantSource {
  private final Instant start = Instant.now();
  private final long startNanos = System.nanoTime();

  @Override
  public Instant instant() {
    return start.plusNanos(System.nanoTime() - startNanos);
  }
}
