package io.sweepstake.sweeps.problem;

import java.io.Serializable;

/**
 * Work that is done in shards, each by any worker.
 *
 * <p>A shard is a number: whoever has it draws what it needs from seeds, so nothing but what the
 * work is about is shipped.
 */
public interface Sharded extends Serializable {
  /** Its name in one or two words, for Spark's pages. */
  String name();

  /** Whether a shard runs on the device that its worker would give a trial. */
  default boolean takesDevice() {
    return false;
  }

  /** In how many shards so many cores do it best. */
  int shards(int cores);

  /**
   * Does one shard. A function of its arguments: any worker, any number of times.
   *
   * @param about what the work is about, the same for all shards
   * @param shard from 0 to {@code shards − 1}
   * @throws IllegalArgumentException if what it is about cannot be read
   */
  byte[] shard(byte[] about, int shard, int shards);
}
