package io.sweepstake.core.training;

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
  public void price(double[] state, double[] regrets, double[] prices) {
    java.util.Arrays.fill(prices, price);
  }

  @Override
  public void update(
      double[] state, double[] regrets, double revenue, long iteration, long iterations) {}
}
