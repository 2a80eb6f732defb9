package io.sweepstake.core.economics;

/**
 * Tries every combination of a grid of reports: exhaustive, for one to three items.
 *
 * @param points per item
 */
record GridSearch(int points) implements RegretSearch {
  @Override
  public void improve(BestMisreports best) {
    int items = best.items();
    float[][] axes = new float[items][];
    for (int j = 0; j < items; j++) {
      axes[j] = best.grid().points(best.bidder(), j, points);
    }
    float[] candidates = new float[best.count() * items];
    int[] at = new int[items];
    boolean more = true;
    while (more) {
      for (int j = 0; j < items; j++) {
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
