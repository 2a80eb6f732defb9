package io.sweepstake.sweeps.study;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * What makes a trial good: one goal, or several whose trade-off is sought, subject to constraints.
 *
 * <pre>{@code
 * Objective.of(Goal.maximize(REVENUE)).subjectTo(Constraint.atMost(REGRET_SHARE, 1e-3))
 * Objective.of(Goal.maximize(REVENUE).minus(5, REGRET))
 * }</pre>
 */
public record Objective(List<Goal> goals, List<Constraint> constraints) implements Serializable {
  public Objective {
    goals = List.copyOf(goals);
    constraints = List.copyOf(constraints);
    if (goals.isEmpty()) {
      throw new IllegalArgumentException("objective: needs at least one goal, had none");
    }
  }

  public static Objective of(Goal... goals) {
    return new Objective(List.of(goals), List.of());
  }

  public Objective subjectTo(Constraint constraint) {
    List<Constraint> more = new ArrayList<>(constraints);
    more.add(constraint);
    return new Objective(goals, more);
  }

  /** Every metric that a completed trial must report. */
  public Set<Metric> metrics() {
    Set<Metric> metrics = new LinkedHashSet<>();
    goals.forEach(goal -> metrics.addAll(goal.weights().keySet()));
    constraints.forEach(constraint -> metrics.add(constraint.metric()));
    return metrics;
  }

  /** The value of the only, or first, goal. */
  public OptionalDouble value(Metrics metrics) {
    return goals.get(0).value(metrics);
  }

  /**
   * How bad metrics are for each goal, smaller being better.
   *
   * @throws IllegalArgumentException when a goal has no value there, see {@link #gap}
   */
  public double[] losses(Metrics metrics) {
    double[] losses = new double[goals.size()];
    for (int k = 0; k < losses.length; k++) {
      Goal goal = goals.get(k);
      losses[k] =
          goal.loss(
              goal.value(metrics)
                  .orElseThrow(
                      () ->
                          new IllegalArgumentException(
                              "the goal " + goal + " must have a value, had none at " + metrics)));
    }
    return losses;
  }

  /**
   * The sum of all violations, 0 when feasible; a constraint whose metric is absent counts as
   * broken without bound.
   */
  public double violation(Metrics metrics) {
    double sum = 0;
    for (Constraint constraint : constraints) {
      sum += constraint.violation(metrics).orElse(Double.POSITIVE_INFINITY);
    }
    return sum;
  }

  /** Why metrics do not suffice to judge a trial, if they do not. */
  public Optional<String> gap(Metrics metrics) {
    for (Metric metric : metrics()) {
      if (metrics.value(metric).isEmpty()) {
        return Optional.of("reported no " + metric + ", which the objective needs");
      }
    }
    for (Goal goal : goals) {
      if (goal.value(metrics).isEmpty()) {
        return Optional.of("the goal " + goal + " is not a number at " + metrics);
      }
    }
    return Optional.empty();
  }

  /**
   * Orders completed trials from best to worst by the first goal: feasible ones first, then by
   * value, or by violation among the infeasible; ties by number.
   */
  public int compare(Trial a, Trial b) {
    double violationA = violation(a.state().metrics());
    double violationB = violation(b.state().metrics());
    if (violationA > 0 || violationB > 0) {
      int byViolation = Double.compare(violationA, violationB);
      if (byViolation != 0) {
        return byViolation;
      }
    }
    int byLoss = Double.compare(loss(a), loss(b));
    return byLoss != 0 ? byLoss : Integer.compare(a.number(), b.number());
  }

  private double loss(Trial trial) {
    OptionalDouble value = value(trial.state().metrics());
    return value.isEmpty() ? Double.POSITIVE_INFINITY : goals.get(0).loss(value.getAsDouble());
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    goals.forEach(goal -> text.append(text.isEmpty() ? "" : ", ").append(goal));
    for (int k = 0; k < constraints.size(); k++) {
      text.append(k == 0 ? " subject to " : ", ").append(constraints.get(k));
    }
    return text.toString();
  }
}
