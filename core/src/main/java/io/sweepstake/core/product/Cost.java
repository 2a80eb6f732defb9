package io.sweepstake.core.product;

/**
 * What a product costs to make, in units of value, at least 0 and nothing for nothing. Immutable
 * and thread-safe, a record.
 */
public interface Cost {
  /**
   * The cost.
   *
   * @param goods qualities, at least 0, {@code count} of them from {@code from}
   */
  double of(float[] goods, int from, int count);

  /**
   * Its slope along each quality.
   *
   * @param slope written, {@code count} numbers from 0
   */
  void slope(float[] goods, int from, int count, float[] slope);

  /**
   * Whether costs are sums over qualities, of each quality by itself, all alike, so that one
   * quality may be asked about alone.
   */
  default boolean separable() {
    return false;
  }
}
