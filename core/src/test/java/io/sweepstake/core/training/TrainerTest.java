package io.sweepstake.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.sun.management.ThreadMXBean;
import io.sweepstake.core.descent.AdamW;
import io.sweepstake.core.descent.AscentRule;
import io.sweepstake.core.descent.Descent;
import io.sweepstake.core.descent.LearningRate;
import io.sweepstake.core.descent.NesterovSgd;
import io.sweepstake.core.descent.PlateauRate;
import io.sweepstake.core.descent.WarmUp;
import io.sweepstake.core.engine.tiles.NetworkMechanism;
import io.sweepstake.core.engine.tiles.TileEngine;
import io.sweepstake.core.kernel.Loops;
import io.sweepstake.core.loss.AlgnetLoss;
import io.sweepstake.core.loss.AugmentedLagrangian;
import io.sweepstake.core.loss.FixedPenalty;
import io.sweepstake.core.loss.RegretBudget;
import io.sweepstake.core.loss.RegretTarget;
import io.sweepstake.core.loss.TrainingLoss;
import io.sweepstake.core.mechanism.Outcomes;
import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.network.EquivariantNet;
import io.sweepstake.core.network.MechanismFamilies;
import io.sweepstake.core.network.NetworkFamily;
import io.sweepstake.core.network.RegretNet;
import io.sweepstake.core.program.LayerWeights;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.Settings;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class TrainerTest {
  private static final MisreportSearch SEARCH =
      new MisreportSearch(2, 0.1, AscentRule.ADAM, 1, 1, true, 0.15, 5, 0.01);
  private static final TrainingLoss BUDGET = new RegretBudget(1, 0.5, 0.02, 0.001, 2 / 3.0);
  private static final TrainingLoss TARGET = new RegretTarget(1, 0.5, 0.02, 0.001, 0, 2 / 3.0, 8);

  @ParameterizedTest
  @EnumSource(Loops.class)
  void stoppingAndResumingEqualsNeverStopping(Loops engine) throws DivergedException {
    // What the other loops are, algorithm by algorithm, the slow ones are too.
    for (TrainingSpec spec : engine == Loops.SCALAR ? resumed().subList(0, 4) : resumed()) {
      Trainer through = new Trainer(spec, new TileEngine(engine.get()));
      through.advance(40, 10, TrainingListener.NONE);

      Trainer first = new Trainer(spec, new TileEngine(engine.get()));
      first.advance(23, 10, TrainingListener.NONE);
      byte[] saved = first.checkpoint().toBytes();
      Trainer second = new Trainer(spec, new TileEngine(engine.get()));
      second.restore(TrainingCheckpoint.fromBytes(saved));
      second.advance(40, 10, TrainingListener.NONE);

      assertThat(second.weights()).isEqualTo(through.weights());
      assertThat(second.checkpoint().toBytes()).isEqualTo(through.checkpoint().toBytes());
    }
  }

  /** Every loss, optimiser, schedule and way to search misreports, in several combinations. */
  private static List<TrainingSpec> resumed() {
    LearningRate cosine = new LearningRate(3e-3, 1e-4);
    return List.of(
        spec("additive-2x2-uniform", BUDGET, 0, SEARCH, 100, 40),
        // Attacked before iterations 20, 23, 26, 30, 33, 35 and 37.
        spec("additive-2x2-uniform", TARGET, 0, SEARCH, 100, 40),
        spec(
            "additive-2x2-uniform",
            new AugmentedLagrangian(5, 1, 2, 3, 7),
            0,
            new MisreportSearch(3, 0.1, AscentRule.SGD, 1, 2, false, 0, 0, 0.1),
            64,
            40),
        spec("exponential", new FixedPenalty(5), 2, SEARCH, 70, 40),
        spec("combinatorial-2x2-uniform-12-15", BUDGET, 0, SEARCH, 70, 40),
        spec("combinatorial-2x2-uniform-12-public", BUDGET, 0, SEARCH, 70, 40),
        spec(
            "additive-1x2-uniform",
            new AlgnetLoss(),
            new MisreportSearch(2, 0.1, AscentRule.CARRIED_ADAM, 2, 1, true, 0.15, 5, 0.01),
            new Descent(new AdamW(0.1), new WarmUp(20, cosine), 0.1)),
        spec(
            "additive-2x2-uniform",
            BUDGET,
            new MisreportSearch(2, 0.1, AscentRule.ADAM, 3, 4, false, 0.15, 5, 0.01),
            new Descent(new NesterovSgd(0.9), LearningRate.constant(0.01), 0)),
        spec(
            "unit-2x2-uniform",
            new AugmentedLagrangian(5, 1, 2, 3, 7),
            new MisreportSearch(1, 0.1, AscentRule.CARRIED_ADAM, 1, 0, true, 0, 0, 0.1),
            Descent.adam(new PlateauRate(3e-3, 0.5, 1, 1e-4))),
        new TrainingSpec(
            Settings.named("additive-2x3-uniform"),
            new EquivariantNet(),
            new Architecture(List.of(5, 3)),
            BUDGET,
            0,
            SEARCH,
            Descent.adam(cosine),
            640,
            70,
            40,
            11,
            new GlorotStart()));
  }

  @Test
  void whatEverybodyKnowsIsNeverMisreported() throws DivergedException {
    Setting setting = Settings.named("combinatorial-2x2-uniform-12-public");
    TrainingSpec spec =
        new TrainingSpec(
            setting,
            new RegretNet(),
            new Architecture(List.of(5)),
            BUDGET,
            0,
            SEARCH,
            Descent.adam(LearningRate.constant(1e-3)),
            64,
            64,
            2,
            11,
            new GlorotStart());
    Trainer trainer = new Trainer(spec, new TileEngine(Loops.best().get()));
    trainer.advance(2, 2, TrainingListener.NONE);
    ValuationProfiles truth = new ValuationProfiles(64, 2, 3);
    setting.distribution().sample(0, truth, Seeds.derive(11, "training profiles", 0));
    float[] misreports = trainer.checkpoint().section(TrainingCheckpoint.MISREPORTS);
    int lies = 0;
    for (int k = 0; k < misreports.length; k++) {
      if (k % 3 == 2) {
        assertThat(misreports[k]).isEqualTo(truth.values()[k]);
      } else if (misreports[k] != truth.values()[k]) {
        lies++;
      }
    }
    assertThat(lies).isGreaterThan(100);
  }

  @Test
  void theScheduleOfAResumedTrainingIsWhereItWas() throws DivergedException {
    // Steps too small to lower the loss: a plateau before the stop, and others after it.
    TrainingSpec spec =
        new TrainingSpec(
            Settings.named("additive-1x2-uniform"),
            new RegretNet(),
            new Architecture(List.of(5)),
            new FixedPenalty(1e3),
            0,
            SEARCH,
            new Descent(new NesterovSgd(0.9), new PlateauRate(1e-10, 0.1, 1, 1e-16), 0),
            64,
            64,
            900,
            11,
            new GlorotStart());
    Trainer through = new Trainer(spec, new TileEngine(Loops.best().get()));
    through.advance(900, 900, TrainingListener.NONE);
    Trainer first = new Trainer(spec, new TileEngine(Loops.best().get()));
    first.advance(451, 900, TrainingListener.NONE);
    Trainer second = new Trainer(spec, new TileEngine(Loops.best().get()));
    second.restore(TrainingCheckpoint.fromBytes(first.checkpoint().toBytes()));
    second.advance(900, 900, TrainingListener.NONE);

    assertThat(through.checkpoint().lossState()[0]).as("rate").isLessThan(1e-11);
    assertThat(second.checkpoint().toBytes()).isEqualTo(through.checkpoint().toBytes());
  }

  @ParameterizedTest
  @MethodSource("io.sweepstake.core.loss.TrainingLossTest#losses")
  void aStepGoesDownTheGradientOfTheLoss(TrainingLoss loss) throws DivergedException {
    // One bidder, one batch, misreports that stay: the loss is a function of the weights alone.
    float rate = 1e-3f;
    TrainingSpec spec =
        new TrainingSpec(
            Settings.named("additive-1x2-uniform"),
            new RegretNet(),
            new Architecture(List.of(6)),
            loss,
            0,
            new MisreportSearch(0, 0.1, AscentRule.SGD, 1, 0, true, 0, 0, 0.1),
            new Descent(new NesterovSgd(0), LearningRate.constant(rate), 0),
            192,
            192,
            1,
            11,
            new GlorotStart());
    Trainer trainer = new Trainer(spec, new TileEngine(Loops.best().get()));
    float[] start = trainer.checkpoint().weights();
    trainer.advance(1, 1, TrainingListener.NONE);
    float[] end = trainer.checkpoint().weights();
    double[] direction = new double[start.length];
    double norm = 0;
    for (int k = 0; k < start.length; k++) {
      direction[k] = (start[k] - end[k]) / rate;
      norm += direction[k] * direction[k];
    }
    norm = Math.sqrt(norm);
    double step = 2e-2;
    double up = lossAt(spec, start, direction, step / norm);
    double down = lossAt(spec, start, direction, -step / norm);

    assertThat((up - down) / (2 * step)).isCloseTo(norm, withinPercentage(1));
  }

  private static double lossAt(TrainingSpec spec, float[] start, double[] direction, double step)
      throws DivergedException {
    Trainer trainer = new Trainer(spec, new TileEngine(Loops.best().get()));
    TrainingCheckpoint moved = trainer.checkpoint();
    for (int k = 0; k < start.length; k++) {
      moved.weights()[k] = (float) (start[k] + step * direction[k]);
    }
    trainer.restore(moved);
    double[] value = new double[1];
    trainer.advance(
        1,
        1,
        measured ->
            value[0] =
                spec.loss()
                    .value(
                        spec.loss().initial(1),
                        measured.revenue(),
                        new double[] {measured.regret()}));
    return value[0];
  }

  @Test
  void severalAscentsFindMoreThanOne() throws DivergedException {
    double one =
        regretOfFirstBatch(new MisreportSearch(5, 0.1, AscentRule.ADAM, 1, 1, false, 0, 0, 0.1));
    double five =
        regretOfFirstBatch(new MisreportSearch(5, 0.1, AscentRule.ADAM, 5, 5, false, 0, 0, 0.1));

    assertThat(five).isGreaterThan(one);
  }

  private static double regretOfFirstBatch(MisreportSearch search) throws DivergedException {
    double[] regret = new double[1];
    new Trainer(
            spec("additive-2x3-uniform", BUDGET, 0, search, 64, 1),
            new TileEngine(Loops.best().get()))
        .advance(1, 1, measured -> regret[0] = measured.regret());
    return regret[0];
  }

  @Test
  void aMechanismThatSellsNothingHasDiverged() {
    // On long tails so dear a regret teaches to withhold the item, whence no gradient leads back.
    Setting setting = Settings.named("exponential", OptionalInt.of(4));
    double width = setting.distribution().support().high(0, 0);
    TrainingSpec spec =
        new TrainingSpec(
            setting,
            (NetworkFamily) MechanismFamilies.defaultFor(setting),
            new Architecture(List.of(64, 32, 16)),
            new FixedPenalty(200),
            0.3,
            new MisreportSearch(
                2, 0.1 * width, AscentRule.ADAM, 1, 1, true, 0.15, 10, 0.01 * width),
            Descent.adam(new LearningRate(1e-2, 1e-5)),
            2048,
            64,
            10_000,
            1,
            new GlorotStart());
    Trainer trainer = new Trainer(spec, new TileEngine(Loops.best().get()));

    assertThatThrownBy(() -> trainer.advance(10_000, 500, TrainingListener.NONE))
        .isInstanceOf(DivergedException.class)
        .hasMessageContaining("revenue has collapsed to ")
        .hasMessageContaining("diverged at iteration " + trainer.iteration());
    assertThat(trainer.iteration()).isLessThan(2500);
  }

  @Test
  void enginesTrainTheSameNetworkUpToRounding() throws DivergedException {
    TrainingSpec spec = spec("additive-2x3-uniform", BUDGET, 0, SEARCH, 70, 10);
    Trainer scalar = new Trainer(spec, new TileEngine(Loops.SCALAR.get()));
    Trainer vector = new Trainer(spec, new TileEngine(Loops.VECTOR.get()));
    scalar.advance(10, 10, TrainingListener.NONE);
    vector.advance(10, 10, TrainingListener.NONE);

    assertClose(vector.weights(), scalar.weights(), 2e-3f);
  }

  @Test
  void seedsDecide() throws DivergedException {
    TrainingSpec spec = spec("additive-1x2-uniform", BUDGET, 0, SEARCH, 64, 5);
    Trainer one = new Trainer(spec, new TileEngine(Loops.best().get()));
    Trainer other = new Trainer(spec, new TileEngine(Loops.best().get()));
    Trainer another =
        new Trainer(
            new TrainingSpec(
                spec.setting(),
                spec.family(),
                spec.architecture(),
                spec.loss(),
                0,
                spec.misreports(),
                spec.descent(),
                spec.profiles(),
                spec.batch(),
                spec.iterations(),
                spec.seed() + 1,
                new GlorotStart()),
            new TileEngine(Loops.best().get()));
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
            Descent.adam(new LearningRate(3e-3, 1e-4)),
            2048,
            64,
            1500,
            3,
            new GlorotStart());
    Trainer trainer = new Trainer(spec, new TileEngine(Loops.best().get()));
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
    Trainer sane = new Trainer(spec, new TileEngine(Loops.best().get()));
    NetworkWeights weights = sane.weights();
    weights.layers().get(0).weights()[0] = Float.NaN;
    Trainer trainer = new Trainer(spec.startingFrom(weights), new TileEngine(Loops.best().get()));

    assertThatThrownBy(() -> trainer.advance(5, 1, TrainingListener.NONE))
        .isInstanceOf(DivergedException.class)
        .hasMessageContaining("iteration 0");
  }

  @Test
  void explodedWeightsAreDivergenceThoughEveryOutcomeIsFinite() {
    TrainingSpec spec =
        spec("additive-1x2-uniform", BUDGET, SEARCH, Descent.adam(LearningRate.constant(1e30)));
    Trainer trainer = new Trainer(spec, new TileEngine(Loops.best().get()));

    assertThatThrownBy(() -> trainer.advance(40, 40, TrainingListener.NONE))
        .isInstanceOf(DivergedException.class)
        .hasMessageStartingWith("diverged at iteration ");
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
    Trainer trainer = new Trainer(spec, new TileEngine(Loops.best().get()));

    assertThatThrownBy(() -> trainer.advance(50, 50, TrainingListener.NONE))
        .isInstanceOf(DivergedException.class)
        .hasMessageContaining("price");
  }

  @Test
  void iterationsAllocateNothing() throws DivergedException {
    assertAllocatesNothing(spec("additive-2x2-uniform", BUDGET, 0, SEARCH, 128, 100_000));
  }

  @Test
  void otherOptimisersAndSearchesAllocateNothingEither() throws DivergedException {
    assertAllocatesNothing(
        spec(
            "additive-2x2-uniform",
            new AlgnetLoss(),
            new MisreportSearch(2, 0.1, AscentRule.CARRIED_ADAM, 2, 1, true, 0, 0, 0.1),
            new Descent(new AdamW(1e-3), new WarmUp(10, new PlateauRate(1e-3, 0.5, 3, 1e-4)), 1),
            100_000));
    assertAllocatesNothing(
        spec(
            "additive-2x2-uniform",
            new AugmentedLagrangian(5, 1, 1, 100, 1000),
            new MisreportSearch(2, 0.1, AscentRule.SGD, 1, 2, false, 0, 0, 0.1),
            new Descent(new NesterovSgd(0.9), LearningRate.constant(1e-3), 1),
            100_000));
  }

  private static void assertAllocatesNothing(TrainingSpec spec) throws DivergedException {
    Trainer trainer = new Trainer(spec, new TileEngine(Loops.best().get()));
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    // The compilers need some thousands of turns until vectors live in registers alone, and more on
    // a busy machine.
    for (int round = 0; round < 40 && least > 100; round++) {
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
            Loops.best().get())
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
      String setting, TrainingLoss loss, MisreportSearch search, Descent descent) {
    return spec(setting, loss, search, descent, 40);
  }

  private static TrainingSpec spec(
      String setting, TrainingLoss loss, MisreportSearch search, Descent descent, int iterations) {
    TrainingSpec spec = spec(setting, loss, 0, search, 100, iterations);
    return new TrainingSpec(
        spec.setting(),
        spec.family(),
        spec.architecture(),
        loss,
        0,
        search,
        descent,
        spec.profiles(),
        spec.batch(),
        iterations,
        spec.seed(),
        new GlorotStart());
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
        (NetworkFamily) MechanismFamilies.defaultFor(of),
        new Architecture(List.of(20, 13)),
        loss,
        monotonicityPrice,
        search,
        Descent.adam(new LearningRate(3e-3, 1e-4)),
        640,
        batch,
        iterations,
        11,
        new GlorotStart());
  }
}
