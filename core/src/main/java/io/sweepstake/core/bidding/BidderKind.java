package io.sweepstake.core.bidding;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The ways there are to find out what to bid. */
public enum BidderKind {
  EPSILON_GREEDY,
  UCB,
  DQN,
  BEST_RESPONSE,
  TRUTHFUL;

  /** Results that a bandit's means are of at most. */
  private static final int MEMORY = 1_000_000;

  /** All names, in order. */
  public static List<String> names() {
    return Arrays.stream(values()).map(BidderKind::toString).toList();
  }

  /**
   * The kind of this name.
   *
   * @throws IllegalArgumentException listing the names there are
   */
  public static BidderKind named(String name) {
    return Arrays.stream(values())
        .filter(kind -> kind.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("must be one of " + names() + ", was " + name));
  }

  /**
   * A bidder of this kind who knows nothing yet.
   *
   * @param seed of what she draws beside the random bits that she is handed
   */
  public Bidder bidder(BidGrid grid, RiskAttitude attitude, Exploration exploration, long seed) {
    return switch (this) {
      case EPSILON_GREEDY -> new EpsilonGreedy(grid, attitude, exploration, MEMORY);
      case UCB -> new Ucb(grid, attitude, MEMORY);
      case DQN -> new Dqn(grid, attitude, exploration, seed);
      case BEST_RESPONSE -> new BestResponder(grid);
      case TRUTHFUL -> new Truthful(grid);
    };
  }

  /** Its name in flags: {@code epsilon-greedy}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
