package io.sweepstake.core.economics;

import java.util.Arrays;

/**
 * The mean of a quantity over profiles, and how it spreads.
 *
 * @param standardError of the mean; 0 for a single profile
 * @param p95 the least value that at least 95 % of the values do not exceed
 * @param max the greatest value
 * @param count profiles
 */
public record Estimate(double mean, double standardError, double p95, double max, long count) {

  /** Of one value per profile. */
  static Estimate of(float[] values, StandardErrors errors) {
    return of(values, 1, errors);
  }

  /**
   * Of one value per profile and bidder: mean and standard error are of the profile's mean over
   * bidders, p95 and max of the single values.
   *
   * @param values {@code [profile][bidder]}, flattened; at least one profile
   */
  static Estimate of(float[] values, int bidders, StandardErrors errors) {
    double[] means = new double[values.length / bidders];
    for (int k = 0; k < means.length; k++) {
      for (int i = 0; i < bidders; i++) {
        means[k] += values[k * bidders + i];
      }
      means[k] /= bidders;
    }
    double mean = mean(means);
    return spread(values, mean, errors.ofMean(means), means.length);
  }

  /**
   * Of a ratio of means; p95 and max are of the profiles' own ratios, where the denominator is
   * above 0.
   *
   * @return a mean of 1 if both are always 0
   */
  static Estimate ofRatio(float[] numerators, float[] denominators, StandardErrors errors) {
    double[] above = new double[numerators.length];
    double[] below = new double[numerators.length];
    float[] ratios = new float[numerators.length];
    for (int k = 0; k < above.length; k++) {
      above[k] = numerators[k];
      below[k] = denominators[k];
      ratios[k] = denominators[k] > 0 ? numerators[k] / denominators[k] : 1;
    }
    double denominator = mean(below);
    if (denominator == 0) {
      return spread(ratios, 1, 0, ratios.length);
    }
    double ratio = mean(above) / denominator;
    return spread(ratios, ratio, errors.ofRatio(above, below), ratios.length);
  }

  private static Estimate spread(float[] values, double mean, double standardError, int count) {
    float[] sorted = values.clone();
    Arrays.sort(sorted);
    int rank = (int) Math.ceil(0.95 * sorted.length) - 1;
    return new Estimate(mean, standardError, sorted[rank], sorted[sorted.length - 1], count);
  }

  static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
