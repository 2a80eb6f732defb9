package io.sweepstake.sweeps.sampler.gp;

import io.sweepstake.sweeps.numerics.StandardNormal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How much a point is worth trying: the logarithm of the improvement expected on the best value,
 * times the probability that all constraints hold (Gardner et al., ICML 2014). Before any point is
 * known to be feasible, the probability alone.
 */
final class Acquisition {
  /** Points that are looked at together, few enough to stay in the cache. */
  private static final int BLOCK = 64;

  /** Where nothing is unknown, a tiny rest keeps logarithms finite. */
  private static final double LEAST_VARIANCE = 1e-12;

  private final GaussianProcess objective;
  private final double best;
  private final List<Bound> bounds;

  /** A quantity that should not exceed a limit. */
  record Bound(GaussianProcess quantity, double limit) {}

  /**
   * @param objective of a value to maximise
   * @param best the value to improve on, NaN when there is none
   */
  Acquisition(GaussianProcess objective, double best, List<Bound> bounds) {
    this.objective = objective;
    this.best = best;
    this.bounds = List.copyOf(bounds);
  }

  /** The length scales by which its slopes may be evened out. */
  double[] inverseSquares() {
    return objective.kernel().inverseSquares();
  }

  /** The worth of a point; adds nothing to, but overwrites, its slopes. */
  double at(double[] x, double[] slopes) {
    Arrays.fill(slopes, 0);
    double sum = 0;
    if (!Double.isNaN(best)) {
      GaussianProcess.Belief belief = objective.at(x);
      double deviation = Math.sqrt(belief.variance() + LEAST_VARIANCE);
      double z = (belief.mean() - best) / deviation;
      sum += ExpectedImprovement.log(z) + Math.log(deviation);
      double byZ = ExpectedImprovement.slope(z);
      addSlopes(slopes, belief, byZ / deviation, (1 - z * byZ) / deviation, deviation);
    }
    for (Bound bound : bounds) {
      GaussianProcess.Belief belief = bound.quantity.at(x);
      double deviation = Math.sqrt(belief.variance() + LEAST_VARIANCE);
      double z = (bound.limit - belief.mean()) / deviation;
      sum += StandardNormal.logCdf(z);
      double byZ = ExpectedImprovement.logCdfSlope(z);
      addSlopes(slopes, belief, -byZ / deviation, -z * byZ / deviation, deviation);
    }
    return sum;
  }

  private static void addSlopes(
      double[] slopes,
      GaussianProcess.Belief belief,
      double byMean,
      double byDeviation,
      double deviation) {
    for (int k = 0; k < slopes.length; k++) {
      slopes[k] +=
          byMean * belief.meanSlopes()[k]
              + byDeviation * belief.varianceSlopes()[k] / (2 * deviation);
    }
  }

  /** The worth of many points. */
  double[] at(List<double[]> points) {
    double[] worth = new double[points.size()];
    for (int from = 0; from < worth.length; from += BLOCK) {
      double[][] block =
          new ArrayList<>(points.subList(from, Math.min(worth.length, from + BLOCK)))
              .toArray(double[][]::new);
      if (!Double.isNaN(best)) {
        double[][] belief = objective.at(block);
        for (int c = 0; c < block.length; c++) {
          double deviation = Math.sqrt(belief[1][c] + LEAST_VARIANCE);
          worth[from + c] +=
              ExpectedImprovement.log((belief[0][c] - best) / deviation) + Math.log(deviation);
        }
      }
      for (Bound bound : bounds) {
        double[][] belief = bound.quantity.at(block);
        for (int c = 0; c < block.length; c++) {
          worth[from + c] +=
              StandardNormal.logCdf(
                  (bound.limit - belief[0][c]) / Math.sqrt(belief[1][c] + LEAST_VARIANCE));
        }
      }
    }
    return worth;
  }
}
