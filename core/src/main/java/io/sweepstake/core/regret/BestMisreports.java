package io.sweepstake.core.regret;

import io.sweepstake.core.mechanism.BidderUtility;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.Arrays;

/**
 * The best misreports found so far for one bidder and some profiles, starting from the truth.
 *
 * <p>Reports are {@code [profile][item]}. Scratch space, used by one attack in one thread.
 */
final class BestMisreports {
  private final BidderUtility utility;
  private final MisreportGrid grid;
  private final int count;
  private final int bidder;
  private final int items;
  private final long firstProfile;
  private final float[] truth;
  private final float[] truthful; // utilities of telling the truth
  private final float[] misreports;
  private final float[] best; // their utilities
  private final float[] searchMisreports; // the best of the present search alone
  private final float[] searchBest;
  private final float[] utilities; // scratch

  /**
   * Fixes the utility on these profiles of the block.
   *
   * @param firstProfile index in the stream of the first of them
   */
  BestMisreports(
      BidderUtility utility,
      MisreportGrid grid,
      ValuationProfiles block,
      int first,
      int count,
      int bidder,
      long firstProfile) {
    this.utility = utility;
    this.grid = grid;
    this.count = count;
    this.bidder = bidder;
    this.firstProfile = firstProfile;
    items = block.items();
    truth = new float[count * items];
    for (int k = 0; k < count; k++) {
      System.arraycopy(block.values(), block.index(first + k, bidder, 0), truth, k * items, items);
    }
    utility.fix(block, first, count, bidder);
    utilities = new float[count];
    truthful = new float[count];
    utility.utilities(truth, truthful);
    misreports = truth.clone();
    best = truthful.clone();
    searchMisreports = truth.clone();
    searchBest = truthful.clone();
  }

  /** Fixes the utility on the same profiles again, after it served others. */
  void fixAgain(ValuationProfiles block, int first) {
    utility.fix(block, first, count, bidder);
  }

  int count() {
    return count;
  }

  int items() {
    return items;
  }

  /** How many values, the first, she may lie about. */
  int reported() {
    return grid.reported();
  }

  int bidder() {
    return bidder;
  }

  long firstProfile() {
    return firstProfile;
  }

  MisreportGrid grid() {
    return grid;
  }

  boolean differentiable() {
    return utility.differentiable();
  }

  float[] truth() {
    return truth;
  }

  /** Not a copy. */
  float[] misreports() {
    return misreports;
  }

  /** The best since {@link #beginSearch}; the truth where the search found nothing; not a copy. */
  float[] searchMisreports() {
    return searchMisreports;
  }

  /** Gain of the best misreport over the truth, at least 0. */
  float gain(int profile) {
    return best[profile] - truthful[profile];
  }

  /** Forgets what the last search found, though not the best of all. */
  void beginSearch() {
    System.arraycopy(truth, 0, searchMisreports, 0, truth.length);
    Arrays.fill(searchBest, Float.NEGATIVE_INFINITY);
  }

  /**
   * Tries one candidate per profile, and keeps those that gain. Candidates outside the support
   * stand for the nearest points inside, and what everybody knows for the truth.
   */
  void consider(float[] candidates) {
    float[] reports = inside(candidates);
    utility.utilities(reports, utilities);
    keep(reports);
  }

  /**
   * Tries one candidate per profile, keeps those that gain, and tells where to go from them.
   *
   * @param candidates moved to the nearest points of the support
   * @param gradients written
   */
  void considerWithGradients(float[] candidates, float[] gradients) {
    if (!free()) {
      projectAll(candidates);
    }
    utility.gradients(candidates, utilities, gradients);
    keep(candidates);
  }

  private float[] inside(float[] candidates) {
    if (free()) {
      return candidates;
    }
    float[] reports = candidates.clone();
    projectAll(reports);
    return reports;
  }

  /** Whether each value may be misreported, whatever is told of the others. */
  private boolean free() {
    return grid.support().isBox() && reported() == items;
  }

  private void projectAll(float[] reports) {
    grid.support().project(bidder, reports, 0, count, 1, items);
    int known = items - reported();
    for (int k = 0; k < count && known > 0; k++) {
      int from = k * items + reported();
      System.arraycopy(truth, from, reports, from, known);
    }
  }

  /** The nearest report in the support's box, for a position in {@code [profile][item]}. */
  float project(int position, float report) {
    return grid.support().project(bidder, position % items, report);
  }

  private void keep(float[] candidates) {
    for (int k = 0; k < count; k++) {
      float found = utilities[k];
      if (found > searchBest[k]) {
        searchBest[k] = found;
        System.arraycopy(candidates, k * items, searchMisreports, k * items, items);
        if (found > best[k]) {
          best[k] = found;
          System.arraycopy(candidates, k * items, misreports, k * items, items);
        }
      }
    }
  }
}
