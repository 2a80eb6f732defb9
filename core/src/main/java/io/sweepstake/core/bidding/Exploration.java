package io.sweepstake.core.bidding;

/**
 * How a bidder's bids turn from any to the best she knows: at first all are random, then with a
 * chance that halves again and again.
 *
 * @param random share of the auctions in which every bid is random, from 0 and below 1
 * @param halving share of the auctions in which the chance of a random bid halves, above 0
 * @param floor the least chance of a random bid, from 0 to 1
 * @param overbids whether random bids may be above the value
 */
public record Exploration(double random, double halving, double floor, boolean overbids) {
  /**
   * As in the dynamic environment of the AI-for-social-science platform: of 100,000 auctions the
   * first 20,000 are random, and the chance is .5^(t / 10,000).
   */
  public static final Exploration STANDARD = new Exploration(0.2, 0.1, 0.01, true);

  public Exploration {
    if (!(random >= 0 && random < 1)) {
      throw new IllegalArgumentException(
          "exploration: random share must be from 0 and below 1, was " + random);
    }
    if (!(halving > 0)) {
      throw new IllegalArgumentException("exploration: halving must be above 0, was " + halving);
    }
    if (!(floor >= 0 && floor <= 1)) {
      throw new IllegalArgumentException("exploration: floor must be from 0 to 1, was " + floor);
    }
  }

  /** The same, of those who never bid more than the item is worth to them. */
  public Exploration withoutOverbids() {
    return new Exploration(random, halving, floor, false);
  }

  /** The chance of a random bid when a share of the auctions is over. */
  public double chance(double over) {
    return over < random ? 1 : Math.max(floor, Math.pow(0.5, over / halving));
  }
}
