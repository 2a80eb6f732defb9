package io.sweepstake.core.training;

/**
 * How training looks for each bidder's best misreport.
 *
 * <p>Candidates compete by their utility (forward only); the winner ascends, clipped to the
 * support; the best point met is kept, not the last: an Adam step of .1 jumps off a maximum.
 *
 * @param steps ascent steps; at least 0
 * @param rate step size in units of value; above 0
 * @param adam Adam if true (moments start anew each time), plain gradient steps otherwise
 * @param freshStarts how many candidates are drawn anew from the prior; at least 1 unless cached
 * @param cached whether the best misreport of each training profile is remembered and competes
 * @param lateFraction fraction of the iterations, at the end, that search harder, in [0, 1)
 * @param lateSteps ascent steps then; at least 0
 * @param lateRate the step size falls to this, geometrically, over that last part; above 0
 */
public record MisreportSearch(
    int steps,
    double rate,
    boolean adam,
    int freshStarts,
    boolean cached,
    double lateFraction,
    int lateSteps,
    double lateRate) {
  public MisreportSearch {
    Ranges.atLeast("misreport_steps", steps, 0);
    Ranges.above("misreport_rate", rate, 0);
    Ranges.atLeast("misreport_starts", freshStarts, cached ? 0 : 1);
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
