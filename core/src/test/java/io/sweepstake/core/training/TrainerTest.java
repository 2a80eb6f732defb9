package io.sweepstake.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import io.sweepstake.core.engine.Engines;
import io.sweepstake.core.engine.NetworkMechanism;
import io.sweepstake.core.mechanism.Outcomes;
import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.network.LayerWeights;
import io.sweepstake.core.network.MechanismFamilies;
import io.sweepstake.core.network.NetworkWeights;
import io.sweepstake.core.network.RegretNet;
import io.sweepstake.core.valuation.Setting;
import io.sweepstake.core.valuation.Settings;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrainerTest {
  private static final MisreportSearch SEARCH =
      new MisreportSearch(2, 0.1, true, 1, true, 0.15, 5, 0.01);
  private static final TrainingLoss BUDGET = new RegretBudget(1, 0.5, 0.02, 0.001, 2 / 3.0);

  @ParameterizedTest
  @EnumSource(Engines.class)
  void stoppingAndResumingEqualsNeverStopping(Engines engine) throws DivergedException {
    for (TrainingSpec spec :
        List.of(
            spec("additive-2x2-uniform", BUDGET, 0, SEARCH, 100, 40),
            spec(
                "additive-2x2-uniform",
                new AugmentedLagrangian(5, 1, 2, 3, 7),
                0,
                new MisreportSearch(3, 0.1, false, 2, false, 0, 0, 0.1),
                64,
                40),
            spec("exponential", new FixedPenalty(5), 2, SEARCH, 70, 40))) {
      Trainer through = new Trainer(spec, engine.get());
      through.advance(40, 10, TrainingListener.NONE);

      Trainer first = new Trainer(spec, engine.get());
      first.advance(17, 10, TrainingListener.NONE);
      byte[] saved = first.checkpoint().toBytes();
      Trainer second = new Trainer(spec, engine.get());
      second.restore(TrainingCheckpoint.fromBytes(saved));
      second.advance(40, 10, TrainingListener.NONE);

      assertThat(second.weights()).isEqualTo(through.weights());
      assertThat(second.checkpoint().toBytes()).isEqualTo(through.checkpoint().toBytes());
    }
  }

  @Test
  void enginesTrainTheSameNetworkUpToRounding() throws DivergedException {
    TrainingSpec spec = spec("additive-2x3-uniform", BUDGET, 0, SEARCH, 70, 10);
    Trainer scalar = new Trainer(spec, Engines.SCALAR.get());
    Trainer vector = new Trainer(spec, Engines.VECTOR.get());
    scalar.advance(10, 10, TrainingListener.NONE);
    vector.advance(10, 10, TrainingListener.NONE);

    assertClose(vector.weights(), scalar.weights(), 2e-3f);
  }

  @Test
  void seedsDecide() throws DivergedException {
    TrainingSpec spec = spec("additive-1x2-uniform", BUDGET, 0, SEARCH, 64, 5);
    Trainer one = new Trainer(spec, Engines.best().get());
    Trainer other = new Trainer(spec, Engines.best().get());
    Trainer another =
        new Trainer(
            new TrainingSpec(
                spec.setting(),
                spec.family(),
                spec.architecture(),
                spec.loss(),
                0,
                spec.misreports(),
                spec.learningRate(),
                spec.profiles(),
                spec.batch(),
                spec.iterations(),
                spec.seed() + 1,
                Optional.empty()),
            Engines.best().get());
    one.advance(5, 5, TrainingListener.NONE);
    other.advance(5, 5, TrainingListener.NONE);
    another.advance(5, 5, TrainingListener.NONE);

    assertThat(one.weights()).isEqualTo(other.weights());
    assertThat(one.weights()).isNotEqualTo(another.weights());
  }

  @Test
  void revenueRisesAndTheMechanismStaysFeasibleAndRational() throws DivergedException {
    Setting setting = Settings.named("additive-1x2-uniform", OptionalInt.empty());
    TrainingSpec spec =
        new TrainingSpec(
            setting,
            new RegretNet(),
            Architecture.uniform(40, 2),
            BUDGET,
            0,
            SEARCH,
            new LearningRate(3e-3, 1e-4),
            2048,
            64,
            1500,
            3,
            Optional.empty());
    Trainer trainer = new Trainer(spec, Engines.best().get());
    Outcomes before = outcomes(trainer, setting);
    trainer.advance(1500, 500, TrainingListener.NONE);
    Outcomes after = outcomes(trainer, setting);

    assertThat(revenue(after)).isGreaterThan(0.5).isGreaterThan(revenue(before) + 0.05);
    ValuationProfiles profiles = profiles(setting);
    for (int k = 0; k < profiles.count(); k++) {
      double utility = -after.payment(k, 0);
      for (int j = 0; j < setting.items(); j++) {
        assertThat(after.allocation(k, 0, j)).isBetween(0f, 1.000001f);
        utility += after.allocation(k, 0, j) * profiles.value(k, 0, j);
      }
      assertThat(utility).isGreaterThan(-1e-6);
    }
  }

  @Test
  void divergenceNamesTheIteration() {
    TrainingSpec spec = spec("additive-1x2-uniform", BUDGET, 0, SEARCH, 64, 5);
    Trainer sane = new Trainer(spec, Engines.best().get());
    NetworkWeights weights = sane.weights();
    weights.layers().get(0).weights()[0] = Float.NaN;
    Trainer trainer = new Trainer(spec.startingFrom(weights), Engines.best().get());

    assertThatThrownBy(() -> trainer.advance(5, 1, TrainingListener.NONE))
        .isInstanceOf(DivergedException.class)
        .hasMessageContaining("iteration 0");
  }

  @Test
  void anExplodingPriceIsDivergence() {
    TrainingSpec spec =
        spec(
            "additive-1x2-uniform",
            new AugmentedLagrangian(1, 1e12, 1e12, 1, 1),
            0,
            SEARCH,
            64,
            50);
    Trainer trainer = new Trainer(spec, Engines.best().get());

    assertThatThrownBy(() -> trainer.advance(50, 50, TrainingListener.NONE))
        .isInstanceOf(DivergedException.class)
        .hasMessageContaining("price");
  }

  @Test
  void iterationsAllocateNothing() throws DivergedException {
    TrainingSpec spec = spec("additive-2x2-uniform", BUDGET, 0, SEARCH, 128, 100_000);
    Trainer trainer = new Trainer(spec, Engines.best().get());
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    // The compilers need some thousands of turns until vectors live in registers alone.
    for (int round = 0; round < 12 && least > 100; round++) {
      long done = trainer.iteration();
      trainer.advance(done + 400, 100_000, TrainingListener.NONE);
      long before = threads.getCurrentThreadAllocatedBytes();
      trainer.advance(done + 500, 100_000, TrainingListener.NONE);
      least = Math.min(least, (threads.getCurrentThreadAllocatedBytes() - before) / 100);
    }

    assertThat(least).as("bytes per iteration").isLessThanOrEqualTo(100);
  }

  private static void assertClose(NetworkWeights found, NetworkWeights expected, float tolerance) {
    for (int l = 0; l < found.layers().size(); l++) {
      LayerWeights layer = expected.layers().get(l);
      assertThat(found.layers().get(l).weights())
          .containsExactly(layer.weights(), within(tolerance));
      assertThat(found.layers().get(l).bias()).containsExactly(layer.bias(), within(tolerance));
    }
  }

  private static Outcomes outcomes(Trainer trainer, Setting setting) {
    return new NetworkMechanism(
            trainer.spec().family().program(setting, trainer.spec().architecture()),
            trainer.weights(),
            Engines.best().get())
        .run(profiles(setting));
  }

  private static ValuationProfiles profiles(Setting setting) {
    ValuationProfiles profiles = new ValuationProfiles(3000, setting.bidders(), setting.items());
    setting.distribution().sample(0, profiles, 77);
    return profiles;
  }

  private static double revenue(Outcomes outcomes) {
    double sum = 0;
    for (float payment : outcomes.payments()) {
      sum += payment;
    }
    return sum / outcomes.count();
  }

  private static TrainingSpec spec(
      String setting,
      TrainingLoss loss,
      double monotonicityPrice,
      MisreportSearch search,
      int batch,
      int iterations) {
    Setting of = Settings.named(setting, OptionalInt.empty());
    return new TrainingSpec(
        of,
        MechanismFamilies.defaultFor(of),
        new Architecture(List.of(20, 13)),
        loss,
        monotonicityPrice,
        search,
        new LearningRate(3e-3, 1e-4),
        640,
        batch,
        iterations,
        11,
        Optional.empty());
  }
}
