package io.sweepstake.jobs.spark.warmstart;

import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.valuation.Setting;
import java.io.Serializable;

/**
 * The known auction that a network imitates, and the setting it is watched in.
 *
 * <p>It travels to the executors, which make setting and mechanism afresh; so it should hold no
 * more than their names. Both methods must return equal things wherever they are called.
 */
public interface Teacher extends Serializable {
  /** As in progress lines and in the name of a cached result, such as {@code myerson}. */
  String name();

  Setting setting();

  /** The auction for this setting. */
  Mechanism mechanism();
}
