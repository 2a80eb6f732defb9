package io.sweepstake.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sweepstake.core.descent.AscentRule;
import io.sweepstake.core.descent.Descent;
import io.sweepstake.core.descent.LearningRate;
import io.sweepstake.core.economics.Evaluation;
import io.sweepstake.core.economics.Evaluator;
import io.sweepstake.core.engine.tiles.NetworkMechanism;
import io.sweepstake.core.engine.tiles.TileEngine;
import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.kernel.Loops;
import io.sweepstake.core.loss.RegretTarget;
import io.sweepstake.core.network.RegretNet;
import io.sweepstake.core.regret.StrongAttack;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.Settings;
import org.junit.jupiter.api.Test;

/** Trainings that are told which regret to end at, judged by an attack that they never met. */
class RegretTargetTrainingTest {
  private static final Kernels KERNELS = Loops.best().get();
  private static final StrongAttack ATTACK = new StrongAttack(101, 31, 51, 2, 8, 60, 0.05, 0.001);

  @Test
  void theyEndInsideWhateverTheTargetAndTheSetting() throws DivergedException {
    assertThat(share("additive-1x2-uniform", 1e-3)).isBetween(0.6e-3, 1.05e-3);
    assertThat(share("additive-2x2-uniform", 2e-3)).isBetween(1.2e-3, 2.1e-3);
  }

  /** The loss had three numbers once, and has four; the rest of the state is where it was. */
  @Test
  void aCheckpointOfAnEarlierVersionGoesOn() throws DivergedException {
    Trainer begun = trainer(spec("additive-1x2-uniform", 1e-3));
    begun.advance(560, 560, TrainingListener.NONE);
    TrainingCheckpoint now = begun.checkpoint();
    double[] state = now.lossState();
    double[] earlier = new double[state.length - 1];
    System.arraycopy(state, 0, earlier, 0, 3);
    System.arraycopy(state, 4, earlier, 3, earlier.length - 3);

    Trainer restored = trainer(begun.spec());
    restored.restore(withState(now, earlier));

    double[] expected = state.clone();
    expected[3] = 0;
    assertThat(restored.checkpoint().lossState()).isEqualTo(expected);
    restored.advance(600, 40, TrainingListener.NONE);
    assertThatThrownBy(() -> restored.restore(withState(now, new double[2])))
        .hasMessageContaining("is of a training of another kind");
    assertThat(restored.iteration()).isEqualTo(600);
  }

  private static TrainingCheckpoint withState(TrainingCheckpoint of, double[] state) {
    return new TrainingCheckpoint(
        of.fingerprint(),
        of.engine(),
        of.iteration(),
        state,
        of.weights(),
        of.firstMoment(),
        of.secondMoment(),
        of.sections());
  }

  private static double share(String name, double target) throws DivergedException {
    TrainingSpec spec = spec(name, target);
    Trainer trainer = trainer(spec);
    trainer.advance(1_000, 1_000, TrainingListener.NONE);
    Evaluation found =
        new Evaluator(spec.setting(), 77, 16_384, 1_024, ATTACK)
            .evaluate(
                spec.family()
                    .mechanism(
                        spec.setting(),
                        spec.architecture(),
                        trainer.weights(),
                        NetworkMechanism.on(KERNELS)));
    return found.regret().mean() / found.revenue().mean();
  }

  private static Trainer trainer(TrainingSpec spec) {
    return new Trainer(spec, new TileEngine(KERNELS));
  }

  private static TrainingSpec spec(String name, double target) {
    Setting setting = Settings.named(name);
    RegretNet family = new RegretNet();
    return new TrainingSpec(
        setting,
        family,
        family.defaultArchitecture(setting),
        new RegretTarget(1, 0.5, 0.02, target, 0, 2 / 3.0, 512 / setting.bidders()),
        0,
        new MisreportSearch(5, 0.1, AscentRule.ADAM, 1, 1, true, 0.15, 10, 0.01),
        Descent.adam(new LearningRate(7e-3, 1e-5)),
        32_768,
        64,
        1_000,
        5,
        new StandardisedStart(2.5));
  }
}
