package io.sweepstake.core.engine;

import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The engines there are. */
public final class Engines {
  private static final Pattern NUMBERED = Pattern.compile("[^:]+:(\\d{1,3})");

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
   * @param name with a colon and a number behind it where an engine's devices are numbered: that
   *     device is taken
   * @throws IllegalArgumentException listing the names there are
   * @throws IllegalStateException saying what is missing, if it cannot run
   */
  public static Engine named(String name, Device device) {
    int number = number(name);
    return provider(name).open(number < 0 ? device : Device.gpu(number));
  }

  /**
   * Checks the name of an engine, and, where it runs in this process, that it does.
   *
   * @throws IllegalArgumentException listing the names there are, or saying what is missing
   */
  public static void check(String name, boolean here) {
    EngineProvider provider = provider(name);
    if (here && provider.numbered()) {
      try {
        Engine unused = named(name, Device.CPU);
      } catch (IllegalStateException missing) {
        throw new IllegalArgumentException(missing.getMessage(), missing);
      }
    }
  }

  /**
   * Whether the engine of this name is filled by {@link EngineProvider#packs whole packs}.
   *
   * @throws IllegalArgumentException listing the names there are
   */
  public static boolean packs(String name) {
    return provider(name).packs();
  }

  private static EngineProvider provider(String name) {
    String own = number(name) < 0 ? name : name.substring(0, name.indexOf(':'));
    return providers().stream()
        .filter(provider -> provider.name().equals(own))
        .filter(provider -> own.equals(name) || provider.numbered())
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "engine: must be auto or one of " + names() + ", was " + name));
  }

  /** The number behind a name; -1 for none. */
  private static int number(String name) {
    Matcher matcher = NUMBERED.matcher(name);
    return matcher.matches() ? Integer.parseInt(matcher.group(1)) : -1;
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
