package io.sweepstake.core.bidding;

import java.util.Arrays;
import java.util.stream.IntStream;

/** A bidder's value for the item, one of a few numbers, each with its chance. Immutable. */
public final class DiscreteValues {
  private static final double ROUNDING = 1e-9;

  /** Of values that a law makes: a rule is a table over all profiles, so more could not be bid. */
  private static final int MOST = 4096;

  private final double[] values;
  private final double[] chances;

  /**
   * @param values at least two, from 0 up, ascending
   * @param chances of each, above 0, with a sum of 1
   * @throws IllegalArgumentException naming what is wrong
   */
  public DiscreteValues(double[] values, double[] chances) {
    if (values.length < 2 || values.length != chances.length) {
      throw new IllegalArgumentException(
          "values: must be at least 2, each with a chance, were "
              + values.length
              + " with "
              + chances.length);
    }
    double sum = 0;
    for (int k = 0; k < values.length; k++) {
      if (!(values[k] >= (k == 0 ? 0 : Math.nextUp(values[k - 1])))) {
        throw new IllegalArgumentException(
            "values: must be ascending from 0 up, were " + Arrays.toString(values));
      }
      if (!(chances[k] > 0)) {
        throw new IllegalArgumentException("chances: must be above 0, was " + chances[k]);
      }
      sum += chances[k];
    }
    if (!(Math.abs(sum - 1) < ROUNDING)) {
      throw new IllegalArgumentException("chances: must have the sum 1, had " + sum);
    }
    this.values = values.clone();
    this.chances = chances.clone();
  }

  /**
   * Every whole number of a range alike.
   *
   * @param low from 0 up
   * @param high above {@code low}
   */
  public static DiscreteValues uniform(int low, int high) {
    if (low < 0 || high <= low) {
      throw new IllegalArgumentException(
          "uniform: must go from a number from 0 up to a greater one, was " + low + " to " + high);
    }
    requireAtMost("uniform", (long) high - low + 1);
    double[] values = IntStream.rangeClosed(low, high).mapToDouble(k -> k).toArray();
    double[] chances = new double[values.length];
    Arrays.fill(chances, 1.0 / chances.length);
    return new DiscreteValues(values, chances);
  }

  /**
   * How often of so many tries one succeeds.
   *
   * @param tries at least 1
   * @param chance of a success, between 0 and 1
   */
  public static DiscreteValues binomial(int tries, double chance) {
    if (tries < 1 || !(chance > 0 && chance < 1)) {
      throw new IllegalArgumentException(
          "binomial: must have at least 1 try and a chance between 0 and 1, had "
              + tries
              + " and "
              + chance);
    }
    requireAtMost("binomial", tries + 1L);
    double[] weights = new double[tries + 1];
    weights[0] = Math.pow(1 - chance, tries);
    for (int k = 1; k <= tries; k++) {
      weights[k] = weights[k - 1] * (tries - k + 1) / k * chance / (1 - chance);
    }
    if (!(weights[0] > 0) || !(weights[tries] > 0)) {
      throw new IllegalArgumentException(
          "binomial: must have so few tries that 0 and all of them can be told from impossible, had "
              + tries
              + " and "
              + chance);
    }
    return weighted(weights);
  }

  /**
   * The whole numbers from 0, with chances that are as these weights.
   *
   * @param weights at least two, positive and finite
   */
  public static DiscreteValues weighted(double... weights) {
    requireAtMost("weights", weights.length);
    for (double weight : weights) {
      if (!(weight > 0) || Double.isInfinite(weight)) {
        throw new IllegalArgumentException(
            "weights: must be positive and finite, each of them, was " + weight);
      }
    }
    double sum = Arrays.stream(weights).sum();
    return new DiscreteValues(
        IntStream.range(0, weights.length).mapToDouble(k -> k).toArray(),
        Arrays.stream(weights).map(weight -> weight / sum).toArray());
  }

  private static void requireAtMost(String law, long values) {
    if (values > MOST) {
      throw new IllegalArgumentException(
          law + ": must have at most " + MOST + " values, had " + values);
    }
  }

  public int count() {
    return values.length;
  }

  /** The value of this number, ascending from number 0. */
  public double value(int number) {
    return values[number];
  }

  public double chance(int number) {
    return chances[number];
  }

  /** The chance of this value or a greater one. */
  public double chanceFrom(int number) {
    double sum = 0;
    for (int k = values.length - 1; k >= number; k--) {
      sum += chances[k];
    }
    return sum;
  }

  public double greatest() {
    return values[values.length - 1];
  }

  /**
   * What each value is worth to the seller once information rents are paid, {@code φ_k = v_k −
   * (v_{k+1} − v_k) (1 − F_k) / f_k} (Myerson 1981, on a grid), ironed: where it falls, neighbours
   * have their mean.
   */
  public double[] virtualValues() {
    int count = values.length;
    double[] level = new double[count];
    double[] weight = new double[count];
    int[] size = new int[count];
    int pools = 0;
    for (int k = 0; k < count; k++) {
      double step = k + 1 < count ? values[k + 1] - values[k] : 0;
      level[pools] = values[k] - step * (k + 1 < count ? chanceFrom(k + 1) : 0) / chances[k];
      weight[pools] = chances[k];
      size[pools++] = 1;
      while (pools > 1 && level[pools - 1] < level[pools - 2]) {
        double both = weight[pools - 2] + weight[pools - 1];
        level[pools - 2] =
            (level[pools - 2] * weight[pools - 2] + level[pools - 1] * weight[pools - 1]) / both;
        weight[pools - 2] = both;
        size[pools - 2] += size[pools - 1];
        pools--;
      }
    }
    double[] virtual = new double[count];
    int at = 0;
    for (int pool = 0; pool < pools; pool++) {
      Arrays.fill(virtual, at, at + size[pool], level[pool]);
      at += size[pool];
    }
    return virtual;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DiscreteValues that
        && Arrays.equals(values, that.values)
        && Arrays.equals(chances, that.chances);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(values) + Arrays.hashCode(chances);
  }

  @Override
  public String toString() {
    return "values " + Arrays.toString(values) + " with " + Arrays.toString(chances);
  }
}
