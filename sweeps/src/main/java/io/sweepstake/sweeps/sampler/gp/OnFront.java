package io.sweepstake.sweeps.sampler.gp;

import io.sweepstake.sweeps.pareto.NondominatedBoxes;
import io.sweepstake.sweeps.pareto.SubsetSelection;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * On the hypervolume of a front of several goals (Emmerich et al., IEEE TEC 2006), in closed form:
 * within each box of what nothing dominates, the volume that a vector would dominate is a product
 * of one factor for each goal, and so is its expectation (Yang et al., "Efficient computation of
 * expected hypervolume improvement using box decomposition algorithms", Journal of Global
 * Optimization 2019). A factor is the difference of what is expected beyond two bounds; sums and
 * differences are taken of logarithms, so that a faint hope still has a slope (Ament et al.,
 * arXiv:2310.20708).
 *
 * <p>An evaluation costs {@code O(goals · boxes)}.
 */
final class OnFront implements Improvement {
  private static final double MARGIN = 0.1;

  /** Of standardised values; a front of one vector has no range. */
  private static final double LEAST_RANGE = 1;

  private static final double MOST_BOXES = 4_000;

  /** For each goal, the different bounds of boxes, each a value that is to be exceeded. */
  private final double[][] levels;

  /** The levels between which boxes lie, {@code [goal][box]}; beyond the last nothing bounds. */
  private final int[][] from;

  private final int[][] to;

  /**
   * @param front values, {@code [vector][goal]}, more being better
   * @param worst the values that a hypervolume begins at, {@code [goal]}
   */
  OnFront(double[][] front, double[] worst) {
    int goals = worst.length;
    List<NondominatedBoxes.Box> boxes =
        NondominatedBoxes.of(losses(front), losses(new double[][] {worst})[0]);
    levels = new double[goals][];
    from = new int[goals][boxes.size()];
    to = new int[goals][boxes.size()];
    for (int goal = 0; goal < goals; goal++) {
      int g = goal;
      levels[g] =
          boxes.stream()
              .flatMapToDouble(box -> DoubleStream.of(-box.high()[g], -box.low()[g]))
              .filter(Double::isFinite)
              .distinct()
              .sorted()
              .toArray();
      for (int b = 0; b < boxes.size(); b++) {
        NondominatedBoxes.Box box = boxes.get(b);
        from[g][b] = Arrays.binarySearch(levels[g], -box.high()[g]);
        to[g][b] =
            Double.isInfinite(box.low()[g])
                ? levels[g].length
                : Arrays.binarySearch(levels[g], -box.low()[g]);
      }
    }
  }

  /**
   * The improvement on a front, from a tenth of the range below the worst of some values on.
   *
   * @param from values, {@code [vector][goal]}: those of the front, which refines it, or those of
   *     all that is known, which looks for more of it
   */
  static OnFront of(double[][] front, double[][] from) {
    double[] worst = new double[front[0].length];
    for (int g = 0; g < worst.length; g++) {
      int goal = g;
      DoubleSummaryStatistics range =
          Arrays.stream(from).mapToDouble(values -> values[goal]).summaryStatistics();
      worst[g] = range.getMin() - MARGIN * Math.max(LEAST_RANGE, range.getMax() - range.getMin());
    }
    return new OnFront(thinned(front, worst), worst);
  }

  /** Of more than two goals, so few that boxes stay some thousands. */
  private static double[][] thinned(double[][] front, double[] worst) {
    int most =
        worst.length == 2 ? front.length : (int) Math.pow(MOST_BOXES, 1.0 / (worst.length - 1));
    if (front.length <= most) {
      return front;
    }
    int[] kept = SubsetSelection.greedy(losses(front), most, losses(new double[][] {worst})[0]);
    return Arrays.stream(kept).mapToObj(k -> front[k]).toArray(double[][]::new);
  }

  private static double[][] losses(double[][] values) {
    return Arrays.stream(values)
        .map(vector -> Arrays.stream(vector).map(v -> -v).toArray())
        .toArray(double[][]::new);
  }

  @Override
  public double log(double[] means, double[] deviations, double[] byMeans, double[] byDeviations) {
    int goals = means.length;
    double[][] logs = new double[goals][];
    for (int g = 0; g < goals; g++) {
      logs[g] = new double[levels[g].length + 1];
      for (int k = 0; k < levels[g].length; k++) {
        logs[g][k] =
            ExpectedImprovement.log((means[g] - levels[g][k]) / deviations[g])
                + Math.log(deviations[g]);
      }
      logs[g][levels[g].length] = Double.NEGATIVE_INFINITY;
    }
    int boxes = from[0].length;
    double[] volumes = new double[boxes];
    double most = Double.NEGATIVE_INFINITY;
    for (int b = 0; b < boxes; b++) {
      for (int g = 0; g < goals; g++) {
        volumes[b] += difference(logs[g][from[g][b]], logs[g][to[g][b]]);
      }
      most = Math.max(most, volumes[b]);
    }
    if (most == Double.NEGATIVE_INFINITY) {
      return most;
    }
    double sum = 0;
    for (double volume : volumes) {
      sum += Math.exp(volume - most);
    }
    if (byMeans != null) {
      slopes(means, deviations, logs, volumes, most + Math.log(sum), byMeans, byDeviations);
    }
    return most + Math.log(sum);
  }

  /** The logarithm of {@code e^a − e^b}. */
  private static double difference(double a, double b) {
    return a + Math.log(-Math.expm1(Math.min(0, b - a)));
  }

  private void slopes(
      double[] means,
      double[] deviations,
      double[][] logs,
      double[] volumes,
      double total,
      double[] byMeans,
      double[] byDeviations) {
    for (int g = 0; g < means.length; g++) {
      // What each level's expectation counts for in the whole.
      double[] shares = new double[levels[g].length + 1];
      for (int b = 0; b < volumes.length; b++) {
        double share = Math.exp(volumes[b] - total);
        if (share > 0) {
          double a = logs[g][from[g][b]];
          double part = share / -Math.expm1(logs[g][to[g][b]] - a);
          shares[from[g][b]] += part;
          shares[to[g][b]] -= part * Math.exp(logs[g][to[g][b]] - a);
        }
      }
      byMeans[g] = 0;
      byDeviations[g] = 0;
      for (int k = 0; k < levels[g].length; k++) {
        double z = (means[g] - levels[g][k]) / deviations[g];
        double byZ = ExpectedImprovement.slope(z);
        byMeans[g] += shares[k] * byZ / deviations[g];
        byDeviations[g] += shares[k] * (1 - z * byZ) / deviations[g];
      }
    }
  }
}
