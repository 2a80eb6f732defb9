package io.sweepstake.core.engine;

import io.sweepstake.core.program.NetworkWeights;

/**
 * The heavy loops of several trainings of one shape, on one device: K members, each with weights of
 * its own.
 *
 * <p>An iteration is {@link #truthful}, {@link #searchMisreports}, maybe {@link
 * #sweepMonotonicity}, {@link #backward} and {@link #descend}, each for all members in one call.
 * What is decided between them is the caller's. Arguments hold a value or an array per member;
 * those of frozen members are neither read nor written. Profiles are arrays {@code
 * [profile][bidder][item]}.
 *
 * <p>A member's numbers hang on its own arguments alone: they are the same, bit for bit, in
 * whatever pack and place it runs, on the same engine. One thread. Iterations allocate nothing.
 */
public interface Batch extends AutoCloseable {
  /** K, frozen ones too. */
  int members();

  /**
   * Everybody's outcome of this iteration's profiles.
   *
   * @param revenue written: the mean over the profiles
   */
  void truthful(float[][] values, double[] revenue);

  /**
   * Searches every bidder's best misreports.
   *
   * @param regrets written, {@code [member][bidder]}: the mean of {@code max(0, gain)} over the
   *     profiles
   */
  void searchMisreports(MisreportTask[] tasks, double[][] regrets);

  /**
   * Adds to the gradient that of {@code price · mean max(0, a_i(lower) − a_i(higher))}: of one
   * item, each bidder reports two values while others are truthful.
   *
   * @param lower {@code [member][profile][bidder]}
   * @param higher likewise
   * @param prices of members that have none are 0
   */
  void sweepMonotonicity(float[][] lower, float[][] higher, double[] prices);

  /**
   * Adds to the gradient that of the loss.
   *
   * @param revenueWeights minus the loss' derivative with respect to revenue
   * @param prices {@code [member][bidder]}: the loss' derivative with respect to each regret
   */
  void backward(double[] revenueWeights, double[][] prices);

  /**
   * One step of each member's optimiser; the gradient is zero again.
   *
   * @param rates step sizes
   * @param steps from 1
   */
  void descend(double[] rates, long[] steps);

  /** Leaves a member out until it is restored; it may be frozen already. */
  void freeze(int member);

  /** A member's weights as they stand. */
  NetworkWeights weights(int member);

  /**
   * Replaces a member's weights; its moments are zero.
   *
   * @throws IllegalArgumentException if they are another program's
   */
  void load(int member, NetworkWeights weights);

  /** The weight that is greatest in magnitude, or NaN if any is. */
  float greatestWeight(int member);

  /** A copy of what a member has between iterations. */
  BatchState state(int member);

  /** Takes up a {@link #state}, of whatever engine, pack and place; a frozen member goes on. */
  void restore(int member, BatchState state);

  @Override
  void close();
}
