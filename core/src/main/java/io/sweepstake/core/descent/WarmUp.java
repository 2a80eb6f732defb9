package io.sweepstake.core.descent;

import java.util.Objects;

/**
 * A schedule whose step size rises linearly to its own over the first iterations.
 *
 * @param iterations until it is reached; at least 0
 * @param then the schedule
 */
public record WarmUp(long iterations, LearningSchedule then) implements LearningSchedule {
  public WarmUp {
    Ranges.atLeast("warm_up", iterations, 0);
    Objects.requireNonNull(then, "then");
  }

  @Override
  public double[] initial() {
    return then.initial();
  }

  @Override
  public double rate(double[] state, long iteration, long all) {
    double share = iteration < iterations ? (iteration + 1.0) / iterations : 1;
    return share * then.rate(state, iteration, all);
  }

  @Override
  public void update(double[] state, double loss) {
    then.update(state, loss);
  }
}
