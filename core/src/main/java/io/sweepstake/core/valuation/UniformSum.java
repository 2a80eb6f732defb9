package io.sweepstake.core.valuation;

import java.util.Collections;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * The sum of independent uniform values: what an additive bidder's bundle is worth.
 *
 * <p>Its density is log-concave, so it is regular. Parts of equal width use the B-spline recursion,
 * whose terms are all positive, so that it is accurate for any number of parts; parts of different
 * widths use inclusion–exclusion over subsets, accurate for the few parts allowed.
 *
 * @param parts at least one; at most {@value #MOST_UNEQUAL_PARTS} unless all are equally wide
 */
public record UniformSum(List<Uniform> parts) implements Marginal {
  static final int MOST_UNEQUAL_PARTS = 10;
  private static final int BISECTIONS = 80;

  public UniformSum {
    parts = List.copyOf(parts);
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("uniform sum: needs at least one part, had none");
    }
    if (!equallyWide(parts) && parts.size() > MOST_UNEQUAL_PARTS) {
      throw new IllegalArgumentException(
          "uniform sum: at most "
              + MOST_UNEQUAL_PARTS
              + " parts of different widths, were "
              + parts.size());
    }
  }

  /** The sum of {@code count} independent values with one distribution. */
  public static UniformSum of(int count, Uniform part) {
    return new UniformSum(Collections.nCopies(count, part));
  }

  @Override
  public double low() {
    return parts.stream().mapToDouble(Uniform::low).sum();
  }

  @Override
  public double high() {
    return parts.stream().mapToDouble(Uniform::high).sum();
  }

  @Override
  public double cdf(double value) {
    double low = low();
    double high = high();
    if (value <= low) {
      return 0;
    }
    if (value >= high) {
      return 1;
    }
    // Symmetric about the middle: work on the side where the probability is small.
    return value - low <= high - value ? lowerTail(value - low) : 1 - lowerTail(high - value);
  }

  @Override
  public double survival(double value) {
    return cdf(low() + high() - value);
  }

  @Override
  public double pdf(double value) {
    double low = low();
    double high = high();
    if (value < low || value > high) {
      return 0;
    }
    double fromEnd = Math.min(value - low, high - value);
    if (equallyWide(parts)) {
      double width = parts.get(0).width();
      int cell = Math.min((int) (fromEnd / width), parts.size() - 1);
      return splines(parts.size(), fromEnd / width - cell)[cell] / width;
    }
    return subsets(fromEnd, parts.size() - 1);
  }

  @Override
  public double quantile(double u) {
    double below = low();
    double above = high();
    for (int k = 0; k < BISECTIONS; k++) {
      double middle = below + (above - below) / 2;
      if (cdf(middle) < u) {
        below = middle;
      } else {
        above = middle;
      }
    }
    return above;
  }

  @Override
  public double upperQuantile(double s) {
    return low() + high() - quantile(s);
  }

  @Override
  public double mean() {
    return (low() + high()) / 2;
  }

  @Override
  public boolean regular() {
    return true;
  }

  @Override
  public double[] kinks() {
    double low = low();
    double high = high();
    if (equallyWide(parts)) {
      double width = parts.get(0).width();
      double[] kinks = new double[parts.size() - 1];
      for (int k = 0; k < kinks.length; k++) {
        kinks[k] = low + (k + 1) * width;
      }
      return kinks;
    }
    DoubleStream.Builder sums = DoubleStream.builder();
    for (int subset = 0; subset < 1 << parts.size(); subset++) {
      sums.add(low + widthOf(subset));
    }
    return sums.build().filter(sum -> sum > low && sum < high).sorted().distinct().toArray();
  }

  /** Probability that the parts together exceed their lows by at most {@code excess}. */
  private double lowerTail(double excess) {
    if (equallyWide(parts)) {
      // The density of one part more is F(x) − F(x − 1), so F is a sum of such densities.
      double x = excess / parts.get(0).width();
      int cell = (int) x;
      double[] densities = splines(parts.size() + 1, x - cell);
      double sum = 0;
      for (int j = 0; j <= cell; j++) {
        sum += densities[j];
      }
      return sum;
    }
    return subsets(excess, parts.size());
  }

  /**
   * Densities of the sum of {@code count} uniforms on [0, 1] at {@code fraction, fraction + 1, …}:
   * the cardinal B-spline (de Boor, 1978).
   *
   * @param fraction from 0 to 1
   */
  private static double[] splines(int count, double fraction) {
    double[] b = new double[count]; // of the current order
    b[0] = 1;
    for (int order = 2; order <= count; order++) {
      for (int j = order - 1; j >= 0; j--) {
        double at = fraction + j;
        double left = j < order - 1 ? at * b[j] : 0;
        double right = j > 0 ? (order - at) * b[j - 1] : 0;
        b[j] = (left + right) / (order - 1);
      }
    }
    return b;
  }

  /**
   * {@code Σ_S (−1)^|S| (x − width(S))₊^power / (power! Π width)}: the distribution function for
   * power = number of parts, the density for one less.
   */
  private double subsets(double excess, int power) {
    double sum = 0;
    for (int subset = 0; subset < 1 << parts.size(); subset++) {
      double rest = excess - widthOf(subset);
      if (rest > 0 || (rest == 0 && power == 0)) {
        sum += (Integer.bitCount(subset) % 2 == 0 ? 1 : -1) * Math.pow(rest, power);
      }
    }
    for (int k = 2; k <= power; k++) {
      sum /= k;
    }
    for (Uniform part : parts) {
      sum /= part.width();
    }
    return Math.max(0, sum);
  }

  private double widthOf(int subset) {
    double sum = 0;
    for (int k = 0; k < parts.size(); k++) {
      sum += (subset >> k & 1) * parts.get(k).width();
    }
    return sum;
  }

  private static boolean equallyWide(List<Uniform> parts) {
    return parts.stream().allMatch(part -> part.width() == parts.get(0).width());
  }
}
