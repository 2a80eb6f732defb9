package io.sweepstake.core.engine;

import io.sweepstake.core.dl4j.Nd4jKernels;

/** ND4J's arithmetic keeps the contract. */
class Nd4jEngineTest extends EngineContract {
  @Override
  Kernels kernels() {
    return new Nd4jKernels();
  }
}
