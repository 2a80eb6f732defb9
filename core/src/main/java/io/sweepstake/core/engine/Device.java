package io.sweepstake.core.engine;

/**
 * Where an engine runs.
 *
 * @param index which of its kind, from 0
 */
public record Device(Kind kind, int index) {
  /** This process's processors. */
  public static final Device CPU = new Device(Kind.CPU, 0);

  /** What there is. */
  public enum Kind {
    CPU,
    GPU
  }

  public Device {
    if (index < 0) {
      throw new IllegalArgumentException("device: its number must be at least 0, was " + index);
    }
  }

  /** A GPU, as the driver numbers them. */
  public static Device gpu(int index) {
    return new Device(Kind.GPU, index);
  }
}
