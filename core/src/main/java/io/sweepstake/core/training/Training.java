package io.sweepstake.core.training;

import io.sweepstake.core.program.NetworkWeights;

/**
 * A training under way, on one thread.
 *
 * <p>All state is in {@link #checkpoint()}; everything random hangs on (seed, iteration), so a
 * training stopped and restored goes on as if it had never stopped, bit for bit on the same engine.
 */
public interface Training extends AutoCloseable {
  /** Iterations done. */
  long iteration();

  /** The weights as they stand. */
  NetworkWeights weights();

  /**
   * Trains on until so many iterations are done in all.
   *
   * @param until at most the plan's iterations
   * @param every iterations between two calls of the listener; at least 1
   * @throws DivergedException if a number that the training lives by is not usable any more
   * @throws IllegalArgumentException if {@code until} is more than the plan has
   */
  void advance(long until, long every, TrainingListener listener) throws DivergedException;

  /** All of this training's state, to be restored into a training of the same plan. */
  TrainingCheckpoint checkpoint();

  /**
   * Takes up a checkpoint of the same plan.
   *
   * @throws IllegalArgumentException if it is another plan's, or another engine's
   */
  void restore(TrainingCheckpoint checkpoint);

  /**
   * Takes up a checkpoint of the same plan from whatever engine: it goes on, though not as it would
   * have there to the last bit.
   *
   * @throws IllegalArgumentException if it is another plan's
   */
  void restoreAcrossEngines(TrainingCheckpoint checkpoint);

  /**
   * Goes on from a checkpoint of another plan with this plan's hyper-parameters: from its weights,
   * moments, prices of regret, misreports and iteration. The two plans may differ in what can
   * change in the middle of a training (rates, budgets, steps of the misreport search, the seed),
   * not in the setting, the family, the architecture, the kind of loss, the number of profiles.
   *
   * @throws IllegalArgumentException if the checkpoint is of another shape, or lies beyond this
   *     plan's iterations
   */
  void adopt(TrainingCheckpoint checkpoint);

  /** Gives back what it holds of a device; of memory alone nothing is to be given back. */
  @Override
  default void close() {}
}
