package io.sweepstake.sweeps.analysis;

import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.History;

/** Says how much each parameter of a study matters for how its trials turned out. */
public interface ParamImportance {
  /**
   * For the study's own objective, among its completed trials.
   *
   * @throws IllegalArgumentException when the objective, or what has completed, does not allow it
   */
  Importances of(History history);

  /**
   * For a goal of one's own, which may be about any metric, among the completed trials that have a
   * finite value of it; constraints do not matter then.
   *
   * @throws IllegalArgumentException when what has completed does not allow it
   */
  Importances of(History history, Goal goal);
}
