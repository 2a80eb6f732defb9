package io.sweepstake.core.economics;

import io.sweepstake.core.valuation.Support;
import io.sweepstake.core.valuation.ValuationDistribution;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.List;

/**
 * Not random: profiles from a list, over and over, so that results can be worked out by hand.
 *
 * @param profiles each {@code [bidder][item]}, flattened
 */
record ListedValuations(int bidders, int items, List<List<Float>> profiles)
    implements ValuationDistribution {
  @Override
  public void sample(long firstProfile, ValuationProfiles into, long seed) {
    for (int k = 0; k < into.count(); k++) {
      List<Float> profile = profiles.get((int) ((firstProfile + k) % profiles.size()));
      for (int cell = 0; cell < profile.size(); cell++) {
        into.values()[k * profile.size() + cell] = profile.get(cell);
      }
    }
  }

  @Override
  public Support support() {
    return Support.uniform(bidders, items, 0, 1);
  }
}
