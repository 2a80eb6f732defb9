package io.sweepstake.core.repeated;

import io.sweepstake.core.bidding.Bidder;

/** What bidders chose whenever somebody looked. */
final class Choices {
  private final Bidder[] bidders;
  private final double[][][] counts; // [bidder][value][bid]
  private int looks;

  Choices(Game game, Bidder[] bidders) {
    this.bidders = bidders;
    counts = new double[bidders.length][game.grid().values().count()][game.grid().bids()];
  }

  void look() {
    for (int i = 0; i < bidders.length; i++) {
      for (int value = 0; value < counts[i].length; value++) {
        counts[i][value][bidders[i].choice(value)]++;
      }
    }
    looks++;
  }

  /** How often each was chosen, as a share of the looks. */
  Strategies mean() {
    double[][][] mean = new double[counts.length][counts[0].length][counts[0][0].length];
    for (int i = 0; i < mean.length; i++) {
      for (int value = 0; value < mean[i].length; value++) {
        for (int bid = 0; bid < mean[i][value].length; bid++) {
          mean[i][value][bid] = counts[i][value][bid] / looks;
        }
      }
    }
    return new Strategies(mean);
  }
}
