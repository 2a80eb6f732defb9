package io.sweepstake.jobs.report;

import io.sweepstake.core.economics.Evaluation;

/**
 * A trained network, and what it is worth under attack.
 *
 * @param name as people see it
 * @param trial whose network it is, −1 for none's
 */
public record Finalist(String name, int trial, Evaluation evaluation) {
  /** The network of a trial. */
  public Finalist(int trial, Evaluation evaluation) {
    this("trial " + trial, trial, evaluation);
  }
}
