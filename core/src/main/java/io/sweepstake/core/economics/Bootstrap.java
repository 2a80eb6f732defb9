package io.sweepstake.core.economics;

import io.sweepstake.core.random.Seeds;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Standard errors from observed rows themselves: as many rows are drawn from them with replacement,
 * again and again, and the error is how what they come to spreads (Efron, Annals of Statistics 7,
 * 1979).
 *
 * <p>It hangs on the rows and not on their order. Of more than {@value #MOST_ROWS} rows it is the
 * formula of {@link #OF_DRAWS}, which differs from it by less than resamples do from each other.
 *
 * @param seed of the rows that are drawn
 */
record Bootstrap(long seed) implements StandardErrors {
  static final int RESAMPLES = 1000;
  static final int MOST_ROWS = 10_000;

  @Override
  public double ofRatio(double[] above, double[] below) {
    int rows = above.length;
    if (rows > MOST_ROWS) {
      return OF_DRAWS.ofRatio(above, below);
    }
    int[] ordered =
        IntStream.range(0, rows)
            .boxed()
            .sorted(Comparator.<Integer>comparingDouble(k -> above[k]).thenComparing(k -> below[k]))
            .mapToInt(Integer::intValue)
            .toArray();
    double sum = 0;
    double squares = 0;
    double middle = Estimate.mean(above) / Estimate.mean(below); // digits are lost far from it
    for (int resample = 0; resample < RESAMPLES; resample++) {
      long draws = Seeds.derive(seed, "bootstrap", resample);
      double numerator = 0;
      double denominator = 0;
      for (int k = 0; k < rows; k++) {
        int row = ordered[(int) (Seeds.uniform(draws, k) * rows)];
        numerator += above[row];
        denominator += below[row];
      }
      // Rows that are all below nothing say nothing of the ratio.
      double off = denominator > 0 ? numerator / denominator - middle : 0;
      sum += off;
      squares += off * off;
    }
    double mean = sum / RESAMPLES;
    return Math.sqrt(Math.max(0, squares / RESAMPLES - mean * mean) * RESAMPLES / (RESAMPLES - 1));
  }
}
