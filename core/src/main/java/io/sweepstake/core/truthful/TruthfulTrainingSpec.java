package io.sweepstake.core.truthful;

import io.sweepstake.core.descent.Ranges;
import io.sweepstake.core.engine.Engine;
import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.network.TruthfulFamily;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.training.Training;
import io.sweepstake.core.training.TrainingPack;
import io.sweepstake.core.training.TrainingPlan;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Everything that decides the training of a truthful family: the same spec gives the same weights,
 * bit for bit, on the same engine. There is no regret to price and no misreport to search.
 *
 * @param first how choices are made and steps taken at the start
 * @param then what may take over
 * @param batch fresh profiles per iteration; at least 1
 * @param iterations at least 1
 * @param warmStart weights to start from, instead of the family's random ones
 */
public record TruthfulTrainingSpec(
    Setting setting,
    TruthfulFamily family,
    Architecture architecture,
    ChoicePhase first,
    Optional<SecondPhase> then,
    int batch,
    long iterations,
    long seed,
    Optional<NetworkWeights> warmStart)
    implements TrainingPlan {
  public TruthfulTrainingSpec {
    Objects.requireNonNull(setting, "setting");
    Objects.requireNonNull(family, "family");
    Objects.requireNonNull(architecture, "architecture");
    Objects.requireNonNull(first, "first");
    Objects.requireNonNull(then, "then");
    Objects.requireNonNull(warmStart, "warmStart");
    family.layers(setting, architecture);
    Ranges.atLeast("batch", batch, 1);
    Ranges.atLeast("iterations", iterations, 1);
  }

  @Override
  public Training start(Engine engine) {
    return new TruthfulTrainer(this, engine);
  }

  /** Side by side where the engine's device runs their choices. */
  @Override
  public TrainingPack pack(List<? extends TrainingPlan> plans, Engine engine) {
    return engine.choices().isPresent()
            && plans.stream().allMatch(TruthfulTrainingSpec.class::isInstance)
        ? new TruthfulPack(plans.stream().map(TruthfulTrainingSpec.class::cast).toList(), engine)
        : TrainingPlan.super.pack(plans, engine);
  }

  @Override
  public void requireKernels(Engine engine) {
    if (engine.choices().isPresent()) {
      TruthfulTrainer unused = TruthfulTrainer.ofPack(this, engine);
    }
  }

  @Override
  public int capacity(Engine engine) {
    return engine
        .choices()
        .map(choices -> choices.capacity(TruthfulTrainer.ofPack(this, engine).shape()))
        .orElse(1);
  }

  @Override
  public TruthfulTrainingSpec startingFrom(NetworkWeights weights) {
    return new TruthfulTrainingSpec(
        setting, family, architecture, first, then, batch, iterations, seed, Optional.of(weights));
  }

  /**
   * What takes over.
   *
   * @param when the first phase ends
   */
  public record SecondPhase(ChoicePhase phase, PhaseSwitch when) {
    public SecondPhase {
      Objects.requireNonNull(phase, "phase");
      Objects.requireNonNull(when, "when");
    }
  }
}
