package io.sweepstake.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sweepstake.core.descent.AdamW;
import io.sweepstake.core.descent.AscentRule;
import io.sweepstake.core.descent.Descent;
import io.sweepstake.core.descent.LearningRate;
import io.sweepstake.core.descent.NesterovSgd;
import io.sweepstake.core.descent.PlateauRate;
import io.sweepstake.core.engine.Engine;
import io.sweepstake.core.loss.AugmentedLagrangian;
import io.sweepstake.core.loss.FixedPenalty;
import io.sweepstake.core.loss.RegretBudget;
import io.sweepstake.core.loss.TrainingLoss;
import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.network.MechanismFamilies;
import io.sweepstake.core.network.NetworkFamily;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.Settings;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every engine's batches promise, seen through the trainings that they run. */
abstract class BatchContract {
  private static final int ITERATIONS = 12;

  abstract Engine engine();

  /** Of one shape; all else differs. */
  private static List<TrainingSpec> pack(String setting) {
    return List.of(
        spec(
            setting,
            new RegretBudget(1, 0.5, 0.02, 0.001, 2 / 3.0),
            0,
            new MisreportSearch(2, 0.1, AscentRule.ADAM, 1, 1, true, 0.15, 5, 0.01),
            Descent.adam(new LearningRate(3e-3, 1e-4)),
            1),
        spec(
            setting,
            new AugmentedLagrangian(5, 1, 2, 3, 7),
            Settings.named(setting).items() == 1 ? 0.5 : 0,
            new MisreportSearch(3, 0.05, AscentRule.CARRIED_ADAM, 2, 1, true, 0, 0, 0.1),
            new Descent(new AdamW(0.1), new PlateauRate(3e-3, 0.5, 1, 1e-4), 0.1),
            2),
        spec(
            setting,
            new FixedPenalty(5),
            0,
            new MisreportSearch(1, 0.1, AscentRule.SGD, 2, 3, false, 0, 0, 0.1),
            new Descent(new NesterovSgd(0.9), LearningRate.constant(0.01), 0),
            3));
  }

  private static TrainingSpec spec(
      String name,
      TrainingLoss loss,
      double monotonicityPrice,
      MisreportSearch search,
      Descent descent,
      long seed) {
    Setting setting = Settings.named(name);
    return new TrainingSpec(
        setting,
        (NetworkFamily) MechanismFamilies.defaultFor(setting),
        new Architecture(List.of(9, 6)),
        loss,
        monotonicityPrice,
        search,
        descent,
        210,
        70,
        ITERATIONS,
        seed,
        new StandardisedStart(1));
  }

  private static List<TrainingListener> silent(int members) {
    return Collections.nCopies(members, TrainingListener.NONE);
  }

  private byte[] alone(TrainingSpec spec) throws DivergedException {
    Trainer trainer = new Trainer(spec, engine());
    trainer.advance(ITERATIONS, ITERATIONS, TrainingListener.NONE);
    return trainer.checkpoint().toBytes();
  }

  @Test
  void aMemberOfAPackEqualsItAlone() throws DivergedException {
    for (String setting : List.of("additive-2x2-uniform", "exponential")) {
      List<TrainingSpec> specs = pack(setting);
      TrainingPack pack = TrainingPack.start(specs, engine());
      pack.advance(ITERATIONS, ITERATIONS, silent(3));

      for (int k = 0; k < 3; k++) {
        assertThat(pack.diverged(k)).isEmpty();
        assertThat(pack.iteration(k)).isEqualTo(ITERATIONS);
        assertThat(pack.checkpoint(k).toBytes()).isEqualTo(alone(specs.get(k)));
      }
    }
  }

