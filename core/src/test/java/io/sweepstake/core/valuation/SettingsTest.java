package io.sweepstake.core.valuation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SettingsTest {
  @Test
  void everyListedSettingCanBeNamedAndRebuilt() {
    for (Settings.Listed listed : Settings.all()) {
      Setting setting = Settings.named(listed.name());
      assertThat(setting.name()).isEqualTo(listed.name());
      assertThat(Settings.named(setting.name(), OptionalInt.of(setting.bidders())))
          .isEqualTo(setting);
      assertThat(listed.description()).isNotBlank().doesNotContain("\n");
    }
  }

  @Test
  void sizedNamesTakeAnySize() {
    Setting setting = Settings.named("additive-7x4-uniform");
    assertThat(setting.bidders()).isEqualTo(7);
    assertThat(setting.items()).isEqualTo(4);
    assertThat(setting.demand()).isEqualTo(Demand.ADDITIVE);
    assertThat(Settings.named("unit-3x2-uniform").demand()).isEqualTo(Demand.UNIT_DEMAND);
    assertThat(setting.distribution().support()).isEqualTo(Support.uniform(7, 4, 0, 1));
  }

  @Test
  void singleItemSettingsTakeAnyNumberOfBidders() {
    assertThat(Settings.named("hetero").bidders()).isEqualTo(4);
    assertThat(Settings.named("latent", OptionalInt.of(6)).bidders()).isEqualTo(6);
    assertThat(Settings.named("uniform", OptionalInt.of(1)).items()).isEqualTo(1);
  }

  @Test
  void latentLoadingsCanBeChosenByTheName() {
    assertThat(Settings.named("latent-1").distribution())
        .isEqualTo(Settings.named("latent").distribution());
    assertThat(Settings.named("latent-2").distribution())
        .isNotEqualTo(Settings.named("latent").distribution());
  }

  @Test
  void unknownNamesAreAnsweredWithTheNearest() {
    assertThatThrownBy(() -> Settings.named("additve-2x2-uniform"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"additve-2x2-uniform\"")
        .hasMessageContaining("nearest is \"additive-2x2-uniform\"");
    assertThatThrownBy(() -> Settings.named("additive-7x4-unifrom"))
        .hasMessageContaining("nearest is \"additive-7x4-uniform\"");
    assertThatThrownBy(() -> Settings.named("exponentail"))
        .hasMessageContaining("nearest is \"exponential\"");
  }

  @Test
  void sizesOutOfRangeOrContradictingTheNameAreRefused() {
    assertThatThrownBy(() -> Settings.named("additive-0x2-uniform"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bidders must be from 1 to 100, was 0");
    assertThatThrownBy(() -> Settings.named("uniform", OptionalInt.of(-3)))
        .hasMessageContaining("was -3");
    assertThatThrownBy(() -> Settings.named("additive-2x2-uniform", OptionalInt.of(3)))
        .hasMessageContaining("2 bidders")
        .hasMessageContaining("3");
  }
}
