package io.sweepstake.core.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.core.engine.tiles.NetworkMechanism;
import io.sweepstake.core.kernel.Loops;
import io.sweepstake.core.mechanism.Outcomes;
import io.sweepstake.core.program.NetworkProgram;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.Settings;
import io.sweepstake.core.valuation.ValuationProfiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EquivariantNetTest {
  private static final EquivariantNet FAMILY = new EquivariantNet();
  private static final int[] BIDDERS = {2, 0, 1}; // who each bidder is when renamed
  private static final int[] ITEMS = {1, 2, 3, 0};

  @ParameterizedTest
  @ValueSource(strings = {"additive-3x4-uniform", "unit-3x4-uniform"})
  void renamingBiddersAndItemsRenamesTheOutcome(String name) {
    ValuationProfiles profiles = profiles(Settings.named(name));
    ValuationProfiles renamed = new ValuationProfiles(profiles.count(), 3, 4);
    for (int k = 0; k < profiles.count(); k++) {
      for (int i = 0; i < 3; i++) {
        for (int j = 0; j < 4; j++) {
          renamed.set(k, i, j, profiles.value(k, BIDDERS[i], ITEMS[j]));
        }
      }
    }
    Outcomes outcomes = run(Settings.named(name), profiles);
    Outcomes after = run(Settings.named(name), renamed);

    for (int k = 0; k < profiles.count(); k++) {
      for (int i = 0; i < 3; i++) {
        assertThat(after.payment(k, i)).isCloseTo(outcomes.payment(k, BIDDERS[i]), within(1e-6f));
        for (int j = 0; j < 4; j++) {
          assertThat(after.allocation(k, i, j))
              .isCloseTo(outcomes.allocation(k, BIDDERS[i], ITEMS[j]), within(1e-6f));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"additive-3x4-uniform", "unit-3x4-uniform"})
  void nothingIsSoldTwiceAndNobodyPaysMoreThanSheReported(String name) {
    boolean unitDemand = name.startsWith("unit");
    ValuationProfiles profiles = profiles(Settings.named(name));
    Outcomes outcomes = run(Settings.named(name), profiles);
    for (int k = 0; k < profiles.count(); k++) {
      for (int j = 0; j < 4; j++) {
        float sold = 0;
        for (int i = 0; i < 3; i++) {
          sold += outcomes.allocation(k, i, j);
        }
        assertThat(sold).isLessThanOrEqualTo(1.000001f);
      }
      for (int i = 0; i < 3; i++) {
        float got = 0;
        float utility = -outcomes.payment(k, i);
        for (int j = 0; j < 4; j++) {
          got += outcomes.allocation(k, i, j);
          utility += outcomes.allocation(k, i, j) * profiles.value(k, i, j);
        }
        assertThat(utility).isGreaterThan(-1e-6f);
        assertThat(got).isLessThanOrEqualTo(unitDemand ? 1.000001f : 4);
      }
    }
  }

  @Test
  void itsWeightsHangOnNeitherBiddersNorItems() {
    Architecture architecture = Architecture.uniform(5, 2);
    assertThat(FAMILY.layers(Settings.named("additive-5x10-uniform"), architecture))
        .isEqualTo(FAMILY.layers(Settings.named("additive-2x2-uniform"), architecture));
  }

  @Test
  void settingsWhoseItemsDifferAreRefused() {
    Setting setting = Settings.named("additive-1x2-uniform-416-47");
    assertThatThrownBy(() -> FAMILY.defaultArchitecture(setting))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("look alike")
        .hasMessageContaining(setting.name());
  }

  private static ValuationProfiles profiles(Setting setting) {
    ValuationProfiles profiles = new ValuationProfiles(100, 3, 4);
    setting.distribution().sample(0, profiles, 5);
    return profiles;
  }

  private static Outcomes run(Setting setting, ValuationProfiles reports) {
    NetworkProgram program = FAMILY.program(setting, Architecture.uniform(7, 2));
    return new NetworkMechanism(program, NetworkWeights.glorot(program, 3), Loops.best().get())
        .run(reports);
  }
}
