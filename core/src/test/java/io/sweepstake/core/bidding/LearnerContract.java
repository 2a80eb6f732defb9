package io.sweepstake.core.bidding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sweepstake.core.random.Seeds;
import org.junit.jupiter.api.Test;

/** What whoever learns from auctions must do. */
abstract class LearnerContract {
  static final BidGrid GRID = BidGrid.upToValues(DiscreteValues.uniform(0, 5));

  abstract Bidder learner();

  abstract int auctions();

  /** The item costs 2 for whoever bids 2 or more, and a bid costs a tenth of it besides. */
  private static double surplus(int value, int bid) {
    return (bid >= 2 ? GRID.values().value(value) - 2 : 0) - 0.1 * bid;
  }

  private static void play(Bidder bidder, int from, int to) {
    for (int auction = from; auction < to; auction++) {
      long random = Seeds.bits(3, auction);
      int value = (int) ((random >>> 33) % GRID.values().count());
      int bid = bidder.bid(value, (int) random);
      bidder.learn(value, bid, surplus(value, bid));
    }
  }

  @Test
  void findsTheBestBidOfEveryValue() {
    Bidder bidder = learner();
    bidder.begin(auctions(), true);
    play(bidder, 0, auctions());
    for (int value = 0; value < GRID.values().count(); value++) {
      assertThat(bidder.choice(value)).as("value %d", value).isEqualTo(value <= 2 ? 0 : 2);
    }
  }

  @Test
  void goesOnAsIfItHadNotStopped() {
    Bidder without = learner();
    without.begin(auctions(), true);
    play(without, 0, 3000);
    Bidder with = learner();
    with.restore(without.state());
    without.begin(1000, false);
    with.begin(1000, false);
    play(without, 3000, 4000);
    play(with, 3000, 4000);
    assertThat(with.state()).isEqualTo(without.state());
  }

  @Test
  void newcomersHaveForgottenEverything() {
    Bidder bidder = learner();
    bidder.begin(1000, true);
    play(bidder, 0, 1000);
    double[] once = bidder.state();
    bidder.begin(1000, true);
    play(bidder, 0, 1000);
    assertThat(bidder.state()).isEqualTo(once);
  }

  @Test
  void refusesWhatAnotherKindKnows() {
    assertThatThrownBy(() -> learner().restore(new double[1]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("numbers, had 1");
  }
}
