package io.sweepstake.core.auction;

import io.sweepstake.core.setting.Surplus;

/** What products are worth, by asking their surplus each time. */
final class PlainWorth implements ProductWorth {
  private final Surplus surplus;
  private final float[] qualities; // [product][quality]
  private final int width;
  private float[] types;
  private int at;

  PlainWorth(Surplus surplus, float[] qualities, int width) {
    this.surplus = surplus;
    this.qualities = qualities;
    this.width = width;
  }

  @Override
  public void of(float[] needs, int first) {
    types = needs;
    at = first;
  }

  @Override
  public double ofProduct(int product) {
    return surplus.value(types, at, qualities, product * width, width);
  }
}
