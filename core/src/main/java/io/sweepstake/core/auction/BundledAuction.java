package io.sweepstake.core.auction;

import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.mechanism.Outcomes;
import io.sweepstake.core.valuation.IndependentValuations;
import io.sweepstake.core.valuation.Marginal;
import io.sweepstake.core.valuation.Uniform;
import io.sweepstake.core.valuation.UniformSum;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.ArrayList;
import java.util.List;

/**
 * Sells all items as one: a bidder's bid for the bundle is the sum of her reports, to which under
 * combinatorial demand belongs what the pair adds.
 */
public record BundledAuction(SingleItemAuction auction) implements Mechanism {

  /** The bundle sold by Myerson's auction: the best that can be done without splitting it. */
  public static BundledAuction myerson(IndependentValuations valuations) {
    return new BundledAuction(new MyersonAuction(bundles(valuations)));
  }

  /**
   * The distribution of each bidder's value for all items together.
   *
   * @throws IllegalArgumentException if values are not uniform
   */
  public static List<Marginal> bundles(IndependentValuations valuations) {
    List<Marginal> bundles = new ArrayList<>();
    for (int i = 0; i < valuations.bidders(); i++) {
      List<Uniform> parts = new ArrayList<>();
      for (int j = 0; j < valuations.items(); j++) {
        if (!(valuations.marginal(i, j) instanceof Uniform uniform)) {
          throw new IllegalArgumentException(
              "bundle: its distribution is known for uniform values only, one was "
                  + valuations.marginal(i, j));
        }
        parts.add(uniform);
      }
      bundles.add(parts.size() == 1 ? parts.get(0) : new UniformSum(parts));
    }
    return bundles;
  }

  @Override
  public Outcomes run(ValuationProfiles reports) {
    int bidders = reports.bidders();
    if (bidders != auction.bidders()) {
      throw new IllegalArgumentException(
          "bundled auction: is for " + auction.bidders() + " bidders, reports are of " + bidders);
    }
    Outcomes outcomes = new Outcomes(reports.count(), bidders, reports.items());
    double[] bids = new double[bidders];
    double[] shares = new double[bidders];
    double[] payments = new double[bidders];
    for (int k = 0; k < reports.count(); k++) {
      for (int i = 0; i < bidders; i++) {
        bids[i] = 0;
        for (int j = 0; j < reports.items(); j++) {
          bids[i] += reports.value(k, i, j);
        }
      }
      auction.sell(bids, shares, payments);
      for (int i = 0; i < bidders; i++) {
        for (int j = 0; j < reports.items(); j++) {
          outcomes.allocation()[reports.index(k, i, j)] = (float) shares[i];
        }
        outcomes.payments()[k * bidders + i] = (float) payments[i];
      }
    }
    return outcomes;
  }
}
