package io.sweepstake.core.regret;

/**
 * Tries a step up and a step down in each item's report from the best misreport so far, and halves
 * the step (Hooke and Jeeves, 1961): needs no gradients.
 *
 * @param firstStep as a share of the width of the searched interval
 */
record CompassSearch(double firstStep, int rounds) implements RegretSearch {
  @Override
  public void improve(BestMisreports best) {
    int items = best.items();
    float[] candidates = new float[best.truth().length];
    double share = firstStep;
    for (int round = 0; round < rounds; round++) {
      for (int j = 0; j < best.reported(); j++) {
        float step = (float) (share * best.grid().width(best.bidder(), j));
        for (int sign = -1; sign <= 1; sign += 2) {
          System.arraycopy(best.misreports(), 0, candidates, 0, candidates.length);
          for (int k = j; k < candidates.length; k += items) {
            candidates[k] = best.project(k, candidates[k] + sign * step);
          }
          best.consider(candidates);
        }
      }
      share /= 2;
    }
  }
}
