package io.sweepstake.problems.auction.reproduction;

import io.sweepstake.core.economics.Estimate;
import io.sweepstake.core.economics.Evaluation;
import io.sweepstake.core.economics.Evaluator;
import io.sweepstake.core.engine.tiles.NetworkMechanism;
import io.sweepstake.core.kernel.Loops;
import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.network.MechanismFamilies;
import io.sweepstake.core.network.MechanismFamily;
import io.sweepstake.core.network.NetworkFile;
import io.sweepstake.core.network.TruthfulFamily;
import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.regret.StrongAttack;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.problems.auction.TruthfulVersion;

/**
 * How trained networks are judged: by the strong attack, on profiles that are the same for all
 * networks of a setting and were never trained on. Truthful families need many profiles, to tell
 * their revenue from an optimum nearby, and hardly an attack.
 *
 * @param profiles on which revenue is measured
 * @param attacked how many of them are attacked
 * @param truthfulProfiles likewise for truthful families
 * @param truthfulAttacked likewise
 */
record Judging(int profiles, int attacked, int truthfulProfiles, int truthfulAttacked) {
  private static final long SEED = Seeds.derive(1, "reproduce", 0);

  /** A standard error of revenue below 0.1 %, for truthful families of some 0.03 %. */
  static Judging standard() {
    return new Judging(262_144, 2_048, 2_097_152, 256);
  }

  Evaluation evaluate(MechanismFamily family, Setting setting, Mechanism mechanism) {
    boolean truthful = family instanceof TruthfulFamily;
    return new Evaluator(
            setting,
            SEED,
            truthful ? truthfulProfiles : profiles,
            truthful ? truthfulAttacked : attacked,
            StrongAttack.standard())
        .evaluate(mechanism);
  }

  /** What a network's truthful version earns. */
  Estimate truthfulRevenue(Setting setting, TruthfulVersion made) {
    NetworkFile network = made.network();
    MechanismFamily family = MechanismFamilies.named(network.family());
    return evaluate(
            family,
            setting,
            family.mechanism(
                setting,
                network.architecture(),
                network.weights(),
                NetworkMechanism.on(Loops.best().get())))
        .revenue();
  }
}
