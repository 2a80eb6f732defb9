package io.sweepstake.core.auction;

import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.mechanism.Outcomes;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.List;

/**
 * Offers one item to one bidder, at a price that the others' reports decide: to her whose report is
 * worth most in a handicap, for at least the least report that would have been. Truthful and
 * individually rational whatever handicaps and prices: nobody moves her own price, and below it she
 * cannot want to win.
 *
 * <p>Without handicaps it is Ronen's lookahead auction (EC 2001), which with the best prices earns
 * at least half of what any truthful auction does, however values hang together. Of equals the
 * first bidder counts. An offer above her report leaves the item with the seller.
 *
 * @param handicaps by bidder, at least one
 */
public record LookaheadAuction(
    List<? extends VirtualValueAuction.IncreasingMap> handicaps, Offer offer) implements Mechanism {
  /** The price of the item to a bidder. */
  @FunctionalInterface
  public interface Offer {
    /**
     * The price of the item.
     *
     * @param reports of all bidders; that of {@code bidder} must not matter
     * @param least the least report with which she is the one who gets an offer, at least 0
     * @return what is below {@code least} counts as that
     */
    double price(float[] reports, int bidder, double least);
  }

  public LookaheadAuction {
    handicaps = List.copyOf(handicaps);
    if (handicaps.isEmpty()) {
      throw new IllegalArgumentException(
          "lookahead auction: needs a handicap for each bidder, were none");
    }
  }

  @Override
  public Outcomes run(ValuationProfiles profiles) {
    int bidders = handicaps.size();
    if (profiles.bidders() != bidders || profiles.items() != 1) {
      throw new IllegalArgumentException(
          "lookahead auction: is for "
              + bidders
              + " bidders and 1 item, reports are of "
              + profiles.bidders()
              + " and "
              + profiles.items());
    }
    Outcomes outcomes = new Outcomes(profiles.count(), bidders, 1);
    float[] reports = new float[bidders];
    for (int k = 0; k < profiles.count(); k++) {
      int first = 0;
      double highest = Double.NEGATIVE_INFINITY;
      double second = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < bidders; i++) {
        reports[i] = profiles.value(k, i, 0);
        double score = handicaps.get(i).at(reports[i]);
        if (score > highest) {
          second = highest;
          highest = score;
          first = i;
        } else {
          second = Math.max(second, score);
        }
      }
      double least = bidders == 1 ? 0 : Math.max(0, handicaps.get(first).inverse(second));
      float price = (float) Math.max(least, offer.price(reports, first, least));
      if (reports[first] > 0 && price <= reports[first]) {
        outcomes.allocation()[k * bidders + first] = 1;
        outcomes.payments()[k * bidders + first] = price;
      }
    }
    return outcomes;
  }
}
