package io.sweepstake.core.loss;

import io.sweepstake.core.descent.Ranges;

/**
 * A constant price of regret: {@code −revenue + λ_r Σ_i rgt_i}.
 *
 * @param price λ_r; at least 0
 */
public record FixedPenalty(double price) implements TrainingLoss {
  public FixedPenalty {
    Ranges.atLeast("lambda_regret", price, 0);
  }

  @Override
  public double[] initial(int bidders) {
    return new double[0];
  }

  @Override
  public double value(double[] state, double revenue, double[] regrets) {
    double value = -revenue;
    for (double regret : regrets) {
      value += price * regret;
    }
    return value;
  }

  @Override
  public double price(double[] state, double revenue, double[] regrets, double[] prices) {
    java.util.Arrays.fill(prices, price);
    return 1;
  }

  @Override
  public void update(
      double[] state, double[] regrets, double revenue, long iteration, long iterations) {}
}
