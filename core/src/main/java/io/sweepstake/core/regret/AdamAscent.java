package io.sweepstake.core.regret;

/**
 * Climbs utility from given starts by Adam (Kingma and Ba, 2015), clipped to the support, keeping
 * the best point of the way, which is seldom the last.
 *
 * @param start {@code [profile][item]}
 * @param rate of the first step, as a share of the width of the searched interval if {@code
 *     relative}, else in units of value
 * @param lastRate of the last step; in between the rate falls geometrically
 */
record AdamAscent(float[] start, int steps, double rate, double lastRate, boolean relative)
    implements RegretSearch {
  private static final float BETA1 = 0.9f;
  private static final float BETA2 = 0.999f;
  private static final float EPSILON = 1e-8f;

  @Override
  public void improve(BestMisreports best) {
    best.consider(climb(best));
  }

  /** The last point, itself not yet considered. */
  float[] climb(BestMisreports best) {
    int items = best.items();
    float[] reports = start.clone();
    float[] gradients = new float[reports.length];
    float[] first = new float[reports.length];
    float[] second = new float[reports.length];
    float[] widths = new float[items];
    for (int j = 0; j < items; j++) {
      widths[j] = relative ? best.grid().width(best.bidder(), j) : 1;
    }
    double decay = steps > 1 ? Math.pow(lastRate / rate, 1.0 / (steps - 1)) : 1;
    double scale = rate;
    for (int step = 1; step <= steps; step++) {
      best.considerWithGradients(reports, gradients);
      float firstCorrection = (float) (1 / (1 - Math.pow(BETA1, step)));
      float secondCorrection = (float) (1 / (1 - Math.pow(BETA2, step)));
      for (int k = 0; k < reports.length; k++) {
        first[k] = BETA1 * first[k] + (1 - BETA1) * gradients[k];
        second[k] = BETA2 * second[k] + (1 - BETA2) * gradients[k] * gradients[k];
        float move =
            first[k]
                * firstCorrection
                / ((float) Math.sqrt(second[k] * secondCorrection) + EPSILON);
        reports[k] = best.project(k, reports[k] + (float) scale * widths[k % items] * move);
      }
      scale *= decay;
    }
    return reports;
  }
}
