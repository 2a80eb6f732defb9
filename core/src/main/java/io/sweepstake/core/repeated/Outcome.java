package io.sweepstake.core.repeated;

/**
 * What a rule earns while bidders play some strategies, and how far these are from an equilibrium:
 * sums over all profiles of values and bids, exact.
 *
 * @param revenue expected, per auction
 * @param welfare expected value of whoever gets the item
 * @param sold the chance that somebody gets it
 * @param losersShare the share of revenue that is paid by those who do not get it
 * @param bidOverValue the mean bid as a share of the mean value
 * @param gains what the best bid would bring more than the strategy, {@code [bidder][value]}, in
 *     the bidder's utility
 * @param exploitability their mean over bidders and values, these by their chances
 * @param greatestGain the greatest of them
 * @param allowance what these gains allow revenue to be above the bound that holds without any
 */
public record Outcome(
    double revenue,
    double welfare,
    double sold,
    double losersShare,
    double bidOverValue,
    double[][] gains,
    double exploitability,
    double greatestGain,
    double allowance) {

  /**
   * What a rule earns from strategies.
   *
   * @param rule as the bidders {@link Game#met meet} it
   */
  public static Outcome of(Game game, PaymentRule rule, Strategies strategies) {
    int bidders = game.bidders();
    int values = game.grid().values().count();
    double[][] gains = new double[bidders][values];
    double revenue = 0;
    double welfare = 0;
    double sold = 0;
    double fromLosers = 0;
    double bid = 0;
    double value = 0;
    double mean = 0;
    double greatest = 0;
    double allowance = 0;
    for (int i = 0; i < bidders; i++) {
      Interim interim = Interim.of(game.grid(), rule, strategies, i, game.attitudes().get(i));
      double[] bids = strategies.bids(game.grid(), i);
      for (int b = 0; b < bids.length; b++) {
        revenue += bids[b] * interim.payment()[b];
        sold += bids[b] * interim.share()[b];
      }
      for (int v = 0; v < values; v++) {
        double chance = game.grid().values().chance(v);
        double worth = game.grid().values().value(v);
        for (int b = 0; b < bids.length; b++) {
          welfare += chance * worth * strategies.chance(i, v, b) * interim.share()[b];
        }
        bid += chance * strategies.meanBid(i, v);
        value += chance * worth;
        gains[i][v] = interim.gain(strategies, i, v);
        mean += chance * gains[i][v] / bidders;
        greatest = Math.max(greatest, gains[i][v]);
        allowance += game.grid().values().chanceFrom(v) * gains[i][v];
      }
      fromLosers += paidLosing(game, rule, strategies, i);
    }
    return new Outcome(
        revenue,
        welfare,
        sold,
        revenue > 0 ? fromLosers / revenue : 0,
        bid / value,
        gains,
        mean,
        greatest,
        allowance);
  }

  /** What a bidder pays on average without getting the item. */
  private static double paidLosing(Game game, PaymentRule rule, Strategies strategies, int bidder) {
    double[][] bids = new double[rule.bidders()][];
    for (int i = 0; i < bids.length; i++) {
      bids[i] = strategies.bids(game.grid(), i);
    }
    double paid = 0;
    int[] profile = new int[rule.bidders()];
    for (int p = 0; p < rule.profiles(); p++) {
      double losing = rule.losing(p, bidder) * (1 - rule.share(p, bidder));
      if (losing != 0) {
        rule.profile(p, profile);
        for (int i = 0; i < profile.length; i++) {
          losing *= bids[i][profile[i]];
        }
        paid += losing;
      }
    }
    return paid;
  }
}
