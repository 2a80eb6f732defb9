package io.sweepstake.core.auction;

import io.sweepstake.core.setting.ComposedSurplus;
import io.sweepstake.core.setting.ProductSurplus;
import io.sweepstake.core.setting.SigmoidSurplus;

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
  static ProductWorth of(ProductSurplus surplus, float[] qualities, int width) {
    return surplus instanceof SigmoidSurplus sigmoid
        ? new SigmoidWorth(sigmoid, qualities, width)
        : new ComposedWorth((ComposedSurplus) surplus, qualities, width);
  }
}
