package io.sweepstake.core.projection;

import io.sweepstake.core.descent.Ranges;
import java.util.OptionalLong;

/**
 * How long a projection may take.
 *
 * @param seed of all samples
 * @param seconds about how many, on one core; above 0
 * @param iterations of its training, in place of those that fit the seconds; repeats a projection
 */
public record ProjectionSpec(long seed, double seconds, OptionalLong iterations) {
  public ProjectionSpec {
    Ranges.above("seconds", seconds, 0);
    iterations.ifPresent(count -> Ranges.atLeast("iterations", count, 1));
  }

  /** When it should end, by {@link System#nanoTime}. */
  long deadline() {
    return System.nanoTime() + (long) (seconds * 1e9);
  }
}
