package io.sweepstake.jobs.run;

import io.sweepstake.sweeps.run.SweepListener;
import io.sweepstake.sweeps.space.PartialPoint;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.transfer.Transfer;
import java.util.Optional;

/** Watches a run of a study. Called on the thread that runs it. */
public interface RunListener {
  RunListener SILENT = new RunListener() {};

  /** The store has something to say, while it waits for another driver or mends a file. */
  default void notices(String line) {}

  /** Trials were taken over from somewhere. */
  default void imported(String source, Transfer.Result result) {}

  /**
   * A point was to be run first.
   *
   * @param trial as which it will; empty if the study has it
   */
  default void enqueued(PartialPoint point, Optional<Trial> trial) {}

  /** A preparation tells what happens, a line at a time. */
  default void prepares(String line) {}

  /** Who watches the search, which begins now. */
  default SweepListener searches(History history) {
    return SweepListener.SILENT;
  }

  /**
   * What a trial left is being judged.
   *
   * @param retraining 0 for its own; from 1, what its point left with that fresh seed
   * @param place {@code 2/3}, or why it is judged beside those
   * @param percent how much of it is done; 0 when it begins
   */
  default void judges(Trial trial, int retraining, String place, int percent) {}

  /**
   * A finalist's point was run again.
   *
   * @param trial whose point it is
   * @param retraining which of the fresh seeds, from 1
   * @param of how many there are
   * @param row what came of it
   */
  default void retrained(Trial trial, int retraining, int of, Trial row) {}

  /** Nothing is being judged any more. */
  default void judged() {}
}
