package io.sweepstake.core.engine.opencl;

/**
 * What a device says of itself.
 *
 * @param index among the devices of this machine, platform by platform; from 0
 * @param cpu whether it is a processor, which no one but a tester means
 * @param memory bytes
 * @param largest bytes of the largest buffer
 * @param local bytes of a work-group's memory
 * @param threads the most work-items of a work-group
 * @param units how many work on groups side by side
 * @param pci where it sits, such as {@code 0000:3b:00.0}; empty if it does not say
 */
public record OpenClDescription(
    int index,
    String name,
    String platform,
    String driver,
    boolean cpu,
    long memory,
    long largest,
    long local,
    int threads,
    int units,
    String pci) {
  /** As it is asked for: {@code opencl:0}. */
  public String place() {
    return "opencl:" + index;
  }

  boolean isPocl() {
    return platform.startsWith("Portable Computing Language");
  }
}
