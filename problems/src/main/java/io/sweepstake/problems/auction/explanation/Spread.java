package io.sweepstake.problems.auction.explanation;

import java.util.Arrays;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * A number over several networks.
 *
 * @param halfWidth of Student's 95 % confidence interval around the mean; NaN for one network
 */
record Spread(int count, double mean, double halfWidth) {
  private static final double UPPER = 0.975;

  /**
   * @param values at least one
   */
  static Spread of(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    if (values.length < 2) {
      return new Spread(1, mean, Double.NaN);
    }
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    double error = Math.sqrt(squares / (values.length - 1) / values.length);
    double t = new TDistribution(values.length - 1.0).inverseCumulativeProbability(UPPER);
    return new Spread(values.length, mean, t * error);
  }

  /** Whether 0 lies outside of the interval. */
  boolean differsFromZero() {
    return Math.abs(mean) > halfWidth; // false for one network
  }
}
