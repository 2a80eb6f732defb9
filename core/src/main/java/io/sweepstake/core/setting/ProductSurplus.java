package io.sweepstake.core.setting;

/** A surplus of products, which are made at a cost. */
public sealed interface ProductSurplus extends Surplus permits SigmoidSurplus, ComposedSurplus {
  /**
   * How the cost of a product rises with each of its qualities.
   *
   * @param goods qualities, at least 0, {@code count} of them from {@code from}
   * @param slope written, {@code count} numbers from 0
   */
  void costSlope(float[] goods, int from, int count, float[] slope);

  /** Moves a product to the nearest that can be made. */
  void confine(float[] goods, int from, int count);
}
