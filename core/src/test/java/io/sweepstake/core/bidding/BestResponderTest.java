package io.sweepstake.core.bidding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BestResponderTest {
  private static final BidGrid GRID = BidGrid.upToValues(DiscreteValues.uniform(0, 2));

  @Test
  void takesTheBestBidAndOfEqualOnesTheNearestToHerValue() {
    BestResponder bidder = new BestResponder(GRID);
    assertThat(bidder.choice(2)).isEqualTo(2); // before she has reckoned, the truth
    bidder.reckon(new double[][] {{0, -1, -2}, {0, 1, 2}, {1, 1, 1 - 1e-12}});
    assertThat(new int[] {bidder.choice(0), bidder.choice(1), bidder.choice(2)})
        .containsExactly(0, 2, 2);
    BestResponder again = new BestResponder(GRID);
    again.restore(bidder.state());
    assertThat(again.choice(1)).isEqualTo(2);
  }
}
