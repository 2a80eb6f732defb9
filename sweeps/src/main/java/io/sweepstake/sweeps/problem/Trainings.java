package io.sweepstake.sweeps.problem;

import io.sweepstake.sweeps.study.Trial;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * Starts the trials of a study; what travels to workers, so it should be small.
 *
 * <p>A value: equal ones start equal trainings.
 */
public interface Trainings extends Serializable {
  /**
   * A training of a trial's point with its seed, at step 0.
   *
   * @throws RuntimeException if there is none; the trial then fails
   */
  Training start(Trial trial);

  /**
   * Trainings of several trials, at step 0, that advance together. As a rule there are none, and
   * trials of a pack are trained one after the other.
   *
   * @param trials of one {@link io.sweepstake.sweeps.run.trial.Packing#shape shape}
   * @throws RuntimeException if they cannot; halves of them are then tried
   */
  default Optional<TrainingPack> start(List<Trial> trials) {
    return Optional.empty();
  }

  /** What trains a trial, from its last rung on, where these fail; as a rule it fails. */
  default Optional<Trainings> instead() {
    return Optional.empty();
  }

  /** How many trainings of a trial's shape fill a worker's device. Asked there; at least 1. */
  default int capacity(Trial like) {
    return 1;
  }
}
