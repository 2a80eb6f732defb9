package io.sweepstake.sweeps.problem;

import io.sweepstake.sweeps.run.trial.TrialFunction;
import io.sweepstake.sweeps.study.Trial;
import java.util.Map;

/** A problem whose trials are trainings that it starts itself; it travels to the workers whole. */
public interface TrainedProblem extends Problem, Trainings {
  /**
   * A training at step 0.
   *
   * @param values of the hyper-parameters by name, as {@link #values} has them
   * @param seed of whatever it draws, the trial's own
   * @throws RuntimeException if there is none; the trial then fails
   */
  Training start(Map<String, Object> values, long seed);

  @Override
  default Training start(Trial trial) {
    return start(values(trial), trial.seed());
  }

  @Override
  default TrialFunction trials(TrialOrder order) {
    return new TrainedTrials(order.study(), steps(), this);
  }
}
