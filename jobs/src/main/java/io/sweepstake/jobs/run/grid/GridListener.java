package io.sweepstake.jobs.run.grid;

import io.sweepstake.jobs.run.RunListener;
import io.sweepstake.sweeps.study.Objective;

/** Watches a grid of studies; called on the threads that run them. */
public interface GridListener {
  /** Who watches one study's run. */
  default RunListener study(String cell, Objective objective) {
    return RunListener.SILENT;
  }

  /** A study has come to its end. */
  default void done(String cell) {}

  /** A study has failed. */
  default void failed(String cell, Throwable error) {}
}
