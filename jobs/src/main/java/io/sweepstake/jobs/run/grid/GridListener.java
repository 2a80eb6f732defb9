package io.sweepstake.jobs.run.grid;

import io.sweepstake.jobs.run.RunListener;
import io.sweepstake.jobs.run.StudyReport;
import io.sweepstake.sweeps.study.Objective;

/** Watches a grid of studies; called on the threads that run them. */
public interface GridListener {
  /** Who watches one study's run. */
  default RunListener study(String cell, Objective objective) {
    return RunListener.SILENT;
  }

  /**
   * A study has come to its end.
   *
   * @param page where its report is
   */
  default void done(String cell, StudyReport report, String page) {}

  /** A study has failed. */
  default void failed(String cell, Throwable error) {}
}
