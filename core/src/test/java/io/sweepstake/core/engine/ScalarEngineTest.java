package io.sweepstake.core.engine;

/** The plain loops keep the contract. */
class ScalarEngineTest extends EngineContract {
  @Override
  Kernels kernels() {
    return Engines.SCALAR.get();
  }
}
