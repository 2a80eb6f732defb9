package io.sweepstake.core.bidding;

import java.util.Arrays;

/**
 * A bandit for each value that bids what may be best: the mean of what a bid brought plus what it
 * may be short of the truth, {@code √(2 V ln t / n) + 3 r ln t / n} with the variance V of its n
 * results and the range r of all (UCB-V; Audibert, Munos and Szepesvári, TCS 2009).
 */
public final class Ucb implements Bidder {
  private final RiskAttitude attitude;
  private final int bids;
  private final int memory;
  private final double range;
  private final double[] means; // [value][bid]
  private final double[] squares; // mean squares
  private final int[] visits;
  private final long[] times; // by value

  /**
   * @param memory how many results a mean is of at most, at least 1
   */
  public Ucb(BidGrid grid, RiskAttitude attitude, int memory) {
    if (memory < 1) {
      throw new IllegalArgumentException("memory: must be at least 1, was " + memory);
    }
    this.attitude = attitude;
    this.memory = memory;
    bids = grid.bids();
    range = attitude.utility(grid.values().greatest());
    means = new double[grid.values().count() * bids];
    squares = new double[means.length];
    visits = new int[means.length];
    times = new long[grid.values().count()];
  }

  @Override
  public void begin(long auctions, boolean anew) {
    if (anew) {
      Arrays.fill(means, 0);
      Arrays.fill(squares, 0);
      Arrays.fill(visits, 0);
      Arrays.fill(times, 0);
    }
  }

  @Override
  public int bid(int value, int random) {
    int row = value * bids;
    double log = Math.log(1.0 + times[value]);
    int leader = 0;
    double greatest = Double.NEGATIVE_INFINITY;
    for (int bid = 0; bid < bids; bid++) {
      int n = visits[row + bid];
      if (n == 0) {
        return bid;
      }
      double mean = means[row + bid];
      double variance = Math.max(0, squares[row + bid] - mean * mean);
      double bound = mean + Math.sqrt(2 * variance * log / n) + 3 * range * log / n;
      if (bound > greatest) {
        greatest = bound;
        leader = bid;
      }
    }
    return leader;
  }

  @Override
  public void learn(int value, int bid, double surplus) {
    int cell = value * bids + bid;
    double utility = attitude.utility(surplus);
    int count = visits[cell] < memory ? ++visits[cell] : memory;
    means[cell] += (utility - means[cell]) / count;
    squares[cell] += (utility * utility - squares[cell]) / count;
    times[value]++;
  }

  @Override
  public int choice(int value) {
    int row = value * bids;
    int leader = 0;
    for (int bid = 1; bid < bids; bid++) {
      if (visits[row + bid] > 0 && means[row + bid] > means[row + leader]) {
        leader = bid;
      }
    }
    return leader;
  }

  @Override
  public double[] state() {
    int cells = means.length;
    double[] state = new double[3 * cells + times.length];
    System.arraycopy(means, 0, state, 0, cells);
    System.arraycopy(squares, 0, state, cells, cells);
    for (int k = 0; k < cells; k++) {
      state[2 * cells + k] = visits[k];
    }
    for (int k = 0; k < times.length; k++) {
      state[3 * cells + k] = times[k];
    }
    return state;
  }

  @Override
  public void restore(double[] state) {
    int cells = means.length;
    Explorer.require("ucb", state, 3 * cells + times.length);
    System.arraycopy(state, 0, means, 0, cells);
    System.arraycopy(state, cells, squares, 0, cells);
    for (int k = 0; k < cells; k++) {
      visits[k] = (int) state[2 * cells + k];
    }
    for (int k = 0; k < times.length; k++) {
      times[k] = (long) state[3 * cells + k];
    }
  }
}
