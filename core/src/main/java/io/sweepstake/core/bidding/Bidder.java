package io.sweepstake.core.bidding;

/**
 * Someone who bids for one item in auction after auction under a rule that nobody told her. Values
 * and bids are numbers of a {@link BidGrid}. Used by one thread; bidding and learning allocate
 * nothing.
 */
public interface Bidder {
  /**
   * Before auctions under a rule that may be new to her.
   *
   * @param auctions how many there will be
   * @param anew whether she has forgotten what she knew
   */
  void begin(long auctions, boolean anew);

  /**
   * Her bid.
   *
   * @param random 32 random bits
   */
  int bid(int value, int random);

  /**
   * What came of her bid.
   *
   * @param surplus her value if she got the item, less what she paid
   */
  void learn(int value, int bid, double surplus);

  /** What she would bid if she had nothing to learn. */
  int choice(int value);

  /** Whether she learns from auctions; who does not need not be shown any. */
  default boolean learns() {
    return true;
  }

  /** Whether she knows the rule, and reckons what each bid is worth: see {@link #reckon}. */
  default boolean reckons() {
    return false;
  }

  /**
   * Told to those who reckon, again and again.
   *
   * @param utility expected, of each bid at each value, {@code [value][bid]}, against what the
   *     others have chosen so far
   */
  default void reckon(double[][] utility) {}

  /** Everything she knows. */
  double[] state();

  /**
   * Knows that again.
   *
   * @throws IllegalArgumentException if it is another kind's
   */
  void restore(double[] state);
}
