package io.sweepstake.benchmarks.search.function;

import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.space.SearchSpace;
import java.util.List;

/** A function to minimise whose minimum is known, so that a search on it can be judged. */
public interface TestFunction {
  /** Short and unique, such as {@code hartmann6}; part of file names. */
  String name();

  SearchSpace space();

  double value(Point point);

  /**
   * What a study is told of a point: its value, where nothing disturbs it.
   *
   * @param seed of the study's disturbances
   * @param number of the trial
   */
  default double measured(Point point, long seed, int number) {
    return value(point);
  }

  /** How far a point breaks the constraint; 0 where it keeps it, or where there is none. */
  default double violation(Point point) {
    return 0;
  }

  /** Whether {@link #violation} is ever above 0. */
  default boolean constrained() {
    return false;
  }

  /** The least value of points that keep the constraint, up to rounding. */
  double minimum();

  /** Every point known to have the least value. */
  List<Point> minimisers();

  /** How far above the minimum a point is. */
  default double simpleRegret(Point point) {
    return value(point) - minimum();
  }
}
