package io.sweepstake.sweeps.run;

/**
 * How a sweep runs.
 *
 * @param parallelism how many trials may be in flight at a time, at least 1
 * @param mode whether a free place is refilled at once, or whole batches are awaited
 * @param retries how often a trial may be sent again because its worker was lost
 * @param stop when to ask for no more, before the budget is spent
 */
public record SweepPlan(
    Budget budget, int parallelism, Mode mode, int retries, StopCondition stop) {
  public enum Mode {
    /** A new trial is asked for as soon as one ends: no worker idles. */
    ASYNCHRONOUS,
    /**
     * As many trials as fit are asked for together and told in the order of their numbers, and only
     * then the next: exactly repeatable, whatever the speed of the workers.
     */
    SYNCHRONOUS
  }

  public SweepPlan {
    if (parallelism < 1) {
      throw new IllegalArgumentException("parallelism: must be at least 1, was " + parallelism);
    }
    if (retries < 0) {
      throw new IllegalArgumentException("retries: must be at least 0, was " + retries);
    }
  }

  public static SweepPlan asynchronous(Budget budget, int parallelism) {
    return new SweepPlan(budget, parallelism, Mode.ASYNCHRONOUS, 3, StopCondition.NEVER);
  }

  public static SweepPlan synchronous(Budget budget, int parallelism) {
    return new SweepPlan(budget, parallelism, Mode.SYNCHRONOUS, 3, StopCondition.NEVER);
  }

  /** This plan, ended early by a condition too. */
  public SweepPlan until(StopCondition condition) {
    return new SweepPlan(budget, parallelism, mode, retries, stop.or(condition));
  }
}
