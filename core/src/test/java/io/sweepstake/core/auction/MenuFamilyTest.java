package io.sweepstake.core.auction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.core.engine.tiles.NetworkMechanism;
import io.sweepstake.core.kernel.Loops;
import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.network.FinitelyConvex;
import io.sweepstake.core.network.MechanismFamilies;
import io.sweepstake.core.network.NetworkFile;
import io.sweepstake.core.network.RochetNet;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.setting.Demand;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.Settings;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** RochetNet is truthful whatever its weights, before any training. */
class MenuFamilyTest {
  private static final Architecture MENU = Architecture.uniform(40, 1);

  private static Mechanism mechanism(Setting setting) {
    RochetNet family = new RochetNet();
    return family.mechanism(
        setting, MENU, family.initial(setting, MENU, 11), NetworkMechanism.on(Loops.SCALAR.get()));
  }

  @Nested
  class AdditiveMenuIsTruthful extends MechanismContract {
    @Override
    Setting setting() {
      return Settings.named("additive-1x3-uniform");
    }

    @Override
    Mechanism mechanism() {
      return MenuFamilyTest.mechanism(setting());
    }
  }

  @Nested
  class UnitDemandMenuIsTruthful extends MechanismContract {
    @Override
    Setting setting() {
      return Settings.named("unit-1x2-uniform-23");
    }

    @Override
    Mechanism mechanism() {
      return MenuFamilyTest.mechanism(setting());
    }
  }

  @Test
  void severalBiddersAreRefused() {
    assertThatThrownBy(
            () ->
                MechanismFamilies.named("rochetnet")
                    .defaultArchitecture(Settings.named("additive-2x2-uniform")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "family rochetnet: is for a single bidder, but setting additive-2x2-uniform has 2");
  }

  @Test
  void theChanceOfAPairFollowsThoseOfItsItems() {
    float[] inputs = {0.5f, 0.4f, 0.9f, 0.8f, 0.7f, 0.1f, 0.6f, 0.5f, 0.3f, 1.2f, -1f, 0.5f};
    float[] lotteries = new float[inputs.length];

    new FinitelyConvex().lotteries(Demand.COMBINATORIAL, 3, inputs, lotteries);

    assertThat(lotteries)
        .containsExactly(
            new float[] {0.5f, 0.4f, 0.4f, 0.8f, 0.7f, 0.5f, 0.6f, 0.5f, 0.3f, 1, 0, 0},
            within(1e-6f));
  }

  @Test
  void aMenuSurvivesItsFile() {
    Setting setting = Settings.named("unit-1x2-uniform");
    NetworkWeights weights = new RochetNet().initial(setting, MENU, 3);
    NetworkFile file = new NetworkFile(setting.name(), 1, "rochetnet", MENU, weights);

    assertThat(NetworkFile.fromBytes(file.toBytes())).isEqualTo(file);
    assertThat(weights.layers().get(0).shape().inputs()).isEqualTo(3);
  }
}
