package io.sweepstake.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.network.EquivariantNet;
import io.sweepstake.core.network.RegretNet;
import io.sweepstake.core.program.LayerWeights;
import io.sweepstake.core.program.NetworkProgram;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.Settings;
import io.sweepstake.core.valuation.ValuationProfiles;
import org.junit.jupiter.api.Test;

class StandardisedStartTest {
  private static final Setting PAIRS = Settings.named("combinatorial-2x2-uniform-12-15");
  private static final NetworkProgram PROGRAM =
      new RegretNet().program(PAIRS, Architecture.uniform(20, 2));

  @Test
  void aLayerThatReadsBidsSeesThemStandardised() {
    double gain = 2.5;
    LayerWeights layer = layer(new StandardisedStart(gain), "payment.0");
    LayerWeights glorot = layer(new GlorotStart(), "payment.0");
    int width = PAIRS.bidders() * PAIRS.items();
    int count = 20_000;
    ValuationProfiles profiles = new ValuationProfiles(count, PAIRS.bidders(), PAIRS.items());
    PAIRS.distribution().sample(1_000_000, profiles, 99);
    for (int unit = 0; unit < layer.shape().outputs(); unit++) {
      double sum = 0;
      double squares = 0;
      for (int p = 0; p < count; p++) {
        double seen = layer.bias()[unit];
        for (int k = 0; k < width; k++) {
          seen += layer.weights()[unit * width + k] * profiles.values()[p * width + k];
        }
        sum += seen;
        squares += seen * seen;
      }
      double expected = 0; // variance: values are independent here
      for (int k = 0; k < width; k++) {
        expected += Math.pow(gain * glorot.weights()[unit * width + k], 2);
      }
      double deviation = Math.sqrt(expected);
      assertThat(sum / count).isCloseTo(0, within(0.05 * deviation));
      assertThat(Math.sqrt(squares / count)).isCloseTo(deviation, within(0.05 * deviation));
    }
  }

  @Test
  void aSharedLayerThatReadsMeansOfBidsSeesThemStandardised() {
    Setting setting = Settings.named("additive-3x10-uniform");
    NetworkProgram program = new EquivariantNet().program(setting, Architecture.uniform(4, 2));
    double gain = 1.5;
    LayerWeights layer = layer(program, setting, new StandardisedStart(gain), "payment.0.item");
    LayerWeights glorot = layer(program, setting, new GlorotStart(), "payment.0.item");
    int count = 5_000;
    ValuationProfiles profiles = new ValuationProfiles(count, 3, 10);
    setting.distribution().sample(1_000_000, profiles, 99);
    for (int unit = 0; unit < 4; unit++) {
      double sum = 0;
      double squares = 0;
      for (int p = 0; p < count; p++) {
        for (int j = 0; j < 10; j++) {
          double mean = 0;
          for (int i = 0; i < 3; i++) {
            mean += profiles.value(p, i, j) / 3;
          }
          double seen = layer.bias()[unit] + layer.weights()[unit] * mean;
          sum += seen / (count * 10);
          squares += seen * seen / (count * 10);
        }
      }
      double deviation = Math.abs(gain * glorot.weights()[unit]);
      assertThat(sum).isCloseTo(0, within(0.05 * deviation));
      assertThat(Math.sqrt(squares)).isCloseTo(deviation, within(0.05 * deviation));
    }
    assertThat(layer(program, setting, new StandardisedStart(gain), "payment.1.item"))
        .isEqualTo(layer(program, setting, new GlorotStart(), "payment.1.item"));
  }

  @Test
  void otherLayersAreGlorots() {
    assertThat(layer(new StandardisedStart(3), "payment.1"))
        .isEqualTo(layer(new GlorotStart(), "payment.1"));
    assertThat(layer(new StandardisedStart(3), "payment.0"))
        .isNotEqualTo(layer(new GlorotStart(), "payment.0"));
  }

  @Test
  void theGainMustBePositive() {
    assertThatThrownBy(() -> new StandardisedStart(0))
        .hasMessage("input_gain: must be above 0, was 0");
    assertThatThrownBy(() -> new StandardisedStart(Double.NaN)).hasMessageContaining("was NaN");
  }

  private static LayerWeights layer(StartingWeights start, String name) {
    return layer(PROGRAM, PAIRS, start, name);
  }

  private static LayerWeights layer(
      NetworkProgram program, Setting setting, StartingWeights start, String name) {
    NetworkWeights weights = start.of(program, setting, 7);
    return weights.layers().stream()
        .filter(layer -> layer.shape().name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
