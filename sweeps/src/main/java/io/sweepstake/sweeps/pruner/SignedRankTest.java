package io.sweepstake.sweeps.pruner;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Wilcoxon's signed-rank test of paired differences, one-sided, with zeros split between the signs
 * (SciPy's {@code zero_method="zsplit"}) and mean ranks for ties.
 *
 * <p>Up to 50 differences the probability is exact: over all assignments of signs to the ranks at
 * hand, ties included. Beyond, it is the normal approximation with SciPy's variance for ties and
 * without a correction for continuity.
 */
final class SignedRankTest {
  private static final int EXACT = 50;

  private SignedRankTest() {}

  /**
   * The probability, if differences were symmetric about 0, of a sum of positive ranks at least as
   * large.
   *
   * @param differences finite, at least one
   */
  static double greater(double[] differences) {
    int n = differences.length;
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted((a, b) -> Double.compare(Math.abs(differences[a]), Math.abs(differences[b])))
            .mapToInt(k -> k)
            .toArray();
    int[] doubled = new int[n]; // twice the rank, whole even for ties
    double tieTerm = 0;
    for (int from = 0; from < n; ) {
      int to = from;
      while (to < n && Math.abs(differences[order[to]]) == Math.abs(differences[order[from]])) {
        to++;
      }
      for (int k = from; k < to; k++) {
        doubled[order[k]] = from + to + 1;
      }
      double size = to - from;
      tieTerm += size * size * size - size;
      from = to;
    }
    int positive = 0;
    int zeros = 0;
    for (int k = 0; k < n; k++) {
      positive += differences[k] > 0 ? doubled[k] : 0;
      zeros += differences[k] == 0 ? doubled[k] : 0;
    }
    if (n <= EXACT) {
      int[] signed =
          IntStream.range(0, n).filter(k -> differences[k] != 0).map(k -> doubled[k]).toArray();
      return exact(signed, positive);
    }
    double statistic = (positive + zeros / 2.0) / 2;
    double mean = n * (n + 1.0) / 4;
    double variance = (n * (n + 1.0) * (2 * n + 1.0) - tieTerm / 2) / 24;
    return 1 - normal((statistic - mean) / Math.sqrt(variance));
  }

  /** The share of all signs under which the positive ones among these ranks sum to so much. */
  private static double exact(int[] ranks, int atLeast) {
    double[] probability = new double[Arrays.stream(ranks).sum() + 1];
    probability[0] = 1;
    int most = 0;
    for (int rank : ranks) {
      most += rank;
      for (int sum = most; sum >= 0; sum--) {
        probability[sum] = (probability[sum] + (sum >= rank ? probability[sum - rank] : 0)) / 2;
      }
    }
    return Arrays.stream(probability, Math.min(atLeast, probability.length), probability.length)
        .sum();
  }

  /** Φ by Abramowitz and Stegun 26.2.17, off by at most 7.5e-8. */
  private static double normal(double z) {
    double t = 1 / (1 + 0.2316419 * Math.abs(z));
    double series =
        t
            * (0.319381530
                + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
    double tail = Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) * series;
    return z >= 0 ? 1 - tail : tail;
  }
}
