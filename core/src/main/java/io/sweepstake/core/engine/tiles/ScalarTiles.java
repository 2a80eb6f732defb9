package io.sweepstake.core.engine.tiles;

import io.sweepstake.core.engine.Device;
import io.sweepstake.core.engine.Engine;
import io.sweepstake.core.engine.EngineProvider;
import io.sweepstake.core.kernel.Loops;

/** Tiles by plain loops; on the processor, whatever the device. */
public final class ScalarTiles implements EngineProvider {
  @Override
  public String name() {
    return "scalar";
  }

  @Override
  public int rank(Device device) {
    return 10;
  }

  @Override
  public Engine open(Device device) {
    return new TileEngine(Loops.SCALAR.get());
  }
}
