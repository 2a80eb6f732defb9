package io.sweepstake.sweeps.space;

import java.util.Arrays;

/**
 * Every point of a space whose continuous parameters are cut into a number of levels, in a fixed
 * order: the last parameter moves fastest. A conditional parameter counts only where it exists.
 */
public final class Grid {
  private final SearchSpace space;
  private final int levels;
  private final boolean[] parent;
  private final long size;

  /**
   * A grid with {@code levels} values per continuous parameter, at the middles of equal parts of
   * its unit interval.
   *
   * @throws IllegalArgumentException when the levels are below 1 or the points beyond counting
   */
  public Grid(SearchSpace space, int levels) {
    if (levels < 1) {
      throw new IllegalArgumentException("grid: levels must be at least 1, was " + levels);
    }
    this.space = space;
    this.levels = levels;
    parent = new boolean[space.size()];
    space.conditions().values().forEach(c -> parent[space.indexOf(c.parent().name())] = true);
    try {
      size = count(0, absent());
    } catch (ArithmeticException overflow) {
      throw new IllegalArgumentException(
          "grid: has more than 2^63 points, with " + levels + " levels per continuous parameter",
          overflow);
    }
  }

  public long size() {
    return size;
  }

  /** The point at an index from 0 to {@link #size} − 1. */
  public Point point(long index) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("grid: index must be in [0, " + size + "), was " + index);
    }
    double[] numbers = absent();
    long rest = index;
    for (int k = 0; k < numbers.length; k++) {
      if (!space.exists(k, numbers)) {
        continue;
      }
      Param<?> param = space.params().get(k);
      long values = values(param);
      if (parent[k]) {
        for (int v = 0; v < values; v++) {
          numbers[k] = number(param, v, values);
          long below = count(k + 1, numbers);
          if (rest < below) {
            break;
          }
          rest -= below;
        }
      } else {
        numbers[k] = number(param, 0, values);
        long below = count(k + 1, numbers);
        numbers[k] = number(param, rest / below, values);
        rest %= below;
      }
    }
    return Point.ofNumbers(space, numbers);
  }

  private double[] absent() {
    double[] numbers = new double[space.size()];
    Arrays.fill(numbers, Double.NaN);
    return numbers;
  }

  private long values(Param<?> param) {
    if (param instanceof IntParam i) {
      return ((long) i.high() - i.low()) / i.step() + 1;
    }
    return param.cardinality().orElse(levels);
  }

  private static <T> double number(Param<T> param, long index, long values) {
    return param instanceof CategoricalParam
        ? (double) index
        : param instanceof IntParam i
            ? (double) (i.low() + index * i.step())
            : param.number(param.decode((index + 0.5) / values));
  }

  /** How many points share the numbers before {@code from}; those after may hold anything. */
  private long count(int from, double[] prefix) {
    double[] numbers = prefix.clone();
    Arrays.fill(numbers, from, numbers.length, Double.NaN);
    return countFrom(from, numbers);
  }

  private long countFrom(int k, double[] numbers) {
    if (k == numbers.length) {
      return 1;
    }
    if (!space.exists(k, numbers)) {
      return countFrom(k + 1, numbers);
    }
    Param<?> param = space.params().get(k);
    long values = values(param);
    long sum = 0;
    if (parent[k]) {
      for (int v = 0; v < values; v++) {
        numbers[k] = v;
        sum = Math.addExact(sum, countFrom(k + 1, numbers));
      }
    } else {
      numbers[k] = 0;
      sum = Math.multiplyExact(values, countFrom(k + 1, numbers));
    }
    numbers[k] = Double.NaN;
    return sum;
  }
}
