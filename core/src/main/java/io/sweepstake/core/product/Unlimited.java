package io.sweepstake.core.product;

/** Lets products be as they are. */
record Unlimited() implements Limit {
  @Override
  public void confine(float[] goods, int from, int count) {
    // All can be made.
  }

  @Override
  public boolean separable() {
    return true;
  }
}
