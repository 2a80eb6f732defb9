package io.sweepstake.sweeps.run;

import io.sweepstake.sweeps.pruner.Rung;
import io.sweepstake.sweeps.study.Decision;
import io.sweepstake.sweeps.study.Trial;

/** Watches a sweep. Called on the driver's thread, after the event was committed. */
public interface SweepListener {
  SweepListener SILENT = new SweepListener() {};

  /** A trial was asked for, or taken up again after the driver was stopped. */
  default void asked(Trial trial, Progress progress) {}

  /** A trial was judged at a rung. */
  default void judged(Trial trial, Rung rung, Decision decision) {}

  /** A trial's worker was lost, and it was sent again. */
  default void retried(Trial trial) {}

  /** A trial ended: completed, pruned or failed. */
  default void told(Trial trial, Progress progress) {}

  /**
   * The sweep has ended.
   *
   * @param reason why no more trials were asked for: a clause such as {@code "all trials have run"}
   */
  default void ended(String reason, Progress progress) {}
}
