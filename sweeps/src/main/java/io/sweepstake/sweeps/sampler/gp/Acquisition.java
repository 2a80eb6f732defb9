package io.sweepstake.sweeps.sampler.gp;

import io.sweepstake.sweeps.numerics.StandardNormal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How much a point is worth trying: the logarithm of the improvement expected on what is known,
 * times the probability that all constraints hold (Gardner et al., ICML 2014). Before any point is
 * known to be feasible, the probability alone.
 */
final class Acquisition {
  /** Points that are looked at together, few enough to stay in the cache. */
  private static final int BLOCK = 64;

  /** Where nothing is unknown, a tiny rest keeps logarithms finite. */
  private static final double LEAST_VARIANCE = 1e-12;

  private final List<GaussianProcess> goals;
  private final Improvement improvement;
  private final List<Bound> bounds;

  /** A quantity that should not exceed a limit. */
  record Bound(GaussianProcess quantity, double limit) {}

  /**
   * @param goals of values to maximise
   * @param improvement on what is known of them, null when nothing is
   */
  Acquisition(List<GaussianProcess> goals, Improvement improvement, List<Bound> bounds) {
    this.goals = List.copyOf(goals);
    this.improvement = improvement;
    this.bounds = List.copyOf(bounds);
  }

  /** The length scales by which its slopes may be evened out, of several goals the mean. */
  double[] inverseSquares() {
    double[] mean = goals.get(0).kernel().inverseSquares().clone();
    for (int k = 0; goals.size() > 1 && k < mean.length; k++) {
      int axis = k;
      mean[k] =
          goals.stream()
              .mapToDouble(goal -> goal.kernel().inverseSquares()[axis])
              .average()
              .getAsDouble();
    }
    return mean;
  }

  /** The worth of a point; adds nothing to, but overwrites, its slopes. */
  double at(double[] x, double[] slopes) {
    Arrays.fill(slopes, 0);
    double sum = 0;
    if (improvement != null) {
      int n = goals.size();
      GaussianProcess.Belief[] beliefs = new GaussianProcess.Belief[n];
      double[] means = new double[n];
      double[] deviations = new double[n];
      for (int g = 0; g < n; g++) {
        beliefs[g] = goals.get(g).at(x);
        means[g] = beliefs[g].mean();
        deviations[g] = Math.sqrt(beliefs[g].variance() + LEAST_VARIANCE);
      }
      double[] byMeans = new double[n];
      double[] byDeviations = new double[n];
      sum += improvement.log(means, deviations, byMeans, byDeviations);
      for (int g = 0; g < n; g++) {
        addSlopes(slopes, beliefs[g], byMeans[g], byDeviations[g], deviations[g]);
      }
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
      if (improvement != null) {
        addImprovement(block, worth, from);
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

  private void addImprovement(double[][] block, double[] worth, int from) {
    double[][][] beliefs = new double[goals.size()][][];
    Arrays.setAll(beliefs, g -> goals.get(g).at(block));
    double[] means = new double[beliefs.length];
    double[] deviations = new double[beliefs.length];
    for (int c = 0; c < block.length; c++) {
      for (int g = 0; g < beliefs.length; g++) {
        means[g] = beliefs[g][0][c];
        deviations[g] = Math.sqrt(beliefs[g][1][c] + LEAST_VARIANCE);
      }
      worth[from + c] += improvement.log(means, deviations, null, null);
    }
  }
}
