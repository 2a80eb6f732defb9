package io.sweepstake.core.training;

import io.sweepstake.core.engine.Engine;
import io.sweepstake.core.engine.tiles.TileEngine;
import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.network.MechanismFamily;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.setting.Setting;
import java.util.List;

/**
 * Everything that decides a training, whatever the family: the same plan gives the same weights,
 * bit for bit, on the same engine.
 */
public interface TrainingPlan {
  Setting setting();

  MechanismFamily family();

  Architecture architecture();

  /** At least 1. */
  long iterations();

  long seed();

  /** How many bytes the weights of its network have. */
  default long weightBytes() {
    return family().layers(setting(), architecture()).stream()
        .mapToLong(layer -> (long) layer.outputs() * (layer.inputs() + 1) * Float.BYTES)
        .sum();
  }

  /** About how many bytes a checkpoint has: weights, and the optimiser's two moments of them. */
  default long checkpointBytes() {
    return 3 * weightBytes();
  }

  /** The same with other weights to start from. */
  TrainingPlan startingFrom(NetworkWeights weights);

  /** A training of this plan, at iteration 0. */
  Training start(Engine engine);

  /** Trainings of plans of which this is the first; see {@link TrainingPack#start}. */
  default TrainingPack pack(List<? extends TrainingPlan> plans, Engine engine) {
    return new PackByTurns(plans, engine);
  }

  /**
   * Refuses an engine whose device has no kernel for this kind of training.
   *
   * @throws IllegalArgumentException naming what it has none for
   */
  default void requireKernels(Engine engine) {}

  /** See {@link TrainingPack#capacity}. */
  default int capacity(Engine engine) {
    return 1;
  }

  /** A training of this plan on tiles, by these loops. */
  default Training start(Kernels kernels) {
    return start(new TileEngine(kernels));
  }
}
