package io.sweepstake.core.bidding;

class DqnTest extends LearnerContract {
  @Override
  Bidder learner() {
    return new Dqn(GRID, RiskAttitude.NEUTRAL, Exploration.STANDARD, 5);
  }

  @Override
  int auctions() {
    return 60_000;
  }
}
