package io.sweepstake.core.truthful;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import io.sweepstake.core.descent.LearningRate;
import io.sweepstake.core.engine.tiles.NetworkMechanism;
import io.sweepstake.core.engine.tiles.TileEngine;
import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.kernel.Loops;
import io.sweepstake.core.mechanism.Outcomes;
import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.network.FinitelyConvex;
import io.sweepstake.core.network.MechanismFamilies;
import io.sweepstake.core.network.MenuFamily;
import io.sweepstake.core.network.MyersonNet;
import io.sweepstake.core.network.RochetNet;
import io.sweepstake.core.network.TruthfulFamily;
import io.sweepstake.core.network.affine.Ama;
import io.sweepstake.core.network.affine.LotteryAma;
import io.sweepstake.core.network.affine.Vvca;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.setting.Demand;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.Settings;
import io.sweepstake.core.training.DivergedException;
import io.sweepstake.core.training.Training;
import io.sweepstake.core.training.TrainingCheckpoint;
import io.sweepstake.core.training.TrainingListener;
import io.sweepstake.core.training.TrainingPack;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TruthfulTrainerTest {
  private static final double STEP = 1e-6;

  @ParameterizedTest
  @EnumSource(Loops.class)
  void stoppingAndResumingEqualsNeverStopping(Loops engine) throws DivergedException {
    for (MenuChoice choice : MenuChoice.values()) {
      TruthfulTrainingSpec spec = spec("unit-1x2-uniform-23", choice, 13, 70, 40, 0.02);
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
  void membersOfAPackAreWhatTheyAreAlone() throws DivergedException {
    List<TruthfulTrainingSpec> specs =
        List.of(
            spec("unit-1x2-uniform-23", MenuChoice.SOFT, 13, 70, 40, 0.02),
            spec("additive-1x2-uniform", MenuChoice.STE, 5, 10, 40, 0.02));
    TrainingPack pack = TrainingPack.start(specs, new TileEngine(scalar()));
    pack.advance(40, 10, List.of(TrainingListener.NONE, TrainingListener.NONE));

    for (int k = 0; k < 2; k++) {
      Training alone = specs.get(k).start(scalar());
      alone.advance(40, 10, TrainingListener.NONE);
      assertThat(pack.checkpoint(k).toBytes()).isEqualTo(alone.checkpoint().toBytes());
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
    TruthfulTrainingSpec spec = spec("additive-1x2-uniform", MenuChoice.SOFT, 5, 10, 4, 0.02);
    NetworkWeights other = new RochetNet().initial(spec.setting(), spec.architecture(), 99);

    assertThat(spec.startingFrom(other).start(scalar()).weights()).isEqualTo(other);
  }

  @Test
  void divergenceNamesTheIteration() {
    TruthfulTrainingSpec spec = spec("additive-1x2-uniform", MenuChoice.SOFT, 5, 10, 4, 0.02);
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
    for (Loops engine : Loops.availableOnes()) {
      MenuRevenue menu =
          new MenuRevenue(engine.get(), new RochetNet(), demand, items, options, scale);
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
    int logits = new RochetNet().inputs(demand, items);
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
    TruthfulTrainingSpec spec = spec("additive-1x3-uniform", MenuChoice.STE, 9, 130, 1, 1e-9);
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
    TruthfulTrainingSpec spec = spec(name, MenuChoice.SOFT, 60, 128, 1500, 0.02);
    Training training = spec.start(Loops.best().get());
    training.advance(1500, 1500, TrainingListener.NONE);
    ValuationProfiles fresh = new ValuationProfiles(200_000, 1, 2);
    spec.setting().distribution().sample(0, fresh, 77);

    assertThat(revenue(spec, training, fresh)).isBetween(0.985 * optimum, 1.008 * optimum);
  }

  private static double revenue(
      TruthfulTrainingSpec spec, Training training, ValuationProfiles profiles) {
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
    return Loops.SCALAR.get();
  }

  private static TruthfulTrainingSpec spec(
      String name, MenuChoice choice, int options, int batch, long iterations, double rate) {
    Setting setting = Settings.named(name);
    return new TruthfulTrainingSpec(
        setting,
        new RochetNet(),
        Architecture.uniform(options, 1),
        new ChoicePhase(choice, new Sharpness(200, 1000), new LearningRate(rate, rate / 20)),
        Optional.empty(),
        batch,
        iterations,
        5,
        Optional.empty());
  }

  /** Soft, then straight through with another optimiser, from the first sign of certainty. */
  private static TruthfulTrainingSpec inTwoPhases(PhaseSwitch when) {
    return inTwoPhases("additive-1x2-uniform", when);
  }

  private static TruthfulTrainingSpec inTwoPhases(String setting, PhaseSwitch when) {
    return new TruthfulTrainingSpec(
        Settings.named(setting),
        new FinitelyConvex(),
        Architecture.uniform(13, 1),
        new ChoicePhase(MenuChoice.SOFT, new Sharpness(200, 1000), new LearningRate(0.02, 0.001)),
        Optional.of(
            new TruthfulTrainingSpec.SecondPhase(
                new ChoicePhase(
                    MenuChoice.STE,
                    new Sharpness(500, 500),
                    PhaseOptimiser.NESTEROV,
                    new LearningRate(0.01, 0.001)),
                when)),
        70,
        60,
        5,
        Optional.empty());
  }

  private static TruthfulTrainingSpec of(
      TruthfulFamily family, String setting, int size, double start, double end, long iterations) {
    Setting named = Settings.named(setting);
    return new TruthfulTrainingSpec(
        named,
        family,
        size == 0 ? family.defaultArchitecture(named) : Architecture.uniform(size, 1),
        new ChoicePhase(MenuChoice.SOFT, new Sharpness(start, end), new LearningRate(0.01, 0.001)),
        Optional.empty(),
        128,
        iterations,
        5,
        Optional.empty());
  }

  @ParameterizedTest
  @EnumSource(Loops.class)
  void everyFamilyResumesAsIfItHadNeverStopped(Loops engine) throws DivergedException {
    for (TruthfulTrainingSpec spec :
        List.of(
            inTwoPhases(new PhaseSwitch(0.01, 25, 1000, 0)),
            inTwoPhases("screening-1x2:lognormal(0,0.5)", new PhaseSwitch(0.01, 25, 1000, 0)),
            of(new MyersonNet(), "irregular", 0, 100, 1000, 60),
            of(new Vvca(), "additive-2x2-uniform", 0, 20, 200, 60),
            of(new Ama(), "unit-2x2-uniform", 0, 20, 200, 60),
            of(new LotteryAma(), "additive-2x2-uniform", 9, 20, 200, 60))) {
      Training through = spec.start(engine.get());
      through.advance(60, 10, TrainingListener.NONE);
      for (long stop : new long[] {17, 33}) {
        Training first = spec.start(engine.get());
        first.advance(stop, 10, TrainingListener.NONE);
        Training second = spec.start(engine.get());
        second.restore(TrainingCheckpoint.fromBytes(first.checkpoint().toBytes()));
        second.advance(60, 10, TrainingListener.NONE);

        assertThat(second.weights()).isEqualTo(through.weights());
        assertThat(second.checkpoint().toBytes()).isEqualTo(through.checkpoint().toBytes());
      }
    }
  }

  @Test
  void theSecondPhaseTakesOverWhenChoicesWereSureForLongEnough() throws DivergedException {
    // Some option always has a probability above 1 %: sure from the first iteration on.
    assertThat(switchedAt(new PhaseSwitch(0.01, 25, 1000, 0))).hasValue(25);
    assertThat(switchedAt(new PhaseSwitch(1.1, 1, 1000, 0))).isEmpty();
  }

  @Test
  void theSecondPhaseTakesOverWhenRevenueHasConverged() throws DivergedException {
    // Any two windows are within a tolerance of 100: the end of the second is the first chance.
    assertThat(switchedAt(new PhaseSwitch(1.1, 1, 15, 100))).hasValue(30);
  }

  private static OptionalLong switchedAt(PhaseSwitch when) throws DivergedException {
    TruthfulTrainer trainer = new TruthfulTrainer(inTwoPhases(when), new TileEngine(scalar()));
    trainer.advance(60, 60, TrainingListener.NONE);
    return trainer.switchedAt();
  }

  @Test
  void lotteriesStayProbabilitiesWhileTrained() throws DivergedException {
    TruthfulTrainer trainer =
        new TruthfulTrainer(
            inTwoPhases(new PhaseSwitch(0.01, 25, 1000, 0)), new TileEngine(scalar()));
    trainer.advance(60, 60, TrainingListener.NONE);
    for (float probability : trainer.weights().layers().get(0).weights()) {
      assertThat(probability).isBetween(-1e-6f, 1 + 1e-6f);
    }
  }

  @Test
  void leavingTheBoundsHasAPriceThatFollowsHowBadlyTheyAreBroken() {
    BoundsPenalty penalty = new BoundsPenalty();
    float[] weights = {0.5f, -1e-4f, 1, 7};
    float[] gradient = new float[4];
    penalty.addGradient(weights, 3, gradient);
    // Base 1000: 2 · 1000 · (5e-5 + 1e-4) downhill, and the margin of 5e-5 at 1.
    assertThat(gradient[0]).isZero();
    assertThat(gradient[1]).isCloseTo(-0.3f, within(1e-6f));
    assertThat(gradient[2]).isCloseTo(0.1f, within(1e-6f));
    assertThat(gradient[3]).isZero();
    // A tenth of the mean of 1.5e-4² and 5e-5² over six distances.
    assertThat(penalty.average()).isCloseTo(0.1 * 2.5e-8 / 6, within(1e-15));
    float[] next = new float[4];
    penalty.addGradient(weights, 3, next);
    // 1 + 2 · 0.1 · 2.5e-8 / 6 / (5e-5)² = 4/3.
    assertThat(next[1]).isCloseTo(-0.4f, within(1e-6f));
  }

  @ParameterizedTest
  @CsvSource({
    "rochetnet",
    "finitely-convex",
    "myersonnet",
    "lookahead",
    "vvca",
    "ama",
    "lottery-ama"
  })
  void iterationsAllocateNothing(String name) throws DivergedException {
    TruthfulFamily family = (TruthfulFamily) MechanismFamilies.named(name);
    String setting =
        name.equals("myersonnet") || name.equals("lookahead")
            ? "irregular"
            : family instanceof MenuFamily ? "additive-1x2-uniform" : "additive-2x2-uniform";
    int size = family instanceof MenuFamily || name.equals("lottery-ama") ? 10 : 0;
    Training training = of(family, setting, size, 20, 200, 40_000).start(Loops.best().get());
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    // Vector kernels box their vectors until they are compiled, which a busy machine puts off.
    for (int done = 0; done < 40_000 && least > 100; done += 500) {
      training.advance(done + 400, 100_000, TrainingListener.NONE);
      long before = threads.getCurrentThreadAllocatedBytes();
      training.advance(done + 500, 100_000, TrainingListener.NONE);
      least = Math.min(least, (threads.getCurrentThreadAllocatedBytes() - before) / 100);
    }

    assertThat(least).as("bytes per iteration").isLessThanOrEqualTo(100);
  }

  @ParameterizedTest
  @CsvSource({
    // What the published mechanism earns, or the optimum; the share a short training must reach.
    "finitely-convex, additive-1x2-uniform, 40, 100, 1000, 1000, 0.549201, 0.985",
    "myersonnet, additive-3x1-uniform, 0, 100, 1000, 1500, 0.53125, 0.995",
    "lookahead, additive-2x1-uniform, 0, 100, 1000, 1500, 0.416667, 0.99",
    "vvca, additive-2x2-uniform, 0, 20, 200, 1500, 0.8653, 0.985",
    "ama, additive-2x2-uniform, 0, 20, 200, 1500, 0.8683, 0.985"
  })
  void aShortTrainingOfEachFamilyComesNearWhatIsKnown(
      String name,
      String setting,
      int size,
      double start,
      double end,
      long its,
      double known,
      double share)
      throws DivergedException {
    TruthfulFamily family = (TruthfulFamily) MechanismFamilies.named(name);
    TruthfulTrainingSpec spec = of(family, setting, size, start, end, its);
    Training training = spec.start(Loops.best().get());
    training.advance(its, its, TrainingListener.NONE);
    Setting of = spec.setting();
    ValuationProfiles fresh = new ValuationProfiles(200_000, of.bidders(), of.items());
    of.distribution().sample(0, fresh, 77);

    assertThat(revenue(spec, training, fresh)).isBetween(share * known, 1.02 * known);
  }
}
