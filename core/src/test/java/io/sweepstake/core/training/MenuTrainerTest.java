package io.sweepstake.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.core.engine.Engines;
import io.sweepstake.core.engine.Kernels;
import io.sweepstake.core.engine.NetworkMechanism;
import io.sweepstake.core.mechanism.Outcomes;
import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.network.NetworkWeights;
import io.sweepstake.core.network.RochetNet;
import io.sweepstake.core.valuation.Demand;
import io.sweepstake.core.valuation.Seeds;
import io.sweepstake.core.valuation.Setting;
import io.sweepstake.core.valuation.Settings;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MenuTrainerTest {
  private static final double STEP = 1e-6;

  @ParameterizedTest
  @EnumSource(Engines.class)
  void stoppingAndResumingEqualsNeverStopping(Engines engine) throws DivergedException {
    for (MenuChoice choice : MenuChoice.values()) {
      MenuTrainingSpec spec = spec("unit-1x2-uniform-23", choice, 13, 70, 40, 0.02);
      Training through = spec.start(engine.get());
      through.advance(40, 10, TrainingListener.NONE);

      Training first = spec.start(engine.get());
      first.advance(17, 10, TrainingListener.NONE);
      byte[] saved = first.checkpoint().toBytes();
      Training second = spec.start(engine.get());
      second.restore(TrainingCheckpoint.fromBytes(saved));
      second.advance(40, 10, TrainingListener.NONE);

      assertThat(second.weights()).isEqualTo(through.weights());
      assertThat(second.checkpoint().toBytes()).isEqualTo(through.checkpoint().toBytes());
    }
  }

  @Test
  void anotherMenusCheckpointIsRefused() {
    Training one = spec("additive-1x2-uniform", MenuChoice.SOFT, 5, 10, 4, 0.02).start(scalar());
    Training other = spec("additive-1x2-uniform", MenuChoice.STE, 5, 10, 4, 0.02).start(scalar());

    assertThatThrownBy(() -> other.restore(one.checkpoint()))
        .hasMessageContaining("another training");
  }

  @Test
  void aTrainingStartsFromGivenWeights() {
    MenuTrainingSpec spec = spec("additive-1x2-uniform", MenuChoice.SOFT, 5, 10, 4, 0.02);
    NetworkWeights other = new RochetNet().initial(spec.setting(), spec.architecture(), 99);

    assertThat(spec.startingFrom(other).start(scalar()).weights()).isEqualTo(other);
  }

  @Test
  void divergenceNamesTheIteration() {
    MenuTrainingSpec spec = spec("additive-1x2-uniform", MenuChoice.SOFT, 5, 10, 4, 0.02);
    NetworkWeights weights = new RochetNet().initial(spec.setting(), spec.architecture(), 1);
    weights.layers().get(0).bias()[2] = Float.NaN;

    assertThatThrownBy(
            () -> spec.startingFrom(weights).start(scalar()).advance(1, 1, TrainingListener.NONE))
        .isInstanceOf(DivergedException.class)
        .hasMessageContaining("iteration 0");
  }

  @ParameterizedTest
  @CsvSource({"ADDITIVE,1", "ADDITIVE,3", "UNIT_DEMAND,2", "UNIT_DEMAND,17"})
  void gradientsAreThoseOfFloat64FiniteDifferences(Demand demand, int items) {
    int options = 7;
    float scale = 2.5f;
    double sharpness = 12;
    for (Engines engine : Engines.availableOnes()) {
      MenuRevenue menu = new MenuRevenue(engine.get(), demand, items, options, scale);
      float[] parameters = new float[menu.parameters()];
      for (int k = 0; k < parameters.length; k++) {
        boolean price = k >= parameters.length - options;
        parameters[k] = (float) (price ? 0.2 * items * Seeds.uniform(3, k) : Seeds.normal(3, k));
      }
      ValuationProfiles profiles = new ValuationProfiles(75, 1, items);
      for (int k = 0; k < profiles.values().length; k++) {
        profiles.values()[k] = (float) (scale * Seeds.uniform(4, k));
      }
      float[] gradient = new float[parameters.length];
      double revenue = menu.measure(parameters, profiles, MenuChoice.SOFT, sharpness, gradient);

      double[] exact = new double[parameters.length];
      for (int k = 0; k < exact.length; k++) {
        exact[k] = parameters[k];
      }
      assertThat(revenue)
          .isCloseTo(
              scale * softRevenue(demand, items, exact, profiles, scale, sharpness),
              within(1e-4 * scale));
      for (int k = 0; k < exact.length; k++) {
        double value = exact[k];
        exact[k] = value + STEP;
        double up = softRevenue(demand, items, exact, profiles, scale, sharpness);
        exact[k] = value - STEP;
        double down = softRevenue(demand, items, exact, profiles, scale, sharpness);
        exact[k] = value;
        assertThat((double) gradient[k])
            .as("%s, parameter %d", engine, k)
            .isCloseTo(-(up - down) / (2 * STEP), within(2e-5));
      }
    }
  }

  /** In units of scale, by the definition. */
  private static double softRevenue(
      Demand demand,
      int items,
      double[] parameters,
      ValuationProfiles profiles,
      double scale,
      double sharpness) {
    int logits = RochetNet.logits(demand, items);
    int options = parameters.length / (logits + 1);
    double sum = 0;
    for (int s = 0; s < profiles.count(); s++) {
      double weights = 1; // of taking nothing
      double paid = 0;
      for (int k = 0; k < options; k++) {
        double price = parameters[options * logits + k];
        double utility = -price;
        double total = 0;
        for (int l = 0; l < logits; l++) {
          total += Math.exp(parameters[k * logits + l]);
        }
        for (int j = 0; j < items; j++) {
          double e = Math.exp(parameters[k * logits + j]);
          double probability = demand == Demand.ADDITIVE ? e / (1 + e) : e / total;
          utility += probability * profiles.value(s, 0, j) / scale;
        }
        double weight = Math.exp(sharpness * utility);
        weights += weight;
        paid += weight * price;
      }
      sum += paid / weights;
    }
    return sum / profiles.count();
  }

  @Test
  void straightThroughMeasuresWhatTheBestOptionPays() throws DivergedException {
    MenuTrainingSpec spec = spec("additive-1x3-uniform", MenuChoice.STE, 9, 130, 1, 1e-9);
    Training training = spec.start(scalar());
    double[] measured = new double[1];
    training.advance(1, 1, news -> measured[0] = news.revenue());
    ValuationProfiles batch = new ValuationProfiles(130, 1, 3);
    spec.setting()
        .distribution()
        .sample(0, batch, Seeds.derive(spec.seed(), "training profiles", 0));

    assertThat(measured[0]).isCloseTo(revenue(spec, training, batch), within(1e-5));
  }

  @ParameterizedTest
  @CsvSource({
    "additive-1x2-uniform, 0.549201",
    "unit-1x2-uniform, 0.384900",
    "unit-1x2-uniform-23, 2.133132",
    "additive-1x2-uniform-416-47, 9.77778"
  })
  void aShortTrainingComesNearTheKnownOptimum(String name, double optimum)
      throws DivergedException {
    MenuTrainingSpec spec = spec(name, MenuChoice.SOFT, 60, 128, 1500, 0.02);
    Training training = spec.start(Engines.best().get());
    training.advance(1500, 1500, TrainingListener.NONE);
    ValuationProfiles fresh = new ValuationProfiles(200_000, 1, 2);
    spec.setting().distribution().sample(0, fresh, 77);

    assertThat(revenue(spec, training, fresh)).isBetween(0.985 * optimum, 1.008 * optimum);
  }

  private static double revenue(
      MenuTrainingSpec spec, Training training, ValuationProfiles profiles) {
    Outcomes outcomes =
        spec.family()
            .mechanism(
                spec.setting(),
                spec.architecture(),
                training.weights(),
                NetworkMechanism.on(scalar()))
            .run(profiles);
    double sum = 0;
    for (float payment : outcomes.payments()) {
      sum += payment;
    }
    return sum / profiles.count();
  }

  private static Kernels scalar() {
    return Engines.SCALAR.get();
  }

  private static MenuTrainingSpec spec(
      String name, MenuChoice choice, int options, int batch, long iterations, double rate) {
    Setting setting = Settings.named(name);
    return new MenuTrainingSpec(
        setting,
        new RochetNet(),
        Architecture.uniform(options, 1),
        choice,
        new Sharpness(200, 1000),
        new LearningRate(rate, rate / 20),
        batch,
        iterations,
        5,
        Optional.empty());
  }
}
