package io.sweepstake.jobs.config;

import io.sweepstake.sweeps.problem.MetricColumn;
import io.sweepstake.sweeps.study.Constraint;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Objective;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Refuses constraints that no trial could keep. */
public final class Bounds {
  private Bounds() {}

  /**
   * Looks at every metric's bounds.
   *
   * @param columns what is known of metrics; of others any number is possible
   * @throws IllegalArgumentException naming the metric and the bound
   */
  public static void check(Objective objective, List<MetricColumn> columns) {
    Map<Metric, double[]> left = new LinkedHashMap<>();
    for (Constraint constraint : objective.constraints()) {
      Metric metric = constraint.metric();
      MetricColumn column =
          columns.stream()
              .filter(each -> each.metric().equals(metric))
              .findFirst()
              .orElse(MetricColumn.any(metric.name(), "", ""));
      boolean atMost = constraint.side() == Constraint.Side.AT_MOST;
      if (atMost ? constraint.bound() < column.least() : constraint.bound() > column.greatest()) {
        throw new IllegalArgumentException(
            "objective: no trial can keep "
                + constraint
                + ", "
                + metric
                + " is never "
                + (atMost ? "below " + column.least() : "above " + column.greatest()));
      }
      double[] range =
          left.computeIfAbsent(metric, unused -> new double[] {column.least(), column.greatest()});
      range[0] = atMost ? range[0] : Math.max(range[0], constraint.bound());
      range[1] = atMost ? Math.min(range[1], constraint.bound()) : range[1];
      if (range[0] > range[1]) {
        throw new IllegalArgumentException(
            "objective: no trial can keep both "
                + metric
                + " >= "
                + range[0]
                + " and "
                + metric
                + " <= "
                + range[1]);
      }
    }
  }
}
