package io.sweepstake.core.regret;

/**
 * Tries every combination of a grid of reports: exhaustive, for one to three values that a bidder
 * may lie about.
 *
 * @param points per item
 */
record GridSearch(int points) implements RegretSearch {
  @Override
  public void improve(BestMisreports best) {
    int items = best.items();
    int reported = best.reported();
    float[][] axes = new float[reported][];
    for (int j = 0; j < reported; j++) {
      axes[j] = best.grid().points(best.bidder(), j, points);
    }
    float[] candidates = best.truth().clone();
    int[] at = new int[reported];
    boolean more = true;
    while (more) {
      for (int j = 0; j < reported; j++) {
        float report = axes[j][at[j]];
        for (int k = j; k < candidates.length; k += items) {
          candidates[k] = report;
        }
      }
      best.consider(candidates);
      more = next(at);
    }
  }

  private boolean next(int[] at) {
    for (int j = at.length - 1; j >= 0; j--) {
      if (++at[j] < points) {
        return true;
      }
      at[j] = 0;
    }
    return false;
  }
}
