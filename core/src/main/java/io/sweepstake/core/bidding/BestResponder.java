package io.sweepstake.core.bidding;

/**
 * Knows the rule and what the others have chosen so far, and bids what is best against that
 * (fictitious play; Brown 1951). Of bids that are equally good she takes the one nearest to her
 * value.
 */
public final class BestResponder implements Bidder {
  /** Utilities that differ by less than this share of the greatest value are equal. */
  private static final double ROUNDING = 1e-9;

  private final BidGrid grid;
  private final int[] best; // by value

  public BestResponder(BidGrid grid) {
    this.grid = grid;
    best = new int[grid.values().count()];
    begin(0, true);
  }

  /** She begins at the truth. */
  @Override
  public void begin(long auctions, boolean anew) {
    for (int value = 0; anew && value < best.length; value++) {
      best[value] = grid.truth(value);
    }
  }

  @Override
  public int bid(int value, int random) {
    return best[value];
  }

  @Override
  public void learn(int value, int bid, double surplus) {}

  @Override
  public int choice(int value) {
    return best[value];
  }

  @Override
  public boolean learns() {
    return false;
  }

  @Override
  public boolean reckons() {
    return true;
  }

  @Override
  public void reckon(double[][] utility) {
    double least = ROUNDING * grid.values().greatest();
    for (int value = 0; value < best.length; value++) {
      double[] of = utility[value];
      double greatest = Double.NEGATIVE_INFINITY;
      for (double one : of) {
        greatest = Math.max(greatest, one);
      }
      int truth = grid.truth(value);
      int chosen = -1;
      for (int bid = 0; bid < of.length; bid++) {
        if (of[bid] >= greatest - least
            && (chosen < 0 || Math.abs(bid - truth) < Math.abs(chosen - truth))) {
          chosen = bid;
        }
      }
      best[value] = chosen;
    }
  }

  @Override
  public double[] state() {
    double[] state = new double[best.length];
    for (int value = 0; value < best.length; value++) {
      state[value] = best[value];
    }
    return state;
  }

  @Override
  public void restore(double[] state) {
    Explorer.require("best-responding", state, best.length);
    for (int value = 0; value < best.length; value++) {
      best[value] = (int) state[value];
    }
  }
}
