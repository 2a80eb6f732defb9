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

  /** The least value, up to rounding. */
  double minimum();

  /** Every point known to have the least value. */
  List<Point> minimisers();

  /** How far above the minimum a point is. */
  default double simpleRegret(Point point) {
    return value(point) - minimum();
  }
}
