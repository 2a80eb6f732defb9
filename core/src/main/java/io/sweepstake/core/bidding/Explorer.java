package io.sweepstake.core.bidding;

/** Someone who now and then bids at random, and else what she knows to be best. */
abstract class Explorer implements Bidder {
  /** Auctions between two looks at the chance of a random bid, a power of 2. */
  private static final long LOOKS = 64;

  private static final double BITS = 0x1p32;

  final BidGrid grid;
  final RiskAttitude attitude;
  private final Exploration exploration;
  private final int[] choices; // bids she may make at each value
  private long auctions;
  private long over;
  private long threshold; // a random bid where 32 bits are below it

  Explorer(BidGrid grid, RiskAttitude attitude, Exploration exploration) {
    this.grid = grid;
    this.attitude = attitude;
    this.exploration = exploration;
    choices = new int[grid.values().count()];
    for (int value = 0; value < choices.length; value++) {
      choices[value] = exploration.overbids() ? grid.bids() : grid.truth(value) + 1;
    }
  }

  /** How many bids she may make at a value: those from 0. */
  final int choices(int value) {
    return choices[value];
  }

  /** The share of the auctions that are over. */
  final double over() {
    return auctions == 0 ? 1 : (double) over / auctions;
  }

  /** Whether every bid is still random. */
  final boolean allRandom() {
    return auctions > 0 && over() < exploration.random();
  }

  /** Those who remember what they knew have nothing to try at random but at the least chance. */
  @Override
  public void begin(long count, boolean anew) {
    auctions = count;
    over = 0;
    if (!anew) {
      auctions = 0;
    }
    look();
  }

  private void look() {
    threshold = (long) (BITS * exploration.chance(over()));
  }

  @Override
  public int bid(int value, int random) {
    if (auctions > 0 && (++over & (LOOKS - 1)) == 0) {
      look();
    }
    long bits = random & 0xFFFFFFFFL;
    return bits < threshold ? (int) (bits * choices[value] / threshold) : explored(value);
  }

  /** Her bid where it is not random. */
  int explored(int value) {
    return choice(value);
  }

  /** What a state has beside what is known: where she is in exploring is told by begin. */
  static void require(String kind, double[] state, int length) {
    if (state.length != length) {
      throw new IllegalArgumentException(
          kind + " bidder: must have " + length + " numbers, had " + state.length);
    }
  }
}
