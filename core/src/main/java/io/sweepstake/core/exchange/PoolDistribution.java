package io.sweepstake.core.exchange;

import java.io.Serializable;

/** Draws pools: how many pairs of each type every hospital has. */
@FunctionalInterface
public interface PoolDistribution extends Serializable {
  /**
   * A pool, a function of its arguments.
   *
   * @return {@code [hospital][type]}, flattened
   */
  int[] pool(long seed, long index);
}
