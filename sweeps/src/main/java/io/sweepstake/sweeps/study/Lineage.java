package io.sweepstake.sweeps.study;

import java.io.Serializable;

/**
 * Where a trial goes on that did not begin at step 0: at another's checkpoint, with a point of its
 * own. Following parents back gives the schedule that a network was trained with.
 *
 * @param parent the number of the trial whose checkpoint it began from
 * @param step of that checkpoint, at least 1
 * @param replaced the number of the trial in whose place it stands
 */
public record Lineage(int parent, long step, int replaced) implements Serializable {
  public Lineage {
    if (parent < 0 || replaced < 0 || step < 1) {
      throw new IllegalArgumentException(
          "lineage: parent and replaced must be at least 0 and step at least 1, were "
              + parent
              + ", "
              + replaced
              + " and "
              + step);
    }
  }
}
