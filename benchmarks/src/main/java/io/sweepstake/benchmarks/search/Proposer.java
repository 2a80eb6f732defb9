package io.sweepstake.benchmarks.search;

import io.sweepstake.benchmarks.search.function.TestFunction;
import io.sweepstake.sweeps.space.Point;

/** Whoever proposes points in one study after the other: one of our samplers, or a peer. */
public interface Proposer extends AutoCloseable {
  /**
   * Begins a study, forgetting the one before.
   *
   * @param seed of everything random that the proposer does in it
   * @param startup how many of the first points are to be {@link Startup#point random ones}, where
   *     the proposer begins with random points at all
   */
  void begin(TestFunction function, long seed, int startup);

  /** The next point; trials are numbered 0, 1, 2 … in the order of asking. */
  Point ask();

  /**
   * Takes in what a trial came to.
   *
   * @param violation how far it breaks the function's constraint; 0 where it keeps it
   */
  void tell(int number, double value, double violation);

  @Override
  void close();
}
