package io.sweepstake.core.auction;

import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.mechanism.Outcomes;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.List;

/**
 * Sells one item to the greatest virtual value above 0 for the least report that would still have
 * won, whatever increasing functions the virtual values are: truthful and individually rational
 * (Myerson, 1981). Of equal virtual values the first bidder's wins.
 *
 * @param virtualValues by bidder, at least one
 */
public record VirtualValueAuction(List<? extends IncreasingMap> virtualValues)
    implements Mechanism {

  /** A continuous, strictly increasing function of a report, onto all numbers. */
  public interface IncreasingMap {
    double at(double report);

    /** The report at which the function has this value. */
    double inverse(double value);
  }

  public VirtualValueAuction {
    virtualValues = List.copyOf(virtualValues);
    if (virtualValues.isEmpty()) {
      throw new IllegalArgumentException(
          "virtual value auction: needs a virtual value for each bidder, were none");
    }
  }

  @Override
  public Outcomes run(ValuationProfiles reports) {
    int bidders = virtualValues.size();
    if (reports.bidders() != bidders || reports.items() != 1) {
      throw new IllegalArgumentException(
          "virtual value auction: is for "
              + bidders
              + " bidders and 1 item, reports are of "
              + reports.bidders()
              + " and "
              + reports.items());
    }
    Outcomes outcomes = new Outcomes(reports.count(), bidders, 1);
    for (int k = 0; k < reports.count(); k++) {
      int winner = -1;
      double highest = 0;
      double second = 0;
      for (int i = 0; i < bidders; i++) {
        double score = virtualValues.get(i).at(reports.value(k, i, 0));
        if (score > highest) {
          second = highest;
          highest = score;
          winner = i;
        } else {
          second = Math.max(second, score);
        }
      }
      if (winner >= 0) {
        // In between only by rounding: the function is increasing.
        double price = Math.max(0, virtualValues.get(winner).inverse(second));
        outcomes.allocation()[k * bidders + winner] = 1;
        outcomes.payments()[k * bidders + winner] =
            Math.min(reports.value(k, winner, 0), (float) price);
      }
    }
    return outcomes;
  }
}
