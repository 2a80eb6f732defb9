package io.sweepstake.core.descent;

import io.sweepstake.core.kernel.Kernels;

/**
 * A rule by which weights go down a gradient.
 *
 * <p>Immutable: its moments are arrays that the trainer keeps and checkpoints, zero at the start.
 */
public interface Optimiser {
  /**
   * One step, which allocates nothing.
   *
   * @param first a moment per weight
   * @param second another
   * @param rate above 0
   * @param step from 1
   */
  void step(
      Kernels kernels,
      float[] weights,
      float[] gradient,
      float[] first,
      float[] second,
      double rate,
      long step);
}
