package io.sweepstake.core.engine.tiles;

import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.kernel.Loops;

/** The plain loops keep the contract. */
class ScalarEngineTest extends TileContract {
  @Override
  Kernels kernels() {
    return Loops.SCALAR.get();
  }
}
