package io.sweepstake.core.dl4j;

import io.sweepstake.core.engine.Device;
import io.sweepstake.core.engine.Engine;
import io.sweepstake.core.engine.EngineProvider;
import io.sweepstake.core.engine.tiles.TileEngine;

/** Tiles by ND4J's backend, whichever is on the class path: when asked for. */
public final class Nd4jTiles implements EngineProvider {
  @Override
  public String name() {
    return "nd4j";
  }

  @Override
  public int rank(Device device) {
    return NativeLibrary.hasClasses() ? 0 : -1;
  }

  @Override
  public Engine open(Device device) {
    NativeLibrary.requireClasses();
    return new TileEngine(new Nd4jKernels());
  }
}
