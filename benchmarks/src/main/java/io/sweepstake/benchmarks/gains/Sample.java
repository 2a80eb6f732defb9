package io.sweepstake.benchmarks.gains;

import io.sweepstake.benchmarks.SignTest;
import java.util.Arrays;
import java.util.Locale;

/** Numbers and what they say together. */
record Sample(double... values) {
  double mean() {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }

  double standardError() {
    double mean = mean();
    double squares = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
    return Math.sqrt(squares / Math.max(1, values.length - 1) / values.length);
  }

  /** Mean and standard error. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.4f ± %.4f", mean(), standardError());
  }

  /**
   * How many differences are above 0, and how probable so many or more would be if above and below
   * were equally so; differences of 0, as where two sweeps end at the same point, tell nothing.
   */
  static String signs(double[] differences) {
    int wins = (int) Arrays.stream(differences).filter(each -> each > 0).count();
    int decided = (int) Arrays.stream(differences).filter(each -> each != 0).count();
    return String.format(
        Locale.ROOT, "%d of %d, %.3f", wins, decided, SignTest.chance(wins, decided));
  }
}
