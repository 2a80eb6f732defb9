package io.sweepstake.core.engine.opencl;

import io.sweepstake.core.engine.Device;
import io.sweepstake.core.engine.Engine;
import io.sweepstake.core.engine.EngineProvider;

/** OpenCL, when it is asked for: no GPU has timed it, so none is chosen for it. */
public final class OpenClProvider implements EngineProvider {
  @Override
  public String name() {
    return "opencl";
  }

  @Override
  public int rank(Device device) {
    return 0;
  }

  @Override
  public boolean numbered() {
    return true;
  }

  @Override
  public boolean packs() {
    return true;
  }

  /** On the device of that number; for a processor, on the GPU that this thread was given. */
  @Override
  public Engine open(Device device) {
    return new OpenClEngine(
        device.kind() == Device.Kind.GPU
            ? OpenClDevices.device(device.index())
            : OpenClDevices.gpu());
  }
}
