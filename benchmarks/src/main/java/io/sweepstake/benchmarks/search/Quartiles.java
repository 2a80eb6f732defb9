package io.sweepstake.benchmarks.search;

import java.util.Arrays;

/** The middle half of a sample. */
public record Quartiles(double lower, double median, double upper) {
  public Quartiles {
    if (!(lower <= median && median <= upper)) {
      throw new IllegalArgumentException(
          "quartiles: must not fall, were " + lower + ", " + median + ", " + upper);
    }
  }

  /**
   * Of a sample, interpolated linearly between its order statistics (as NumPy does by default).
   *
   * @throws IllegalArgumentException when the sample is empty
   */
  public static Quartiles of(double[] sample) {
    if (sample.length == 0) {
      throw new IllegalArgumentException("quartiles: need at least one number, had none");
    }
    double[] sorted = sample.clone();
    Arrays.sort(sorted);
    return new Quartiles(quantile(sorted, 0.25), quantile(sorted, 0.5), quantile(sorted, 0.75));
  }

  private static double quantile(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(sorted.length - 1, below + 1);
    if (place == below || sorted[above] == sorted[below]) {
      return sorted[below]; // also where that is infinite
    }
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
