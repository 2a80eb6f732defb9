package io.sweepstake.core.setting;

/** The surplus of auctions: {@code x · y}, probabilities y of items worth x, made at no cost. */
public record LinearSurplus() implements Surplus {
  @Override
  public double value(float[] types, int at, float[] goods, int from, int count) {
    double value = 0;
    for (int j = 0; j < count; j++) {
      value += (double) goods[from + j] * types[at + j];
    }
    return value;
  }

  @Override
  public double cost(float[] goods, int from, int count) {
    return 0;
  }
}
