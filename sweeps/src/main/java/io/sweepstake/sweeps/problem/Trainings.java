package io.sweepstake.sweeps.problem;

import io.sweepstake.sweeps.study.Trial;
import java.io.Serializable;

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
}
