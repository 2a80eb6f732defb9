package io.sweepstake.jobs.auction;

import io.sweepstake.core.network.MechanismFamily;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.training.TrainingPlan;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Turns hyper-parameter values into a training plan.
 *
 * @param iterations of every training; at least 1
 */
public record AuctionTraining(Setting setting, MechanismFamily family, long iterations) {
  public AuctionTraining {
    if (iterations < 1) {
      throw new IllegalArgumentException("iterations: must be at least 1, was " + iterations);
    }
  }

  /**
   * The iterations that a family needs to be any good, in seconds rather than hours; or those that
   * were published.
   *
   * @param chosen values of hyper-parameters by name; the preset is looked at
   */
  public static long defaultIterations(MechanismFamily family, Map<String, ?> chosen) {
    return AuctionParams.iterations(family, chosen);
  }

  /**
   * The plan of a trial.
   *
   * @param values of hyper-parameters, by name; those without one have their preset, so that a
   *     study goes on that began before a hyper-parameter existed
   * @throws IllegalArgumentException naming the first that a training cannot use, or the family if
   *     nothing here can train it
   */
  public TrainingPlan spec(Map<String, Object> values, long seed) {
    Map<String, Object> all = new LinkedHashMap<>(values);
    for (AuctionParam param : AuctionParams.of(family, setting, values)) {
      all.putIfAbsent(param.name(), param.preset());
    }
    return FamilyTraining.of(family).plan(family, setting, iterations, new ParamValues(all), seed);
  }
}
