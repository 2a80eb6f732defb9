package io.sweepstake.sweeps.study;

import java.io.Serializable;
import java.util.OptionalDouble;

/**
 * A bound on a metric. A trial that breaks one is infeasible, and ranks below every feasible trial
 * whatever its goal's value.
 */
public record Constraint(Metric metric, Side side, double bound) implements Serializable {
  public enum Side {
    AT_MOST,
    AT_LEAST
  }

  public Constraint {
    if (!Double.isFinite(bound)) {
      throw new IllegalArgumentException(
          "constraint on " + metric + ": the bound must be finite, was " + bound);
    }
  }

  public static Constraint atMost(Metric metric, double bound) {
    return new Constraint(metric, Side.AT_MOST, bound);
  }

  public static Constraint atLeast(Metric metric, double bound) {
    return new Constraint(metric, Side.AT_LEAST, bound);
  }

  /** By how much the bound is broken, 0 when it holds; absent with the metric. */
  public OptionalDouble violation(Metrics metrics) {
    OptionalDouble value = metrics.value(metric);
    if (value.isEmpty()) {
      return value;
    }
    double excess =
        side == Side.AT_MOST ? value.getAsDouble() - bound : bound - value.getAsDouble();
    return OptionalDouble.of(Math.max(0, excess));
  }

  @Override
  public String toString() {
    return metric + (side == Side.AT_MOST ? " <= " : " >= ") + bound;
  }
}
