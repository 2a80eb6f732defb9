package io.sweepstake.core.engine;

/** The Vector API's loops keep the contract. */
class VectorEngineTest extends EngineContract {
  @Override
  Kernels kernels() {
    return Engines.VECTOR.get();
  }
}
