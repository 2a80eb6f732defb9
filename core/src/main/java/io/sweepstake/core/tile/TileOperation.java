package io.sweepstake.core.tile;

import io.sweepstake.core.kernel.PanelKernels;

/**
 * One operation of a pass, bound to its tiles.
 *
 * <p>The pass calls these through this type: with many kinds of operation behind one call, the
 * compiler keeps each kernel a method of its own instead of inlining all of them into one caller
 * (see {@link PanelKernels}).
 */
public abstract class TileOperation {
  /** Computes what depends on inputs at rest alone; called once when those have changed. */
  public void prepare() {}

  public abstract void forward();

  /** Adds this operation's part to its inputs' gradients. */
  public abstract void backward();

  /** Adds this operation's part to the gradient of the weights. */
  public void weightGradient() {}
}
