package io.sweepstake.core.training;

import io.sweepstake.core.engine.Kernels;
import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.network.NetworkWeights;
import io.sweepstake.core.network.RochetNet;
import io.sweepstake.core.valuation.Setting;
import java.util.Objects;
import java.util.Optional;

/**
 * Everything that decides the training of a menu: the same spec gives the same menu, bit for bit,
 * on the same engine. There is no regret to price and no misreport to search.
 *
 * @param batch fresh profiles per iteration; at least 1
 * @param iterations at least 1
 * @param warmStart weights to start from, instead of the family's random ones
 */
public record MenuTrainingSpec(
    Setting setting,
    RochetNet family,
    Architecture architecture,
    MenuChoice choice,
    Sharpness sharpness,
    LearningRate learningRate,
    int batch,
    long iterations,
    long seed,
    Optional<NetworkWeights> warmStart)
    implements TrainingPlan {
  public MenuTrainingSpec {
    Objects.requireNonNull(setting, "setting");
    Objects.requireNonNull(family, "family");
    Objects.requireNonNull(architecture, "architecture");
    Objects.requireNonNull(choice, "choice");
    Objects.requireNonNull(sharpness, "sharpness");
    Objects.requireNonNull(learningRate, "learningRate");
    Objects.requireNonNull(warmStart, "warmStart");
    family.layers(setting, architecture);
    Ranges.atLeast("batch", batch, 1);
    Ranges.atLeast("iterations", iterations, 1);
  }

  @Override
  public Training start(Kernels kernels) {
    return new MenuTrainer(this, kernels);
  }

  @Override
  public MenuTrainingSpec startingFrom(NetworkWeights weights) {
    return new MenuTrainingSpec(
        setting,
        family,
        architecture,
        choice,
        sharpness,
        learningRate,
        batch,
        iterations,
        seed,
        Optional.of(weights));
  }
}
