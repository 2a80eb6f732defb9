package io.sweepstake.core.engine.tiles;

import io.sweepstake.core.engine.Device;
import io.sweepstake.core.engine.Engine;
import io.sweepstake.core.engine.EngineProvider;
import io.sweepstake.core.kernel.Loops;

/** Tiles by the JDK's Vector API; on the processor, whatever the device. */
public final class VectorTiles implements EngineProvider {
  @Override
  public String name() {
    return "vector";
  }

  @Override
  public int rank(Device device) {
    return Loops.VECTOR.available() ? 20 : -1;
  }

  @Override
  public Engine open(Device device) {
    return new TileEngine(Loops.VECTOR.get());
  }
}
