package io.sweepstake.core.regret;

import io.sweepstake.core.mechanism.BidderUtility;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.valuation.ValuationProfiles;

/**
 * Searches for misreports, and so bounds ex-post regret from below.
 *
 * <p>The estimate is a function of its arguments: random starts derive from the seed and the index
 * of the profile. Implementations are immutable values with {@code equals}.
 */
public interface RegretEstimator {
  /**
   * The best misreports found for every bidder and profile of a block, everybody else truthful.
   *
   * @param utility of the mechanism under attack
   * @param truth a block of true valuations; profiles of one block may inspire each other's
   *     misreports, so cut blocks the same way each time
   * @param firstProfile index of the block's first profile in its stream
   * @param seed of random misreports
   */
  default Regrets estimate(
      BidderUtility utility,
      Setting setting,
      ValuationProfiles truth,
      long firstProfile,
      long seed) {
    Regrets all = new Regrets(truth);
    for (int bidder = 0; bidder < truth.bidders(); bidder++) {
      all.take(estimate(utility, setting, truth, firstProfile, seed, bidder), bidder);
    }
    return all;
  }

  /**
   * The same for one bidder; all others have told the truth, and gained nothing.
   *
   * @param bidder whose misreports are looked for
   */
  Regrets estimate(
      BidderUtility utility,
      Setting setting,
      ValuationProfiles truth,
      long firstProfile,
      long seed,
      int bidder);
}
