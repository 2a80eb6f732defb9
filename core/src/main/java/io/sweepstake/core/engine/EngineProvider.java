package io.sweepstake.core.engine;

/** An engine that may be there: found as a service, by {@link Engines}. */
public interface EngineProvider {
  /** What it is asked for by, such as {@code vector}. */
  String name();

  /**
   * How much it is preferred on a device: the highest is taken. At 0 it runs when asked for by
   * name, and is never chosen; below 0 it cannot run there, in this process.
   */
  int rank(Device device);

  /** Whether it runs on devices that are numbered: {@code NAME:0} is then one of them. */
  default boolean numbered() {
    return false;
  }

  /** Whether members of a batch run side by side, so that it takes many to fill a device. */
  default boolean packs() {
    return false;
  }

  /**
   * An engine, for one thread.
   *
   * @throws IllegalStateException saying what is missing, if it cannot run
   */
  Engine open(Device device);
}
