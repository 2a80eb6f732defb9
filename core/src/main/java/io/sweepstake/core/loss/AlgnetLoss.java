package io.sweepstake.core.loss;

/**
 * ALGnet's loss, without anything to tune: {@code −(√P − √R) + R} with revenue P and R the sum of
 * the bidders' regrets (Rahme, Jelassi and Weinberg, ICLR 2021). {@code (√P − √R)²} is what a
 * single bidder would still pay in a truthful mechanism made of this one.
 *
 * <p>Both roots are of {@value #SMALLEST} more, which bounds the price of the first regret.
 */
public record AlgnetLoss() implements TrainingLoss {
  private static final double SMALLEST = 1e-6;

  @Override
  public double[] initial(int bidders) {
    return new double[0];
  }

  @Override
  public double value(double[] state, double revenue, double[] regrets) {
    double regret = sum(regrets);
    return -Math.sqrt(revenue + SMALLEST) + Math.sqrt(regret + SMALLEST) + regret;
  }

  @Override
  public double price(double[] state, double revenue, double[] regrets, double[] prices) {
    java.util.Arrays.fill(prices, 0.5 / Math.sqrt(sum(regrets) + SMALLEST) + 1);
    return 0.5 / Math.sqrt(revenue + SMALLEST);
  }

  @Override
  public void update(
      double[] state, double[] regrets, double revenue, long iteration, long iterations) {}

  private static double sum(double[] regrets) {
    double sum = 0;
    for (double regret : regrets) {
      sum += regret;
    }
    return sum;
  }
}
