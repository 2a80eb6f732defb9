package io.sweepstake.core.pass;

import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.kernel.Loops;

/** The plain loops keep the contract. */
class ScalarEngineTest extends EngineContract {
  @Override
  Kernels kernels() {
    return Loops.SCALAR.get();
  }
}
