package io.sweepstake.core.payment;

import io.sweepstake.core.bidding.BidGrid;
import io.sweepstake.core.repeated.PaymentRule;

/**
 * What a payment network goes down: minus revenue at what was recorded, plus the price of what the
 * truth is short of being best.
 *
 * <p>With the interim chance X and payment P of bidder i against the others' recorded bids, value v
 * whose truth is t, and any other bid b, the shortfall is {@code max(0, v (X(b) − X(t)) + P(t) −
 * P(b) + μ (P(t) − P(b))⁺ + ν)}: a lie must cost the share μ of what it saves, and ν. Shortfalls
 * are weighed by the chance of the value or a greater one, since that many have their payments
 * bounded by it: at a price above 1 no revenue is worth one.
 *
 * @param each whether the truth is to be best against every profile of the others' bids, and not
 *     only against all of them on average
 * @param margin μ, from 0
 * @param leastMargin ν, in units of value, from 0
 */
record PaymentLoss(PaymentNet net, BidGrid grid, boolean each, double margin, double leastMargin) {
  /**
   * Adds the gradients at some outputs.
   *
   * @param numbers the profile of each column
   * @param world how often each comes
   * @param weight of the revenue there
   * @param price of shortfalls there, from 0
   * @param shape who has the highest bid
   * @return the loss
   */
  double addGradients(
      int[] numbers,
      Profiles.World world,
      double weight,
      double price,
      PaymentRule shape,
      PaymentTiles.Outputs at,
      PaymentTiles.Outputs gradients) {
    int bidders = net.bidders();
    int bids = net.bids();
    int columns = numbers.length;
    int groups = each ? shape.profiles() / bids : 1;
    double[] chance = new double[bidders * groups * bids]; // X, [bidder][group][bid]
    double[] paid = new double[chance.length]; // P
    int[] profile = new int[bidders];
    double revenue = 0;
    for (int c = 0; c < columns; c++) {
      shape.profile(numbers[c], profile);
      for (int i = 0, power = 1; i < bidders; i++, power *= bids) {
        int cell = i * groups * bids + (each ? group(numbers[c], power) * bids : 0) + profile[i];
        double share = shape.share(numbers[c], i) * at.sales()[c];
        double pays = stake(share, profile[i]) * at.fractions()[c * bidders + i];
        chance[cell] += world.others()[i][c] * share;
        paid[cell] += world.others()[i][c] * pays;
        revenue += world.joint()[c] * pays;
      }
    }
    double[] chanceSlope = new double[chance.length];
    double[] paidSlope = new double[paid.length];
    double shortfall = 0;
    for (int group = 0; group < bidders * groups && price > 0; group++) {
      shortfall += shortfalls(price, group * bids, chance, paid, chanceSlope, paidSlope);
    }
    for (int c = 0; c < columns; c++) {
      shape.profile(numbers[c], profile);
      for (int i = 0, power = 1; i < bidders; i++, power *= bids) {
        int cell = i * groups * bids + (each ? group(numbers[c], power) * bids : 0) + profile[i];
        double highest = shape.share(numbers[c], i);
        double slope = paidSlope[cell] * world.others()[i][c] - weight * world.joint()[c];
        double fraction = at.fractions()[c * bidders + i];
        gradients.fractions()[c * bidders + i] +=
            slope * stake(highest * at.sales()[c], profile[i]);
        if (net.payments() == PaymentNet.Payments.WINNER) {
          gradients.sales()[c] += slope * highest * profile[i] * fraction;
        }
        gradients.sales()[c] += chanceSlope[cell] * world.others()[i][c] * highest;
      }
    }
    return price * shortfall - weight * revenue;
  }

  /** The number of the others' bids among all that others can bid. */
  private int group(int profile, int power) {
    return profile % power + profile / (power * net.bids()) * power;
  }

  /** What a fraction is of, on average: the bid, if she gets the item. */
  private double stake(double share, int bid) {
    return net.payments() == PaymentNet.Payments.WINNER ? share * bid : bid;
  }

  /** One bidder's in one group, weighed; adds to the slopes. */
  private double shortfalls(
      double price,
      int at,
      double[] chance,
      double[] paid,
      double[] chanceSlope,
      double[] paidSlope) {
    double sum = 0;
    for (int k = 0; k < grid.values().count(); k++) {
      double value = grid.values().value(k);
      double weight = grid.values().chanceFrom(k);
      int truth = at + grid.truth(k);
      for (int bid = at; bid < at + net.bids(); bid++) {
        double saved = paid[truth] - paid[bid];
        double factor = 1 + (saved > 0 ? margin : 0);
        double missing = value * (chance[bid] - chance[truth]) + factor * saved + leastMargin;
        if (bid == truth || missing <= 0) {
          continue;
        }
        sum += weight * missing;
        double slope = price * weight;
        chanceSlope[bid] += slope * value;
        chanceSlope[truth] -= slope * value;
        paidSlope[truth] += slope * factor;
        paidSlope[bid] -= slope * factor;
      }
    }
    return sum;
  }
}
