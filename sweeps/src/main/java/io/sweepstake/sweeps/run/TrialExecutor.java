package io.sweepstake.sweeps.run;

import io.sweepstake.sweeps.run.trial.Pack;
import io.sweepstake.sweeps.run.trial.Packing;
import io.sweepstake.sweeps.study.Trial;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Where packs run: threads of this process, or a cluster. */
public interface TrialExecutor extends AutoCloseable {
  /**
   * Sends a pack to a worker.
   *
   * @return completes with one row per trial of the pack. Completing exceptionally fails the pack's
   *     trials: as {@code LOST_WORKER}, to be sent again, for a {@link LostWorkerException}, and as
   *     {@code BUG} for anything else.
   */
  CompletionStage<List<Trial>> submit(Pack pack);

  /** How many packs can run at a time. */
  int slots();

  /** Which trials a pack may hold. */
  Packing packing();

  /** Gives up what is running. */
  @Override
  void close();
}
