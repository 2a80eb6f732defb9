package io.sweepstake.core.training;

/**
 * How regret is priced against revenue: {@code loss = −revenue + Σ_i price_i · regret_i}, with
 * prices that may move.
 *
 * <p>A loss is immutable; what moves is a state vector that the trainer keeps and checkpoints.
 */
public interface TrainingLoss {
  /** The state before the first iteration. */
  double[] initial(int bidders);

  /**
   * The derivative of the loss with respect to each bidder's regret.
   *
   * @param regrets this batch's mean regret of each bidder, in units of value
   * @param prices written, one per bidder
   */
  void price(double[] state, double[] regrets, double[] prices);

  /**
   * Moves the state after an iteration.
   *
   * @param revenue this batch's mean revenue
   * @param iteration from 0
   * @param iterations of the whole training
   */
  void update(double[] state, double[] regrets, double revenue, long iteration, long iterations);

  /** A price above this means that the training has diverged. */
  double EXPLODED = 1e9;
}
