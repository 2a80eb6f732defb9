package io.sweepstake.core.loss;

/**
 * How regret is priced against revenue: a loss of a batch's mean revenue and of each bidder's mean
 * regret, which may itself move.
 *
 * <p>A loss is immutable; what moves is a state vector that the trainer keeps and checkpoints.
 */
public interface TrainingLoss {
  /** The state before the first iteration. */
  double[] initial(int bidders);

  /**
   * The loss of a batch.
   *
   * @param revenue mean over the batch, in units of value
   * @param regrets mean over the batch, of each bidder, in units of value
   */
  double value(double[] state, double revenue, double[] regrets);

  /**
   * The derivatives of {@link #value}.
   *
   * @param prices written: the derivative with respect to each bidder's regret
   * @return minus the derivative with respect to revenue
   */
  double price(double[] state, double revenue, double[] regrets, double[] prices);

  /**
   * Moves the state after an iteration.
   *
   * @param revenue this batch's mean revenue
   * @param iteration from 0
   * @param iterations of the whole training
   */
  void update(double[] state, double[] regrets, double revenue, long iteration, long iterations);

  /**
   * How many fresh profiles are to be attacked before an iteration.
   *
   * @return 0 where this loss does not need to know, as most never do
   */
  default int asks(long iteration, long iterations) {
    return 0;
  }

  /**
   * Moves the state by what that attack found.
   *
   * @param regret mean over bidders and profiles, in units of value; a lower bound
   */
  default void told(double[] state, double regret, long iteration, long iterations) {}

  /** A state that an earlier version of this loss wrote, as this one goes on from it. */
  default double[] restored(double[] state) {
    return state.clone();
  }

  /** A price above this means that the training has diverged. */
  double EXPLODED = 1e9;
}
