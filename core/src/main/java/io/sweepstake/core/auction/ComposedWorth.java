package io.sweepstake.core.auction;

import io.sweepstake.core.setting.ComposedSurplus;

/** What products are worth by their kernel; what it gives for nothing is asked once for a buyer. */
final class ComposedWorth implements ProductWorth {
  private final ComposedSurplus surplus;
  private final float[] qualities; // [product][quality]
  private final int width;
  private float[] types;
  private int at;
  private double without;

  ComposedWorth(ComposedSurplus surplus, float[] qualities, int width) {
    this.surplus = surplus;
    this.qualities = qualities;
    this.width = width;
  }

  @Override
  public void of(float[] needs, int first) {
    types = needs;
    at = first;
    without = surplus.without(needs, first, width);
  }

  @Override
  public double ofProduct(int product) {
    return surplus.kernel().value(types, at, qualities, product * width, width) - without;
  }
}
