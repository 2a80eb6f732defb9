package io.sweepstake.core.auction;

import io.sweepstake.core.setting.SigmoidSurplus;

/**
 * What products are worth to one buyer after another. With {@code σ(α (y − x)) = 1 / (1 + e^(αx)
 * e^(−αy))} exponentials are taken once for each quality and each need instead of once for each
 * pair, where none of them overflows.
 */
final class SigmoidWorth implements ProductWorth {
  /** Exponents up to this have products of exponentials that are finite. */
  private static final double MOST = 300;

  private final SigmoidSurplus surplus;
  private final float[] qualities; // [product][quality]
  private final int width;
  private final double[] falling; // e^(−αy) [product][quality]
  private final double[] rising; // e^(αx) [quality]
  private final boolean small; // whether all of falling are within bounds
  private double without; // what no qualities would give, as a share of worth
  private boolean quick;
  private float[] types;
  private int at;

  SigmoidWorth(SigmoidSurplus surplus, float[] qualities, int width) {
    this.surplus = surplus;
    this.qualities = qualities;
    this.width = width;
    falling = new double[qualities.length];
    rising = new double[width];
    double most = 0;
    for (int k = 0; k < falling.length; k++) {
      double exponent = surplus.steepness() * qualities[k];
      falling[k] = Math.exp(-exponent);
      most = Math.max(most, exponent);
    }
    small = most <= MOST;
  }

  @Override
  public void of(float[] needs, int first) {
    types = needs;
    at = first;
    quick = small;
    without = 0;
    for (int j = 0; j < width; j++) {
      double exponent = surplus.steepness() * needs[first + j];
      quick &= Math.abs(exponent) <= MOST;
      rising[j] = Math.exp(exponent);
      without += 1 / (1 + rising[j]);
    }
  }

  @Override
  public double ofProduct(int product) {
    int from = product * width;
    if (!quick) {
      return surplus.value(types, at, qualities, from, width);
    }
    double sum = -without;
    for (int j = 0; j < width; j++) {
      sum += 1 / (1 + rising[j] * falling[from + j]);
    }
    return surplus.worth() * sum;
  }
}
