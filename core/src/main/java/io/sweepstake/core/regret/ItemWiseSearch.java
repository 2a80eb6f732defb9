package io.sweepstake.core.regret;

/**
 * Changes the report for one item at a time over a grid, the others staying true, then scales all
 * together from nothing to twice the truth (item-wise regret: You et al., arXiv 2601.13489).
 *
 * @param points per item, and of the scale
 */
record ItemWiseSearch(int points) implements RegretSearch {
  private static final float LARGEST_SCALE = 2;

  @Override
  public void improve(BestMisreports best) {
    int items = best.items();
    float[] candidates = best.truth().clone();
    for (int j = 0; j < best.reported(); j++) {
      for (float report : best.grid().points(best.bidder(), j, points)) {
        for (int k = j; k < candidates.length; k += items) {
          candidates[k] = report;
        }
        best.consider(candidates);
      }
      for (int k = j; k < candidates.length; k += items) {
        candidates[k] = best.truth()[k];
      }
    }
    for (int step = 0; step < points; step++) {
      float scale = LARGEST_SCALE * step / (points - 1);
      for (int k = 0; k < candidates.length; k++) {
        candidates[k] = best.project(k, scale * best.truth()[k]);
      }
      best.consider(candidates);
    }
  }
}
