package io.sweepstake.core.engine.tiles;

import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.kernel.Loops;

/** The Vector API's loops keep the contract. */
class VectorEngineTest extends TileContract {
  @Override
  Kernels kernels() {
    return Loops.VECTOR.get();
  }
}
