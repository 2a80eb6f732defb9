package io.sweepstake.core.loss;

import io.sweepstake.core.descent.Ranges;

/**
 * A price that keeps regret at a share of revenue: {@code w ← max(0, w + γ (log(regret / revenue) −
 * log R))}, the same for all bidders, with regret the mean over bidders and the share R falling
 * geometrically from {@code start} to {@code end} over the first {@code annealing} of the
 * iterations, then constant (Ivanov et al., RegretFormer, NeurIPS 2022).
 *
 * @param price w at the start; at least 0
 * @param gamma step of w; above 0
 * @param start R at the start, in (0, 1)
 * @param end R at the end, in (0, 1)
 * @param annealing fraction of the iterations in which R falls, in (0, 1]
 */
public record RegretBudget(double price, double gamma, double start, double end, double annealing)
    implements TrainingLoss {
  /** A batch without regret moves the price no further than one with this share of the budget. */
  private static final double SMALLEST_SHARE = 1e-3;

  public RegretBudget {
    Ranges.atLeast("lambda0", price, 0);
    Ranges.above("gamma", gamma, 0);
    Ranges.inside("rmax_start", start, 0, 1);
    Ranges.inside("rmax_end", end, 0, 1);
    if (!(annealing > 0 && annealing <= 1)) {
      throw new IllegalArgumentException("rmax_annealing: must be in (0, 1], was " + annealing);
    }
  }

  @Override
  public double[] initial(int bidders) {
    return new double[] {price};
  }

  @Override
  public double value(double[] state, double revenue, double[] regrets) {
    double value = -revenue;
    for (double regret : regrets) {
      value += state[0] * regret;
    }
    return value;
  }

  @Override
  public double price(double[] state, double revenue, double[] regrets, double[] prices) {
    java.util.Arrays.fill(prices, state[0]);
    return 1;
  }

  @Override
  public void update(
      double[] state, double[] regrets, double revenue, long iteration, long iterations) {
    double regret = 0;
    for (double each : regrets) {
      regret += each / regrets.length;
    }
    double budget = budget(iteration, iterations);
    double share = Math.max(regret / Math.max(revenue, 1e-9), SMALLEST_SHARE * budget);
    state[0] = Math.max(0, state[0] + gamma * (Math.log(share) - Math.log(budget)));
  }

  /** R at an iteration. */
  double budget(long iteration, long iterations) {
    double passed = Math.min(1, iteration / (annealing * iterations));
    return start * Math.pow(end / start, passed);
  }
}
