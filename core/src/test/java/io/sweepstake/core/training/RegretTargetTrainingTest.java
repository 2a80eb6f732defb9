package io.sweepstake.core.training;

import static org.assertj.core.api.Assertions.assertThat;

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
  private static final StrongAttack ATTACK = new StrongAttack(101, 31, 51, 2, 8, 60, 0.05, 0.001);

  @Test
  void theyEndInsideWhateverTheTargetAndTheSetting() throws DivergedException {
    assertThat(share("additive-1x2-uniform", 1e-3)).isBetween(0.6e-3, 1.05e-3);
    assertThat(share("additive-2x2-uniform", 2e-3)).isBetween(1.2e-3, 2.1e-3);
  }

  private static double share(String name, double target) throws DivergedException {
    Setting setting = Settings.named(name);
    Kernels kernels = Loops.best().get();
    RegretNet family = new RegretNet();
    TrainingSpec spec =
        new TrainingSpec(
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
    Trainer trainer = new Trainer(spec, new TileEngine(kernels));
    trainer.advance(1_000, 1_000, TrainingListener.NONE);
    Evaluation found =
        new Evaluator(setting, 77, 16_384, 1_024, ATTACK)
            .evaluate(
                family.mechanism(
                    setting, spec.architecture(), trainer.weights(), NetworkMechanism.on(kernels)));
    return found.regret().mean() / found.revenue().mean();
  }
}
