package io.sweepstake.sweeps.sampler.gp;

/**
 * How much better than what is known a place may be, whose values, one for each goal and more being
 * better, are believed to be independent and normal.
 */
interface Improvement {
  /**
   * The logarithm of the improvement expected.
   *
   * @param means of the values, {@code [goal]}
   * @param deviations their standard deviations, above 0
   * @param byMeans overwritten by its derivatives; null where they are not wanted
   * @param byDeviations likewise
   */
  double log(double[] means, double[] deviations, double[] byMeans, double[] byDeviations);

  /** On the best value of one goal (Jones et al., Journal of Global Optimization 1998). */
  record OnBest(double best) implements Improvement {
    @Override
    public double log(
        double[] means, double[] deviations, double[] byMeans, double[] byDeviations) {
      double deviation = deviations[0];
      double z = (means[0] - best) / deviation;
      if (byMeans != null) {
        double byZ = ExpectedImprovement.slope(z);
        byMeans[0] = byZ / deviation;
        byDeviations[0] = (1 - z * byZ) / deviation;
      }
      return ExpectedImprovement.log(z) + Math.log(deviation);
    }
  }
}
