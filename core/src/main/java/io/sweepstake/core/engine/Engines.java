package io.sweepstake.core.engine;

import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/** The engines there are. */
public final class Engines {
  private Engines() {}

  private static List<EngineProvider> providers() {
    return ServiceLoader.load(EngineProvider.class, EngineProvider.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(Comparator.comparing(EngineProvider::name))
        .toList();
  }

  /** What engines can be asked for by, in order; not all of them may run here. */
  public static List<String> names() {
    return providers().stream().map(EngineProvider::name).toList();
  }

  /**
   * The engine of this name on a device.
   *
   * @throws IllegalArgumentException listing the names there are
   * @throws IllegalStateException saying what is missing, if it cannot run
   */
  public static Engine named(String name, Device device) {
    return providers().stream()
        .filter(provider -> provider.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException("engine: must be one of " + names() + ", was " + name))
        .open(device);
  }

  /** The most preferred engine of a device. */
  public static Engine best(Device device) {
    return providers().stream()
        .filter(provider -> provider.rank(device) > 0)
        .max(Comparator.comparingInt(provider -> provider.rank(device)))
        .orElseThrow(() -> new IllegalStateException("engine: none runs on " + device))
        .open(device);
  }
}
