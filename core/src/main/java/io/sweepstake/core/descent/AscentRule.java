package io.sweepstake.core.descent;

/** How misreports ascend. */
public enum AscentRule {
  /** By Adam, whose moments start anew each time. */
  ADAM,
  /** By Adam, whose moments are remembered with each profile's misreports. */
  CARRIED_ADAM,
  /** By plain gradient steps. */
  SGD
}
