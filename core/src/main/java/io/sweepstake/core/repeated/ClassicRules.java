package io.sweepstake.core.repeated;

import io.sweepstake.core.bidding.BidGrid;
import java.util.Arrays;

/** The payment rules that everybody knows, on a grid of bids. Ties share the item's chances. */
public final class ClassicRules {
  private ClassicRules() {}

  /** The highest bid gets the item and pays the bid of this rank among all: 1 for its own. */
  private static PaymentRule priced(int bidders, int bids, int rank) {
    return PaymentRule.of(
        bidders,
        bids,
        (profile, shares, winning, losing) -> {
          highest(profile, shares);
          int[] ascending = profile.clone();
          Arrays.sort(ascending);
          double price = rank > bidders ? 0 : ascending[bidders - rank];
          Arrays.fill(winning, price);
        });
  }

  public static PaymentRule firstPrice(int bidders, int bids) {
    return priced(bidders, bids, 1);
  }

  /** Vickrey's; with one item, VCG is this too. */
  public static PaymentRule secondPrice(int bidders, int bids) {
    return priced(bidders, bids, 2);
  }

  /** With fewer than three bidders nothing is paid. */
  public static PaymentRule thirdPrice(int bidders, int bids) {
    return priced(bidders, bids, 3);
  }

  /** Everybody pays her bid. */
  public static PaymentRule allPay(int bidders, int bids) {
    return PaymentRule.of(
        bidders,
        bids,
        (profile, shares, winning, losing) -> {
          highest(profile, shares);
          for (int i = 0; i < bidders; i++) {
            winning[i] = profile[i];
            losing[i] = profile[i];
          }
        });
  }

  /**
   * The optimal auction among those in which truth is a dominant strategy (Myerson 1981, on a grid
   * of values): the highest ironed virtual value gets the item, and pays what leaves her
   * indifferent to the next lower value.
   *
   * @param withholds whether nobody gets it where all virtual values are below 0
   */
  public static PaymentRule optimal(BidGrid grid, int bidders, boolean withholds) {
    double[] virtual = grid.values().virtualValues();
    double[] score = new double[grid.bids()]; // of the greatest value that is not above a bid
    for (int bid = 0; bid < score.length; bid++) {
      score[bid] = virtual[0];
      for (int k = 0; k < virtual.length && grid.values().value(k) <= bid; k++) {
        score[bid] = virtual[k];
      }
    }
    PaymentRule allocation =
        PaymentRule.of(
            bidders,
            grid.bids(),
            (profile, shares, winning, losing) -> {
              double greatest = withholds ? 0 : Double.NEGATIVE_INFINITY;
              for (int bid : profile) {
                greatest = Math.max(greatest, score[bid]);
              }
              int winners = 0;
              for (int bid : profile) {
                winners += score[bid] == greatest ? 1 : 0;
              }
              for (int i = 0; i < bidders; i++) {
                shares[i] = score[profile[i]] == greatest ? 1.0 / winners : 0;
              }
            });
    return incentivised(grid, allocation);
  }

  /** The payments that leave each bidder indifferent to the next lower value's truth. */
  private static PaymentRule incentivised(BidGrid grid, PaymentRule allocation) {
    return PaymentRule.of(
        allocation.bidders(),
        allocation.bids(),
        (profile, shares, winning, losing) -> {
          for (int i = 0; i < profile.length; i++) {
            shares[i] = allocation.share(allocation.number(profile), i);
            if (shares[i] > 0) {
              winning[i] = paid(grid, allocation, profile.clone(), i) / shares[i];
            }
          }
        });
  }

  /** {@code v x(v) − Σ_{u<v} (u⁺ − u) x(u)}, with the next greater value u⁺ of u. */
  private static double paid(BidGrid grid, PaymentRule allocation, int[] profile, int bidder) {
    int own = profile[bidder];
    int k = 0;
    while (k + 1 < grid.values().count() && grid.values().value(k + 1) <= own) {
      k++;
    }
    double paid = grid.values().value(k) * allocation.share(allocation.number(profile), bidder);
    for (int lower = k - 1; lower >= 0; lower--) {
      profile[bidder] = grid.truth(lower);
      paid -=
          (grid.values().value(lower + 1) - grid.values().value(lower))
              * allocation.share(allocation.number(profile), bidder);
    }
    return Math.max(0, paid);
  }

  /** Shares the item among the highest bids. */
  static void highest(int[] profile, double[] shares) {
    int highest = -1;
    int winners = 0;
    for (int bid : profile) {
      winners = bid > highest ? 1 : winners + (bid == highest ? 1 : 0);
      highest = Math.max(highest, bid);
    }
    for (int i = 0; i < profile.length; i++) {
      shares[i] = profile[i] == highest ? 1.0 / winners : 0;
    }
  }
}
