package io.sweepstake.core.training;

import io.sweepstake.core.engine.Device;
import io.sweepstake.core.engine.Engine;
import io.sweepstake.core.engine.Engines;

class VectorBatchTest extends BatchContract {
  @Override
  Engine engine() {
    return Engines.named("vector", Device.CPU);
  }
}
