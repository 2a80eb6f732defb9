package io.sweepstake.core.product;

/**
 * Which products can be made; the one without qualities can. Immutable and thread-safe, a record.
 */
@FunctionalInterface
public interface Limit {
  /** Any qualities of at least 0. */
  Limit NONE = new Unlimited();

  /**
   * Moves a product to the nearest that can be made.
   *
   * @param goods qualities, at least 0 before and after, {@code count} of them from {@code from}
   */
  void confine(float[] goods, int from, int count);

  /**
   * Whether it moves each quality by itself, all alike, so that one quality may be asked about
   * alone.
   */
  default boolean separable() {
    return false;
  }
}
