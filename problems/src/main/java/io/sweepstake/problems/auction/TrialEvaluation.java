package io.sweepstake.problems.auction;

import io.sweepstake.core.economics.Evaluation;
import io.sweepstake.core.economics.Evaluator;
import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.regret.RegretEstimator;
import io.sweepstake.core.regret.StrongAttack;
import io.sweepstake.core.setting.Setting;

/**
 * How a trial's network is judged during a search: on profiles that are the same for all trials of
 * a study and were never trained on, by the strong attack with fewer ascents on fewer profiles. The
 * cheap attack of the literature would not do: at the end of a training it finds a quarter of the
 * regret, so ranking by it picks whoever hides regret best.
 *
 * @param seed of the profiles
 * @param profiles on which revenue is measured
 * @param attackedProfiles how many of them are attacked
 */
public record TrialEvaluation(long seed, int profiles, int attackedProfiles) {
  private static final int LARGE = 12; // bids from which a setting counts as large

  static TrialEvaluation of(Setting setting, long seed) {
    boolean large = setting.bidders() * setting.items() >= LARGE;
    return large
        ? new TrialEvaluation(seed, 32_768, 256)
        : new TrialEvaluation(seed, 131_072, 1_024);
  }

  Evaluation evaluate(Setting setting, Mechanism mechanism) {
    return new Evaluator(setting, seed, profiles, attackedProfiles, attack()).evaluate(mechanism);
  }

  /** The strong attack with coarser grids and fewer ascents. */
  public static RegretEstimator attack() {
    return new StrongAttack(101, 31, 51, 2, 8, 60, 0.05, 0.001);
  }
}
