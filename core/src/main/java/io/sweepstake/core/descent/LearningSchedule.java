package io.sweepstake.core.descent;

/**
 * The optimiser's step size over a training.
 *
 * <p>A schedule is immutable; what it must remember is a state vector that the trainer keeps and
 * checkpoints, so that a resumed training steps exactly as far.
 */
public interface LearningSchedule {
  /** The state before the first iteration; empty if the rate hangs on the iteration alone. */
  double[] initial();

  /**
   * The step size of an iteration, above 0.
   *
   * @param iteration from 0
   * @param iterations of the whole training
   */
  double rate(double[] state, long iteration, long iterations);

  /**
   * Moves the state after an iteration.
   *
   * @param loss this batch's
   */
  void update(double[] state, double loss);
}
