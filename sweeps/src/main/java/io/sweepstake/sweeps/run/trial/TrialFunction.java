package io.sweepstake.sweeps.run.trial;

import io.sweepstake.sweeps.pruner.Rung;
import io.sweepstake.sweeps.study.Trial;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * Trains a pack of trials up to a rung: the work of a worker.
 *
 * <p>A function of the trials' points, seeds and checkpoints only. A trial that reaches its end
 * comes back {@link Trial#completed completed} or {@link Trial#failed failed}; one that is to be
 * judged at a rung before its end comes back running, with the measurements it made, the last of
 * them at or beyond the rung, and, among its {@link Trial#artifacts artifacts}, the {@link
 * io.sweepstake.sweeps.study.Artifact#CHECKPOINT checkpoint} it goes on from; it finds that
 * artifact again when it does. A trial whose {@link io.sweepstake.sweeps.study.Ask#origin origin}
 * is another's checkpoint finds that one, and trains on from its step with its own point.
 */
@FunctionalInterface
public interface TrialFunction extends Serializable {
  /**
   * Trains every trial of a pack up to the rung.
   *
   * @param pack trials with different numbers, of one shape (see {@link
   *     io.sweepstake.sweeps.run.trial.Packing})
   * @param upTo where to stop; {@link Rung#isEnd} when they are to run through
   * @return the same trials in the same order, each with what became of it
   */
  List<Trial> advance(List<Trial> pack, Rung upTo);

  /**
   * How many trials of one shape fill this worker's device; at least 1, which is what it is where
   * they are trained one after the other.
   *
   * @param like one of that shape
   */
  default int capacity(Trial like) {
    return 1;
  }

  /** This function with a {@link Deadline} on every trial. */
  default TrialFunction within(Duration limit) {
    return new Deadline(this, limit, Deadline.GRACE);
  }
}
