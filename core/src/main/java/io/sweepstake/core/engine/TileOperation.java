package io.sweepstake.core.engine;

/**
 * One operation of a pass, bound to its tiles.
 *
 * <p>The pass calls these through this type: with many kinds of operation behind one call, the
 * compiler keeps each kernel a method of its own instead of inlining all of them into one caller
 * (see {@link PanelKernels}).
 */
abstract class TileOperation {
  /** Computes what depends on the truthful reports alone; called once for each tile's truth. */
  void prepare() {}

  abstract void forward();

  /** Adds this operation's part to its inputs' gradients. */
  abstract void backward();

  /** Adds this operation's part to the gradient of the weights. */
  void weightGradient() {}
}
