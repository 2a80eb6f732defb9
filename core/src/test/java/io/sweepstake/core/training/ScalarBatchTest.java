package io.sweepstake.core.training;

import io.sweepstake.core.engine.Device;
import io.sweepstake.core.engine.Engine;
import io.sweepstake.core.engine.Engines;

class ScalarBatchTest extends BatchContract {
  @Override
  Engine engine() {
    return Engines.named("scalar", Device.CPU);
  }
}
