package io.sweepstake.core.bidding;

/** Bids her value, or the greatest bid below it. */
public final class Truthful implements Bidder {
  private final BidGrid grid;

  public Truthful(BidGrid grid) {
    this.grid = grid;
  }

  @Override
  public void begin(long auctions, boolean anew) {}

  @Override
  public int bid(int value, int random) {
    return choice(value);
  }

  @Override
  public void learn(int value, int bid, double surplus) {}

  @Override
  public int choice(int value) {
    return grid.truth(value);
  }

  @Override
  public boolean learns() {
    return false;
  }

  @Override
  public double[] state() {
    return new double[0];
  }

  @Override
  public void restore(double[] state) {
    Explorer.require("truthful", state, 0);
  }
}
