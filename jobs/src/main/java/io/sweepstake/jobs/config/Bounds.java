package io.sweepstake.jobs.config;

import io.sweepstake.jobs.auction.AuctionMetrics;
import io.sweepstake.sweeps.study.Constraint;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Objective;
import java.util.LinkedHashMap;
import java.util.Map;

/** Refuses constraints that no trial could keep. */
final class Bounds {
  private Bounds() {}

  /**
   * Looks at every metric's bounds.
   *
   * @throws IllegalArgumentException naming the metric and the bound
   */
  static void check(Objective objective) {
    Map<Metric, double[]> left = new LinkedHashMap<>();
    for (Constraint constraint : objective.constraints()) {
      Metric metric = constraint.metric();
      double least = AuctionMetrics.least(metric);
      double greatest = AuctionMetrics.greatest(metric);
      boolean atMost = constraint.side() == Constraint.Side.AT_MOST;
      if (atMost ? constraint.bound() < least : constraint.bound() > greatest) {
        throw new IllegalArgumentException(
            "objective: no trial can keep "
                + constraint
                + ", "
                + metric
                + " is never "
                + (atMost ? "below " + least : "above " + greatest));
      }
      double[] range = left.computeIfAbsent(metric, unused -> new double[] {least, greatest});
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
