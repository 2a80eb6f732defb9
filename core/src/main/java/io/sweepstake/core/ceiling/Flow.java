package io.sweepstake.core.ceiling;

import io.sweepstake.core.kernel.Kernels;

/**
 * Along which lines a bidder's information rents are paid, from her greatest types down to where
 * the lines leave the cube of her ranks.
 *
 * <p>A rank is the share of her possible values for an item that lie below hers. A flow W has the
 * divergence {@code −g}, the density of ranks; nothing comes in through the cube's upper sides, and
 * through the lower ones it only leaves. For every dominant-strategy truthful, individually
 * rational auction then {@code E p ≤ E Σ_j F_j x_j} with {@code F_j = v_j − dv_j/drank_j · W_j /
 * g}: what is missing is her expected utility where the lines end, which is at least 0.
 */
interface Flow {
  /** Types in a tile. */
  int LANES = Kernels.TILE;

  /**
   * Writes W/g of a tile of types.
   *
   * @param ranks of the values that are the bidder's own knowledge, from 0 to 1, {@code
   *     [item][lane]}
   * @param into as long; may be infinite where lines meet
   */
  void of(double[] ranks, double[] into);
}
