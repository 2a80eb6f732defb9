package io.sweepstake.core.auction;

import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.mechanism.Outcomes;
import io.sweepstake.core.valuation.IndependentValuations;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Sells each item on its own, for additive bidders.
 *
 * @param auctions one per item, all for the same number of bidders
 */
public record ItemWiseAuction(List<SingleItemAuction> auctions) implements Mechanism {
  public ItemWiseAuction {
    auctions = List.copyOf(auctions);
    if (auctions.stream().mapToInt(SingleItemAuction::bidders).distinct().count() != 1) {
      throw new IllegalArgumentException(
          "item-wise auction: needs at least one auction, all for the same number of bidders");
    }
  }

  /** A second-price auction without reserve for each item. */
  public static ItemWiseAuction secondPrice(int bidders, int items) {
    return new ItemWiseAuction(
        Collections.nCopies(items, SecondPriceAuction.withoutReserve(bidders)));
  }

  /** A Myerson auction for each item: the best that can be done without bundling. */
  public static ItemWiseAuction myerson(IndependentValuations valuations) {
    return new ItemWiseAuction(
        IntStream.range(0, valuations.items())
            .<SingleItemAuction>mapToObj(j -> new MyersonAuction(valuations.ofItem(j)))
            .toList());
  }

  @Override
  public Outcomes run(ValuationProfiles reports) {
    int bidders = auctions.get(0).bidders();
    int items = auctions.size();
    if (reports.bidders() != bidders || reports.items() != items) {
      throw new IllegalArgumentException(
          "item-wise auction: is for "
              + bidders
              + " bidders and "
              + items
              + " items, reports are of "
              + reports.bidders()
              + " and "
              + reports.items());
    }
    Outcomes outcomes = new Outcomes(reports.count(), bidders, items);
    double[] bids = new double[bidders];
    double[] shares = new double[bidders];
    double[] payments = new double[bidders];
    double[] total = new double[bidders];
    for (int k = 0; k < reports.count(); k++) {
      Arrays.fill(total, 0);
      for (int j = 0; j < items; j++) {
        for (int i = 0; i < bidders; i++) {
          bids[i] = reports.value(k, i, j);
        }
        auctions.get(j).sell(bids, shares, payments);
        for (int i = 0; i < bidders; i++) {
          outcomes.allocation()[reports.index(k, i, j)] = (float) shares[i];
          total[i] += payments[i];
        }
      }
      for (int i = 0; i < bidders; i++) {
        outcomes.payments()[k * bidders + i] = (float) total[i];
      }
    }
    return outcomes;
  }
}
