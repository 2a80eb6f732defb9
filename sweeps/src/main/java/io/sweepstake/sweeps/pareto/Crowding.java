package io.sweepstake.sweeps.pareto;

import java.util.Comparator;
import java.util.stream.IntStream;

/** How much room loss vectors of one front have around them (Deb et al., IEEE TEC 2002). */
public final class Crowding {
  private Crowding() {}

  /**
   * The crowding distances: over all goals, the sum of the gaps between a vector's two neighbours
   * in that goal, as shares of the range of its finite values. The outermost have infinitely much
   * room; a goal in which all are equal counts for nothing.
   *
   * @param losses no NaN; infinite ones are allowed
   */
  public static double[] distances(double[][] losses) {
    int n = losses.length;
    double[] distances = new double[n];
    for (int goal = 0; n > 0 && goal < losses[0].length; goal++) {
      int axis = goal;
      int[] order =
          IntStream.range(0, n)
              .boxed()
              .sorted(Comparator.comparingDouble(k -> losses[k][axis]))
              .mapToInt(k -> k)
              .toArray();
      double[] padded = new double[n + 2];
      padded[0] = Double.NEGATIVE_INFINITY;
      padded[n + 1] = Double.POSITIVE_INFINITY;
      for (int k = 0; k < n; k++) {
        padded[k + 1] = losses[order[k]][axis];
      }
      if (padded[1] == padded[n]) {
        continue;
      }
      double width = finiteRange(padded);
      for (int k = 0; k < n; k++) {
        distances[order[k]] += padded[k] == padded[k + 2] ? 0 : (padded[k + 2] - padded[k]) / width;
      }
    }
    return distances;
  }

  /** Between the smallest and the largest finite value; 1 when there are not two. */
  private static double finiteRange(double[] sorted) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double value : sorted) {
      if (Double.isFinite(value)) {
        low = Math.min(low, value);
        high = value;
      }
    }
    return high > low ? high - low : 1;
  }
}
