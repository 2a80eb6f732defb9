package io.sweepstake.core.bidding;

import java.util.Arrays;

/**
 * A bandit for each value: the mean of what each bid brought, the best of which she bids but for
 * random ones (ε-greedy, Sutton and Barto 2018, §2.2).
 *
 * <p>Means forget: of more than {@code memory} results the last weigh most. When random bidding is
 * over, what was learned from it counts no more than one result, as the others bid otherwise now.
 */
public final class EpsilonGreedy extends Explorer {
  private final int bids;
  private final int memory;
  private final double[] means; // [value][bid]
  private final int[] visits;
  private final int[] best; // by value
  private boolean random;

  /**
   * @param memory how many results a mean is of at most, at least 1
   */
  public EpsilonGreedy(BidGrid grid, RiskAttitude attitude, Exploration exploration, int memory) {
    super(grid, attitude, exploration);
    if (memory < 1) {
      throw new IllegalArgumentException("memory: must be at least 1, was " + memory);
    }
    this.memory = memory;
    bids = grid.bids();
    means = new double[grid.values().count() * bids];
    visits = new int[means.length];
    best = new int[grid.values().count()];
  }

  @Override
  public void begin(long auctions, boolean anew) {
    super.begin(auctions, anew);
    random = anew;
    if (anew) {
      Arrays.fill(means, 0);
      Arrays.fill(visits, 0);
      Arrays.fill(best, 0);
    }
  }

  @Override
  public void learn(int value, int bid, double surplus) {
    if (random && !allRandom()) {
      random = false;
      for (int k = 0; k < visits.length; k++) {
        visits[k] = Math.min(visits[k], 1);
      }
    }
    int row = value * bids;
    int cell = row + bid;
    double before = means[cell];
    int count = visits[cell] < memory ? ++visits[cell] : memory;
    double after = before + (attitude.utility(surplus) - before) / count;
    means[cell] = after;
    int leader = best[value];
    if (bid == leader) {
      if (after < before) {
        best[value] = greatest(row, choices(value));
      }
    } else if (after > means[row + leader]) {
      best[value] = bid;
    }
  }

  private int greatest(int row, int count) {
    int leader = 0;
    for (int bid = 1; bid < count; bid++) {
      if (means[row + bid] > means[row + leader]) {
        leader = bid;
      }
    }
    return leader;
  }

  @Override
  public int choice(int value) {
    return best[value];
  }

  /** What she has learned of a bid at a value. */
  public double mean(int value, int bid) {
    return means[value * bids + bid];
  }

  @Override
  public double[] state() {
    double[] state = Arrays.copyOf(means, 2 * means.length);
    for (int k = 0; k < visits.length; k++) {
      state[means.length + k] = visits[k];
    }
    return state;
  }

  @Override
  public void restore(double[] state) {
    require("epsilon-greedy", state, 2 * means.length);
    for (int k = 0; k < visits.length; k++) {
      means[k] = state[k];
      visits[k] = (int) state[means.length + k];
    }
    for (int value = 0; value < best.length; value++) {
      best[value] = greatest(value * bids, choices(value));
    }
  }
}
