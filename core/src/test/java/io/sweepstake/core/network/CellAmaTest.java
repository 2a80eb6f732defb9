package io.sweepstake.core.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sweepstake.core.descent.LearningRate;
import io.sweepstake.core.kernel.Loops;
import io.sweepstake.core.network.affine.CellAma;
import io.sweepstake.core.program.LayerWeights;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.Settings;
import io.sweepstake.core.training.DivergedException;
import io.sweepstake.core.training.Training;
import io.sweepstake.core.training.TrainingListener;
import io.sweepstake.core.truthful.ChoicePhase;
import io.sweepstake.core.truthful.MenuChoice;
import io.sweepstake.core.truthful.Sharpness;
import io.sweepstake.core.truthful.TruthfulTrainingSpec;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CellAmaTest {
  private static final Setting SETTING = Settings.named("additive-2x2-uniform");
  private static final CellAma FAMILY = new CellAma();
  private static final Architecture ARCHITECTURE = FAMILY.defaultArchitecture(SETTING);

  @Test
  void whatTrainingLeavesSurvivesItsFileAndIsCheckedWhenOpened() throws DivergedException {
    Training training =
        new TruthfulTrainingSpec(
                SETTING,
                FAMILY,
                ARCHITECTURE,
                new ChoicePhase(
                    MenuChoice.SOFT, new Sharpness(20, 200), new LearningRate(1e-2, 1e-4)),
                Optional.empty(),
                256,
                300,
                1,
                Optional.empty())
            .start(Loops.SCALAR.get());
    training.advance(300, 300, TrainingListener.NONE);
    NetworkWeights weights = training.weights();
    ValuationProfiles profiles = new ValuationProfiles(1 << 17, 2, 2);
    SETTING.distribution().sample(0, profiles, 9);

    NetworkFile file =
        NetworkFile.fromBytes(
            new NetworkFile(SETTING.name(), 2, FAMILY.name(), ARCHITECTURE, weights).toBytes());

    assertThat(file.weights()).isEqualTo(weights);
    double paid = 0;
    float[] payments =
        FAMILY
            .mechanism(SETTING, ARCHITECTURE, file.weights(), (program, kernels) -> null)
            .run(profiles)
            .payments();
    for (float payment : payments) {
      paid += payment;
    }
    assertThat(paid / profiles.count()).isBetween(0.870, 0.882);

    LayerWeights menus = weights.layers().get(2);
    float[] given = menus.weights().clone();
    given[given.length - 1] -= 0.5f;
    NetworkWeights tampered =
        new NetworkWeights(
            List.of(
                weights.layers().get(0),
                weights.layers().get(1),
                new LayerWeights(menus.shape(), given, menus.bias())));
    assertThatThrownBy(
            () -> FAMILY.mechanism(SETTING, ARCHITECTURE, tampered, (program, kernels) -> null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("cell menus: may sell an item twice");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "additive-3x2-uniform|is for two bidders and two or three items",
        "additive-2x4-uniform|is for two bidders and two or three items",
        "unit-2x2-uniform|is for two bidders and two or three items, additive demand",
        "combinatorial-2x2-uniform-12|additive demand and values in a box",
        "additive-2x2:uniform(0,1);uniform(0,3)|values are all uniform on the same interval",
        "additive-2x2-copula|values are all uniform on the same interval"
      })
  void settingsThatItIsNotForAreRefusedByName(String name, String why) {
    Setting setting = Settings.named(name);

    assertThat(FAMILY.covers(setting)).isFalse();
    assertThatThrownBy(() -> FAMILY.defaultArchitecture(setting))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("family cell-ama: ")
        .hasMessageContaining(why)
        .hasMessageContaining("setting " + name);
  }
}
