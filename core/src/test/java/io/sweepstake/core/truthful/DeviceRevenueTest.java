package io.sweepstake.core.truthful;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.core.engine.ChoiceBatch;
import io.sweepstake.core.engine.ChoiceShape;
import io.sweepstake.core.engine.ChoiceTask;
import io.sweepstake.core.engine.Device;
import io.sweepstake.core.engine.Engines;
import io.sweepstake.core.engine.opencl.OnDevice;
import io.sweepstake.core.kernel.Loops;
import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.network.FinitelyConvex;
import io.sweepstake.core.network.TruthfulFamily;
import io.sweepstake.core.network.affine.LotteryAma;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.Settings;
import io.sweepstake.core.valuation.ValuationProfiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Kernels for choices keep the contract of the processor's loops. */
@ExtendWith(OnDevice.class)
class DeviceRevenueTest extends OptionRevenueContract {
  @Override
  SmoothRevenue revenue(
      TruthfulFamily family, Setting setting, Architecture architecture, float scale) {
    return new OnADevice((OptionRevenue) here(family, setting, architecture, scale));
  }

  private static SmoothRevenue here(
      TruthfulFamily family, Setting setting, Architecture architecture, float scale) {
    return SmoothRevenue.of(family, setting, architecture, Loops.SCALAR.get(), scale);
  }

  @Test
  void choicesStraightThroughAndOverTheSpreadOfUtilitiesAreTheProcessors() {
    for (MenuChoice choice : MenuChoice.values()) {
      agrees(new FinitelyConvex(), "additive-1x2-uniform", 13, choice, 40);
      agrees(new LotteryAma(), "additive-3x2-uniform", 9, choice, 20);
    }
  }

  @Test
  void productsThatAreWorthByASigmoidOrAHingeEarnWhatTheyDoOnTheProcessor() {
    for (MenuChoice choice : MenuChoice.values()) {
      agrees(new FinitelyConvex(), "screening-1x2:uniform(0,1)", 7, choice, 40);
      agrees(
          new FinitelyConvex(),
          "screening-1x2(sigmoid(2,4),length(1)):uniform(0,1)",
          7,
          choice,
          40);
      agrees(
          new FinitelyConvex(),
          "screening-1x3(hinge(1),squares(0.1),at-most(4)):lognormal(0,0.25)",
          7,
          choice,
          40);
    }
  }

  private void agrees(
      TruthfulFamily family, String name, int size, MenuChoice choice, double sharpness) {
    Setting setting = Settings.named(name);
    Architecture architecture = Architecture.uniform(size, 1);
    SmoothRevenue here = here(family, setting, architecture, 2);
    SmoothRevenue there = revenue(family, setting, architecture, 2);
    float[] parameters = new float[here.parameters()];
    here.read(family.initial(setting, architecture, 3), parameters);
    ValuationProfiles profiles = new ValuationProfiles(75, setting.bidders(), setting.items());
    setting.distribution().sample(0, profiles, 5);
    float[] gradient = new float[parameters.length];
    float[] found = new float[parameters.length];
    double revenue = here.measure(parameters, profiles, choice, sharpness, gradient);

    assertThat(there.measure(parameters, profiles, choice, sharpness, found))
        .isCloseTo(revenue, within(1e-5));
    assertThat(there.certainty()).isCloseTo(here.certainty(), within(1e-5));
    for (int k = 0; k < found.length; k++) {
      assertThat(found[k])
          .as("%s, %s, parameter %d", family.name(), choice, k)
          .isCloseTo(gradient[k], within(2e-5f));
    }
  }

  /** A revenue with its loop on the device. */
  private record OnADevice(OptionRevenue inner, double[] sure) implements SmoothRevenue {
    OnADevice(OptionRevenue inner) {
      this(inner, new double[1]);
    }

    @Override
    public double measure(
        float[] parameters,
        ValuationProfiles profiles,
        MenuChoice choice,
        double sharpness,
        float[] gradient) {
      ChoiceShape shape = inner.shape(profiles.count());
      ChoiceTask task = new ChoiceTask(shape);
      inner.ask(parameters, profiles, choice, sharpness, task);
      try (ChoiceBatch batch =
          Engines.named("opencl:0", Device.CPU).choices().orElseThrow().batch(shape, 1)) {
        batch.choose(new ChoiceTask[] {task}, new int[] {0});
      }
      sure[0] = task.certainty / profiles.count();
      return inner.told(parameters, profiles.count(), choice, task, gradient);
    }

    @Override
    public double certainty() {
      return sure[0];
    }

    @Override
    public int parameters() {
      return inner.parameters();
    }

    @Override
    public void read(NetworkWeights weights, float[] parameters) {
      inner.read(weights, parameters);
    }

    @Override
    public NetworkWeights write(float[] parameters) {
      return inner.write(parameters);
    }
  }
}
