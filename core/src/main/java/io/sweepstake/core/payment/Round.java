package io.sweepstake.core.payment;

import io.sweepstake.core.bidding.BidGrid;
import io.sweepstake.core.repeated.Outcome;
import io.sweepstake.core.repeated.Strategies;

/**
 * What was seen in one round, once bidders had settled and before the network took steps.
 *
 * @param meanBids by value, over bidders
 */
public record Round(
    double revenue,
    double exploitability,
    double greatestGain,
    double welfare,
    double sold,
    double losersShare,
    double bidOverValue,
    double[] meanBids) {
  static final int NUMBERS = 7;

  static Round of(BidGrid grid, Outcome outcome, Strategies strategies) {
    double[] meanBids = new double[grid.values().count()];
    for (int value = 0; value < meanBids.length; value++) {
      for (int i = 0; i < strategies.bidders(); i++) {
        meanBids[value] += strategies.meanBid(i, value) / strategies.bidders();
      }
    }
    return new Round(
        outcome.revenue(),
        outcome.exploitability(),
        outcome.greatestGain(),
        outcome.welfare(),
        outcome.sold(),
        outcome.losersShare(),
        outcome.bidOverValue(),
        meanBids);
  }

  /** As numbers, in order, the bids last. */
  double[] numbers() {
    double[] numbers = new double[NUMBERS + meanBids.length];
    numbers[0] = revenue;
    numbers[1] = exploitability;
    numbers[2] = greatestGain;
    numbers[3] = welfare;
    numbers[4] = sold;
    numbers[5] = losersShare;
    numbers[6] = bidOverValue;
    System.arraycopy(meanBids, 0, numbers, NUMBERS, meanBids.length);
    return numbers;
  }

  static Round of(double[] numbers) {
    double[] meanBids = new double[numbers.length - NUMBERS];
    System.arraycopy(numbers, NUMBERS, meanBids, 0, meanBids.length);
    return new Round(
        numbers[0],
        numbers[1],
        numbers[2],
        numbers[3],
        numbers[4],
        numbers[5],
        numbers[6],
        meanBids);
  }
}
