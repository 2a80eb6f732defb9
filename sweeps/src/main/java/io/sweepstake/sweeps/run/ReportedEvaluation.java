package io.sweepstake.sweeps.run;

import io.sweepstake.sweeps.study.Metrics;

/** A trial that reports on its way, and stops when it is told to. Runs in the study's process. */
@FunctionalInterface
public interface ReportedEvaluation {
  /**
   * Runs a trial.
   *
   * @return what it came to, with all metrics of the objective
   * @throws TrialPrunedException when it stopped because {@link Course#shouldPrune} said so
   * @throws Exception which is this trial's failure, and no other's
   */
  Metrics evaluate(Course course) throws Exception;
}
