package io.sweepstake.core.training;

import io.sweepstake.core.descent.AscentRule;
import io.sweepstake.core.descent.Ranges;
import java.util.Objects;

/**
 * How training looks for each bidder's best misreport.
 *
 * <p>Candidates compete by their utility (forward only); the winner ascends, clipped to the
 * support; the best point met is kept, not the last: an Adam step of .1 jumps off a maximum. With
 * several ascents each has a start of its own, and the best of their ends counts.
 *
 * @param steps of each ascent; at least 0
 * @param rate step size in units of value; above 0
 * @param ascents how many there are for each profile and bidder; at least 1
 * @param freshStarts how many candidates are drawn anew from the prior; they take turns in the
 *     ascents; without a cache at least as many as ascents
 * @param cached whether the end of each ascent is remembered with its training profile and competes
 * @param lateFraction fraction of the iterations, at the end, that search harder, in [0, 1)
 * @param lateSteps steps of each ascent then; at least 0
 * @param lateRate the step size falls to this, geometrically, over that last part; above 0
 */
public record MisreportSearch(
    int steps,
    double rate,
    AscentRule rule,
    int ascents,
    int freshStarts,
    boolean cached,
    double lateFraction,
    int lateSteps,
    double lateRate) {
  public MisreportSearch {
    Ranges.atLeast("misreport_steps", steps, 0);
    Ranges.above("misreport_rate", rate, 0);
    Objects.requireNonNull(rule, "rule");
    Ranges.atLeast("misreport_ascents", ascents, 1);
    if (freshStarts < (cached ? 0 : ascents)) {
      throw new IllegalArgumentException(
          "misreport_starts: must be at least "
              + (cached ? 0 : ascents + ", one for each ascent without a cache")
              + ", was "
              + freshStarts);
    }
    if (rule == AscentRule.CARRIED_ADAM && !cached) {
      throw new IllegalArgumentException(
          "misreport_optimiser: carried moments belong to cached misreports, but there is no"
              + " cache");
    }
    if (!(lateFraction >= 0 && lateFraction < 1)) {
      throw new IllegalArgumentException("late_fraction: must be in [0, 1), was " + lateFraction);
    }
    Ranges.atLeast("late_steps", lateSteps, 0);
    Ranges.above("late_rate", lateRate, 0);
  }

  /** Ascent steps at an iteration. */
  int stepsAt(long iteration, long iterations) {
    return late(iteration, iterations) > 0 ? lateSteps : steps;
  }

  /** Step size at an iteration. */
  double rateAt(long iteration, long iterations) {
    return rate * Math.pow(lateRate / rate, late(iteration, iterations));
  }

  /** How much of the late part has passed: 0 before it, then up to 1. */
  private double late(long iteration, long iterations) {
    double start = (1 - lateFraction) * iterations;
    return lateFraction > 0 && iteration >= start
        ? Math.min(1, (iteration + 1 - start) / (lateFraction * iterations))
        : 0;
  }
}
