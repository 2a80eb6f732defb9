package io.sweepstake.jobs.auction;

import io.sweepstake.core.network.MechanismFamily;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.training.TrainingPlan;
import java.util.List;

/**
 * How families of one kind are trained: which hyper-parameters there are, and the plan they make.
 */
interface FamilyTraining {
  /** Whether this is how a family is trained. */
  boolean trains(MechanismFamily family);

  /** The iterations to be any good, in seconds rather than hours. */
  long defaultIterations();

  /**
   * The hyper-parameters.
   *
   * @param loss which of them are searched by default may hang on it
   */
  List<AuctionParam> params(MechanismFamily family, Setting setting, String loss);

  /**
   * The plan of a trial.
   *
   * @throws IllegalArgumentException naming the first value that a training cannot use
   */
  TrainingPlan plan(
      MechanismFamily family, Setting setting, long iterations, ParamValues values, long seed);

  /**
   * How a family is trained.
   *
   * @throws IllegalArgumentException if nothing here can train it
   */
  static FamilyTraining of(MechanismFamily family) {
    return List.of(new NetworkTraining(), new TruthfulTraining()).stream()
        .filter(training -> training.trains(family))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("family " + family.name() + ": has no trainer"));
  }
}
