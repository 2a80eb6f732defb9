package io.sweepstake.sweeps.store.driver;

/**
 * What tells a process from every other one that is, was or will be, whatever clocks and host names
 * say.
 *
 * @param boot the machine's run, new with every start of its kernel
 * @param namespaces those in which numbers and times of processes are to be understood; containers
 *     have their own
 * @param pid its number there
 * @param startTicks when it started, in ticks since the machine did
 */
public record ProcessIdentity(String boot, String namespaces, long pid, long startTicks) {
  /** Whether both are entries of one table of processes. */
  public boolean besides(ProcessIdentity other) {
    return boot.equals(other.boot) && namespaces.equals(other.namespaces);
  }
}
