package io.sweepstake.problems.auction;

import static org.assertj.core.api.Assertions.assertThat;

import io.sweepstake.core.auction.AffineMaximizerAuction;
import io.sweepstake.core.auction.WholeAllocations;
import io.sweepstake.core.engine.tiles.NetworkMechanism;
import io.sweepstake.core.kernel.Loops;
import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.network.affine.Ama;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.Settings;
import io.sweepstake.core.training.DivergedException;
import io.sweepstake.core.training.Training;
import io.sweepstake.core.training.TrainingListener;
import io.sweepstake.core.training.TrainingPlan;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What affine maximisers earn by their presets in seconds. */
class AffinePresetTest {
  private static final Ama AMA = new Ama();

  private static Mechanism trained(Setting setting, long seed) throws DivergedException {
    TrainingPlan plan =
        new AuctionProblem(setting, AMA, OptionalLong.empty(), Map.of()).plan(Map.of(), seed);
    Training training = plan.start(Loops.best().get());
    training.advance(plan.iterations(), plan.iterations(), TrainingListener.NONE);
    return AMA.mechanism(
        setting, plan.architecture(), training.weights(), NetworkMechanism.on(Loops.best().get()));
  }

  private static double revenue(Setting setting, Mechanism mechanism) {
    ValuationProfiles fresh = new ValuationProfiles(1 << 18, setting.bidders(), setting.items());
    setting.distribution().sample(0, fresh, 991);
    double sum = 0;
    for (float payment : mechanism.run(fresh).payments()) {
      sum += payment;
    }
    return sum / fresh.count();
  }

  /** Its three numbers, found in 2026, earn .874403; a public certificate has them. */
  @Test
  void twoBiddersAndTwoItemsEarnWhatTheBestKnownMaximiserDoes() throws DivergedException {
    Setting setting = Settings.named("additive-2x2-uniform");
    float[] allocations = WholeAllocations.of(setting.demand(), 2, 2);
    double[] boosts = new double[allocations.length / 4];
    for (int k = 0; k < boosts.length; k++) {
      float first = allocations[4 * k] + allocations[4 * k + 1];
      float second = allocations[4 * k + 2] + allocations[4 * k + 3];
      boosts[k] =
          first + second == 0
              ? 0
              : first + second == 1 ? -0.636 : Math.max(first, second) == 2 ? -0.91 : -1.137;
    }
    double known =
        revenue(setting, new AffineMaximizerAuction(List.of(1.0, 1.0), boosts, allocations));

    double found = revenue(setting, trained(setting, 1));

    // Of the same profiles, so that the difference is far less noisy than either.
    assertThat(found - known).isBetween(-2.5e-4, 1.5e-4);
  }

  /** From boosts that took no note of whose values are high, seed 2 came to earn 4.16. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void noSeedEndsFarBelowTheOthers(long seed) throws DivergedException {
    Setting setting = Settings.named("combinatorial-2x2-uniform-12-15");

    assertThat(revenue(setting, trained(setting, seed))).isGreaterThan(4.25);
  }
}
