package io.sweepstake.sweeps.pruner;

import io.sweepstake.sweeps.study.Goal;
import java.util.Map;

/**
 * A pruner that studies may ask for by name. {@link Pruners} finds the kinds there are as services:
 * a new one is its file, with a kind in it, and a line in {@code META-INF/services}.
 */
public interface PrunerKind {
  /**
   * What it is, with the options that are its own. One that has {@link PrunerOptions#FIRST} or
   * {@link PrunerOptions#WARMUP} is told from which step on a problem's trials may be judged; one
   * that has {@link PrunerOptions#FROZEN}, which parameters cannot change on their way; one that
   * has {@link PrunerOptions#INNER}, what the pruner it names would be told.
   */
  PrunerDescription description();

  /** Whether it only makes sense where a trial's steps are repetitions of one evaluation. */
  default boolean wantsRepetitions() {
    return false;
  }

  /**
   * A pruner; {@link PrunerOptions} read what is given.
   *
   * @param given the options by name
   * @param otherwise what is compared unless the options name a metric
   * @param steps the full length of a trial, at least 1
   * @throws IllegalArgumentException naming the option, the rule and the value
   */
  Pruner pruner(Map<String, String> given, Goal otherwise, long steps);
}
