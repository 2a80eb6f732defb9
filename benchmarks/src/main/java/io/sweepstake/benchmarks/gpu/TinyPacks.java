package io.sweepstake.benchmarks.gpu;

import io.sweepstake.core.descent.Adam;
import io.sweepstake.core.descent.AscentRule;
import io.sweepstake.core.descent.Descent;
import io.sweepstake.core.descent.LearningRate;
import io.sweepstake.core.engine.Device;
import io.sweepstake.core.engine.Engine;
import io.sweepstake.core.engine.Engines;
import io.sweepstake.core.loss.AugmentedLagrangian;
import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.network.MechanismFamilies;
import io.sweepstake.core.network.NetworkFamily;
import io.sweepstake.core.network.TruthfulFamily;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.Settings;
import io.sweepstake.core.training.GlorotStart;
import io.sweepstake.core.training.MisreportSearch;
import io.sweepstake.core.training.TrainingListener;
import io.sweepstake.core.training.TrainingPack;
import io.sweepstake.core.training.TrainingPlan;
import io.sweepstake.core.training.TrainingSpec;
import io.sweepstake.core.truthful.ChoicePhase;
import io.sweepstake.core.truthful.MenuChoice;
import io.sweepstake.core.truthful.Sharpness;
import io.sweepstake.core.truthful.TruthfulTrainingSpec;
import java.util.List;
import java.util.Optional;

/**
 * Runs every kernel once or twice, on networks and menus so small that a detector of races has time
 * to look: {@code TinyPacks DEVICE}.
 */
public final class TinyPacks {
  private TinyPacks() {}

  public static void main(String[] arguments) {
    Engine engine = Engines.named(arguments[0], Device.CPU);
    train(engine, "additive-2x2-uniform", "regretnet");
    train(engine, "unit-2x2-uniform", "regretnet");
    train(engine, "combinatorial-2x2-uniform-12", "regretnet");
    train(engine, "additive-2x2-uniform", "equivariantnet");
    train(engine, "exponential", "auctionnet");
    choose(engine, "additive-1x2-uniform", "rochetnet");
    choose(engine, "additive-2x2-uniform", "lottery-ama");
    choose(engine, "screening-1x2:uniform(0,1)", "finitely-convex");
    choose(engine, "screening-1x2(hinge(1),squares(0.1)):lognormal(0,0.25)", "finitely-convex");
  }

  private static void train(Engine engine, String setting, String family) {
    run(engine, setting, family, List.of(spec(setting, family, 1), spec(setting, family, 2)));
  }

  private static void choose(Engine engine, String setting, String family) {
    run(engine, setting, family, List.of(options(setting, family, 1), options(setting, family, 2)));
  }

  private static void run(
      Engine engine, String setting, String family, List<? extends TrainingPlan> plans) {
    try (TrainingPack pack = TrainingPack.start(plans, engine)) {
      pack.advance(2, 2, List.of(TrainingListener.NONE, TrainingListener.NONE));
    }
    System.out.println(family + " in " + setting + ": two trainings, two iterations");
  }

  private static TruthfulTrainingSpec options(String name, String family, long seed) {
    return new TruthfulTrainingSpec(
        Settings.named(name),
        (TruthfulFamily) MechanismFamilies.named(family),
        Architecture.uniform(5, 1),
        new ChoicePhase(MenuChoice.STE, new Sharpness(20, 200), LearningRate.constant(1e-2)),
        Optional.empty(),
        70,
        2,
        seed,
        Optional.empty());
  }

  private static TrainingSpec spec(String name, String family, long seed) {
    Setting setting = Settings.named(name);
    return new TrainingSpec(
        setting,
        (NetworkFamily) MechanismFamilies.named(family),
        new Architecture(List.of(6, 5)),
        new AugmentedLagrangian(5, 1, 2, 3, 7),
        setting.items() == 1 ? 0.5 : 0,
        new MisreportSearch(1, 0.1, AscentRule.ADAM, 1, 1, true, 0, 0, 0.1),
        new Descent(new Adam(), LearningRate.constant(1e-3), 1.0),
        24,
        12,
        2,
        seed,
        new GlorotStart());
  }
}
