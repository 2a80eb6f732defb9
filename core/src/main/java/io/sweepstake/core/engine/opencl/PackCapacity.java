package io.sweepstake.core.engine.opencl;

import io.sweepstake.core.engine.MemoryException;
import java.util.List;
import java.util.function.IntFunction;

/** How many members of a batch fill a device. */
final class PackCapacity {
  /** The share of memory that a pack may take; the rest is for evaluations, and the driver's. */
  private static final double SHARE = 0.8;

  /**
   * Work-groups that keep a unit busy: some four at a time hide each other's waits, and with four
   * rounds of them the last, half-empty one is little. Of the architectures' manuals; no GPU has
   * timed it.
   */
  private static final long GROUPS_OF_A_UNIT = 16;

  private PackCapacity() {}

  /** Members in a device's memory. */
  interface Occupant extends AutoCloseable {
    /** Bytes of each piece of its memory, always in the same order. */
    List<Long> sizes();

    /** The most work-groups of a launch that a member has. */
    int groupsOfAMember();

    @Override
    void close();
  }

  /**
   * At least 1; the next one would not fit, or not make the device busier.
   *
   * @param occupied by so many members
   */
  static int of(OpenClDevice device, IntFunction<? extends Occupant> occupied) {
    try (Occupant one = occupied.apply(1);
        Occupant two = occupied.apply(2)) {
      long busy = GROUPS_OF_A_UNIT * device.description().units() / one.groupsOfAMember() + 1;
      long fit = fit(one.sizes(), two.sizes(), device.memory(), device.description().largest());
      return (int) Math.max(1, Math.min(busy, Math.min(fit, Integer.MAX_VALUE)));
    } catch (MemoryException full) {
      return 1; // A training will say whether not even that.
    }
  }

  /**
   * How many fit: each piece of memory has bytes that all share, and bytes that each member adds.
   *
   * @param one bytes of each piece for one member
   * @param two for two
   * @param memory bytes of the device
   * @param largest bytes of its largest piece
   */
  static long fit(List<Long> one, List<Long> two, long memory, long largest) {
    long each = 0;
    long shared = 0;
    long most = Long.MAX_VALUE;
    for (int k = 0; k < one.size(); k++) {
      long added = two.get(k) - one.get(k);
      each += added;
      shared += one.get(k) - added;
      if (added > 0) {
        // Kernels count in ints.
        long bound = Math.min(largest, (long) Float.BYTES * Integer.MAX_VALUE);
        most = Math.min(most, (bound - one.get(k) + added) / added);
      }
    }
    long whole = (long) (SHARE * memory) - shared;
    return Math.max(1, Math.min(most, each == 0 ? most : whole / each));
  }
}
