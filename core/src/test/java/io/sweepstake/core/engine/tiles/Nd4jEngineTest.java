package io.sweepstake.core.engine.tiles;

import io.sweepstake.core.dl4j.Nd4jKernels;
import io.sweepstake.core.kernel.Kernels;

/** ND4J's arithmetic keeps the contract. */
class Nd4jEngineTest extends TileContract {
  @Override
  Kernels kernels() {
    return new Nd4jKernels();
  }
}
