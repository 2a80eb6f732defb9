package io.sweepstake.core.product;

/**
 * What a buyer with some needs gains from a product of some qualities, in units of value; what a
 * product without qualities gives is taken off by whoever asks. Immutable and thread-safe, with a
 * {@code toString} that tells it from others: a record.
 */
public interface Kernel {
  /**
   * The gain.
   *
   * @param needs {@code count} of them from {@code at}
   * @param goods qualities, at least 0, {@code count} of them from {@code from}
   */
  double value(float[] needs, int at, float[] goods, int from, int count);

  /**
   * Its slope along each quality; from the right where it has a kink.
   *
   * @param slope written, {@code count} numbers from 0
   */
  void slope(float[] needs, int at, float[] goods, int from, int count, float[] slope);

  /**
   * Whether gains are sums over qualities, of each quality by itself, all alike, so that one
   * quality may be asked about alone.
   */
  default boolean separable() {
    return false;
  }
}
