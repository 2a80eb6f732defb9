package io.sweepstake.core.economics;

import io.sweepstake.core.mechanism.BidderUtility;
import io.sweepstake.core.regret.RegretEstimator;
import io.sweepstake.core.regret.Regrets;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.Arrays;

/**
 * Bidders of a block of profiles who act on the lies that they find: each reports what gains most
 * for her against what the others reported before, the truth at first.
 *
 * <p>She lies, or changes her lie, only for what is no rounding error; so nobody ever does in a
 * truthful auction, in which many reports earn her the same.
 */
final class LyingBidders {
  /** What is worth a lie, as a share of the greatest welfare. */
  static final float LEAST_GAIN = 1e-6f;

  private final Setting setting;
  private final ValuationProfiles truth;
  private final float[] leastGain; // [profile]
  private ValuationProfiles reports;

  /** Who tell the truth. */
  LyingBidders(Setting setting, ValuationProfiles truth, float[] greatestWelfare) {
    this.setting = setting;
    this.truth = truth;
    reports = truth.copy();
    leastGain = new float[truth.count()];
    for (int k = 0; k < leastGain.length; k++) {
      leastGain[k] = LEAST_GAIN * Math.max(0, greatestWelfare[k]);
    }
  }

  /** Not a copy. */
  ValuationProfiles reports() {
    return reports;
  }

  /** Whether anybody lies in a profile. */
  boolean lie(int profile) {
    int width = truth.bidders() * truth.items();
    int from = profile * width;
    return !Arrays.equals(truth.values(), from, from + width, reports.values(), from, from + width);
  }

  /** The first round: everybody plays what an attack on the truthful has found. */
  void play(Regrets found) {
    ValuationProfiles next = truth.copy();
    float[] none = new float[truth.count()];
    for (int bidder = 0; bidder < truth.bidders(); bidder++) {
      change(next, bidder, found, none);
    }
    reports = next;
  }

  /**
   * Another round: everybody answers, at once, what the others reported.
   *
   * @return whether anybody changed her report
   */
  boolean answer(RegretEstimator attack, BidderUtility utility, long firstProfile, long seed) {
    ValuationProfiles next = reports.copy();
    boolean changed = false;
    for (int bidder = 0; bidder < truth.bidders(); bidder++) {
      ValuationProfiles alone = reports.copy(); // with lies of others
      copyReports(truth, alone, bidder);
      Regrets found = attack.estimate(utility, setting, alone, firstProfile, seed, bidder);
      changed |= change(next, bidder, found, gains(utility, alone, bidder));
    }
    reports = next;
    return changed;
  }

  /** What a bidder gains by her present report over the truth, by profile. */
  private float[] gains(BidderUtility utility, ValuationProfiles alone, int bidder) {
    int items = truth.items();
    float[] gains = new float[truth.count()];
    for (int first = 0; first < gains.length; first += utility.blockSize()) {
      int count = Math.min(utility.blockSize(), gains.length - first);
      float[] honest = new float[count * items];
      float[] present = new float[count * items];
      for (int k = 0; k < count; k++) {
        int at = truth.index(first + k, bidder, 0);
        System.arraycopy(truth.values(), at, honest, k * items, items);
        System.arraycopy(reports.values(), at, present, k * items, items);
      }
      float[] honestly = new float[count];
      float[] presently = new float[count];
      utility.fix(alone, first, count, bidder);
      utility.utilities(honest, honestly);
      utility.utilities(present, presently);
      for (int k = 0; k < count; k++) {
        gains[first + k] = presently[k] - honestly[k];
      }
    }
    return gains;
  }

  private boolean change(ValuationProfiles next, int bidder, Regrets found, float[] present) {
    boolean changed = false;
    for (int k = 0; k < truth.count(); k++) {
      if (found.gain(k, bidder) - present[k] > leastGain[k]) {
        int at = truth.index(k, bidder, 0);
        System.arraycopy(found.misreports().values(), at, next.values(), at, truth.items());
        changed = true;
      }
    }
    return changed;
  }

  private static void copyReports(ValuationProfiles from, ValuationProfiles to, int bidder) {
    for (int k = 0; k < from.count(); k++) {
      int at = from.index(k, bidder, 0);
      System.arraycopy(from.values(), at, to.values(), at, from.items());
    }
  }
}
