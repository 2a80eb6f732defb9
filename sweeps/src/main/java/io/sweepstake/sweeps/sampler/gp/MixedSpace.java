package io.sweepstake.sweeps.sampler.gp;

import io.sweepstake.sweeps.sampler.UnitAxis;
import io.sweepstake.sweeps.space.Param;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.space.SearchSpace;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A search space as a Gaussian process sees it: one coordinate per parameter that has more than one
 * value. A number is its place in [0, 1], a choice its index.
 *
 * <p>A parameter that does not exist at a point has its middle there (a choice: −1). That two
 * points differ in which parameters they have shows in the parent, whose choices differ; so every
 * point has all coordinates, and distances stay distances.
 */
final class MixedSpace {
  private static final double ABSENT_NUMBER = 0.5;
  private static final double ABSENT_CHOICE = -1;

  private final SearchSpace space;
  private final int[] params;
  private final UnitAxis[] axes;
  private final double[] only;

  MixedSpace(SearchSpace space) {
    this.space = space;
    params = IntStream.range(0, space.size()).filter(k -> !space.params().get(k).fixed()).toArray();
    axes =
        Arrays.stream(params)
            .mapToObj(k -> new UnitAxis(space.params().get(k)))
            .toArray(UnitAxis[]::new);
    only = new double[space.size()];
    for (int k = 0; k < only.length; k++) {
      only[k] = first(space.params().get(k));
    }
  }

  private static <T> double first(Param<T> param) {
    return param.number(param.decode(0));
  }

  int dimensions() {
    return axes.length;
  }

  UnitAxis axis(int k) {
    return axes[k];
  }

  boolean[] unordered() {
    boolean[] unordered = new boolean[axes.length];
    for (int k = 0; k < unordered.length; k++) {
      unordered[k] = axes[k].unordered;
    }
    return unordered;
  }

  /** The coordinates of a point. */
  double[] coordinates(Point point) {
    double[] x = new double[axes.length];
    for (int k = 0; k < x.length; k++) {
      double number = point.number(params[k]);
      x[k] = Double.isNaN(number) ? absent(k) : axes[k].unordered ? number : axes[k].place(number);
    }
    return x;
  }

  private double absent(int k) {
    return axes[k].unordered ? ABSENT_CHOICE : ABSENT_NUMBER;
  }

  /** The coordinate of an axis at a place of the unit interval. */
  double coordinate(int k, double unit) {
    if (axes[k].unordered) {
      return axes[k].index(unit);
    }
    return axes[k].discrete() ? axes[k].placeOf(axes[k].index(unit)) : unit;
  }

  /** Whether each axis exists at a place whose choices may be absent ones. */
  boolean[] exists(double[] x) {
    double[] numbers = new double[space.size()];
    boolean[] exists = new boolean[axes.length];
    numbers(x, numbers, exists);
    return exists;
  }

  /** The place with the coordinates of the axes that do not exist there set to their middle. */
  double[] completed(double[] x) {
    boolean[] exists = exists(x);
    double[] completed = x.clone();
    for (int k = 0; k < completed.length; k++) {
      completed[k] = exists[k] ? x[k] : absent(k);
    }
    return completed;
  }

  /** The point at a place. */
  Point point(double[] x) {
    double[] numbers = new double[space.size()];
    numbers(x, numbers, new boolean[axes.length]);
    return Point.ofNumbers(space, numbers);
  }

  private void numbers(double[] x, double[] numbers, boolean[] exists) {
    int at = 0;
    for (int k = 0; k < numbers.length; k++) {
      boolean free = at < params.length && params[at] == k;
      boolean here = space.exists(k, numbers);
      if (!here) {
        numbers[k] = Double.NaN;
      } else if (!free) {
        numbers[k] = only[k];
      } else {
        numbers[k] = axes[at].unordered ? Math.max(0, x[at]) : axes[at].number(x[at]);
      }
      if (free) {
        exists[at++] = here;
      }
    }
  }
}
