package io.sweepstake.core.bidding;

import static org.assertj.core.api.Assertions.assertThat;

import io.sweepstake.core.random.Seeds;
import org.junit.jupiter.api.Test;

class EpsilonGreedyTest extends LearnerContract {
  @Override
  Bidder learner() {
    return new EpsilonGreedy(GRID, RiskAttitude.NEUTRAL, Exploration.STANDARD, 1000);
  }

  @Test
  void remembersMeans() {
    EpsilonGreedy bidder = new EpsilonGreedy(GRID, RiskAttitude.NEUTRAL, Exploration.STANDARD, 2);
    bidder.begin(100, true);
    bidder.learn(3, 1, 1);
    bidder.learn(3, 1, 2);
    assertThat(bidder.mean(3, 1)).isEqualTo(1.5);
    bidder.learn(3, 1, 4); // of more than two results the last weigh most
    assertThat(bidder.mean(3, 1)).isEqualTo(2.75);
    assertThat(bidder.choice(3)).isEqualTo(1);
    bidder.learn(3, 1, -9);
    assertThat(bidder.choice(3)).isZero();
  }

  @Test
  void randomBidsCanBeKeptBelowTheValue() {
    EpsilonGreedy bidder =
        new EpsilonGreedy(GRID, RiskAttitude.NEUTRAL, Exploration.STANDARD.withoutOverbids(), 1000);
    bidder.begin(1000, true);
    int[] counts = new int[GRID.bids()];
    for (int k = 0; k < 200; k++) { // a fifth of them are random
      counts[bidder.bid(3, (int) Seeds.bits(1, k))]++;
    }
    assertThat(counts).startsWith(counts[0], counts[1], counts[2], counts[3]).endsWith(0, 0);
    assertThat(counts[3]).isBetween(30, 70);
  }

  @Override
  int auctions() {
    return 30_000;
  }
}
