package io.sweepstake.core.auction;

import io.sweepstake.core.setting.SigmoidSurplus;
import io.sweepstake.core.setting.Surplus;

/** What products are worth to one buyer after another. */
interface ProductWorth {
  /** Turns to the buyer whose needs lie from {@code first} on. */
  void of(float[] needs, int first);

  /** What a product is worth to her, in units of value. */
  double ofProduct(int product);

  /**
   * That of some products.
   *
   * @param qualities {@code [product][quality]}
   */
  static ProductWorth of(Surplus surplus, float[] qualities, int width) {
    return surplus instanceof SigmoidSurplus sigmoid
        ? new SigmoidWorth(sigmoid, qualities, width)
        : new PlainWorth(surplus, qualities, width);
  }
}
