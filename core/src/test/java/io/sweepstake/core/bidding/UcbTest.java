package io.sweepstake.core.bidding;

class UcbTest extends LearnerContract {
  @Override
  Bidder learner() {
    return new Ucb(GRID, RiskAttitude.NEUTRAL, 1000);
  }

  @Override
  int auctions() {
    return 30_000;
  }
}