  @Test
  void aDivergedMemberChangesNoBitOfItsNeighbours() throws DivergedException {
    List<TrainingSpec> specs = pack("additive-2x2-uniform");
    NetworkWeights broken = new Trainer(specs.get(1), engine()).weights();
    broken.layers().get(0).weights()[0] = Float.NaN;
    TrainingPack pack =
        TrainingPack.start(
            List.of(specs.get(0), specs.get(1).startingFrom(broken), specs.get(2)), engine());
    pack.advance(ITERATIONS, ITERATIONS, silent(3));

    assertThat(pack.diverged(1)).isPresent();
    assertThat(pack.diverged(1).get().iteration()).isZero();
    assertThat(pack.iteration(1)).isZero();
    for (int k = 0; k < 3; k += 2) {
      assertThat(pack.diverged(k)).isEmpty();
      assertThat(pack.checkpoint(k).toBytes()).isEqualTo(alone(specs.get(k)));
    }
  }

  @Test
  void aDivergedMemberThatIsRestoredGoesOn() throws DivergedException {
    List<TrainingSpec> specs = pack("additive-2x2-uniform");
    TrainingPack pack = TrainingPack.start(specs, engine());
    TrainingCheckpoint sane = pack.checkpoint(0);
    TrainingCheckpoint broken = pack.checkpoint(0);
    broken.weights()[1] = Float.NaN;
    pack.restore(0, broken);
    pack.advance(1, 1, silent(3));
    assertThat(pack.diverged(0)).isPresent();

    TrainingPack again = TrainingPack.start(specs.subList(0, 1), engine());
    again.restore(0, broken);
    again.advance(1, 1, silent(1));
    again.restore(0, sane);
    again.advance(ITERATIONS, ITERATIONS, silent(1));
    assertThat(again.checkpoint(0).toBytes()).isEqualTo(alone(specs.get(0)));
  }

  @Test
  void stoppingAndResumingElsewhereInAnotherPackEqualsNeverStopping() throws DivergedException {
    List<TrainingSpec> specs = pack("additive-2x2-uniform");
    TrainingPack first = TrainingPack.start(specs, engine());
    first.advance(5, ITERATIONS, silent(3));
    List<byte[]> saved =
        IntStream.range(0, 3).mapToObj(k -> first.checkpoint(k).toBytes()).toList();

    int[] places = {2, 0};
    TrainingPack second =
        TrainingPack.start(List.of(specs.get(places[0]), specs.get(places[1])), engine());
    for (int k = 0; k < 2; k++) {
      second.restore(k, TrainingCheckpoint.fromBytes(saved.get(places[k])));
    }
    second.advance(ITERATIONS, ITERATIONS, silent(2));

    for (int k = 0; k < 2; k++) {
      assertThat(second.checkpoint(k).toBytes()).isEqualTo(alone(specs.get(places[k])));
    }
  }

  @Test
  void membersOfAPackHaveOneShape() {
    assertThatThrownBy(
            () ->
                TrainingPack.start(
                    List.of(
                        pack("additive-2x2-uniform").get(0), pack("additive-2x3-uniform").get(0)),
                    engine()))
        .hasMessage("batch: member 1 is of another shape than the first");
  }

  @Test
  void membersThatAreBehindCatchUpWithThoseThatWaitForThem() throws DivergedException {
    List<TrainingSpec> specs = pack("additive-2x2-uniform");
    TrainingPack earlier = TrainingPack.start(specs.subList(0, 2), engine());
    earlier.advance(2, 1, silent(2));
    earlier.leave(1);
    earlier.advance(5, 1, silent(2));
    assertThat(earlier.iteration(0)).isEqualTo(5);
    assertThat(earlier.iteration(1)).isEqualTo(2);

    TrainingPack pack = TrainingPack.start(specs, engine());
    pack.restore(0, earlier.checkpoint(0));
    pack.restore(1, earlier.checkpoint(1));
    pack.advance(3, ITERATIONS, silent(3));
    assertThat(pack.iteration(0)).isEqualTo(5);
    assertThat(pack.iteration(1)).isEqualTo(3);
    pack.advance(ITERATIONS, ITERATIONS, silent(3));
    for (int k = 0; k < 3; k++) {
      assertThat(pack.checkpoint(k).toBytes()).isEqualTo(alone(specs.get(k)));
    }
  }

  @Test
  void anEngineHasRoomForOneTrainingAtLeast() {
    assertThat(TrainingPack.capacity(pack("additive-2x2-uniform").get(0), engine())).isPositive();
  }
}
