package io.sweepstake.benchmarks;

import io.sweepstake.core.descent.AscentRule;
import io.sweepstake.core.descent.Descent;
import io.sweepstake.core.descent.LearningRate;
import io.sweepstake.core.engine.tiles.TileEngine;
import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.loss.AugmentedLagrangian;
import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.network.RegretNet;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.Settings;
import io.sweepstake.core.training.GlorotStart;
import io.sweepstake.core.training.MisreportSearch;
import io.sweepstake.core.training.Trainer;
import io.sweepstake.core.training.TrainingSpec;

/**
 * The training iteration that engines are compared by: RegretNet, additive, two hidden layers of
 * 100 in each network, batch 128, 25 plain ascent steps for every bidder from one misreport, one
 * Adam step on the augmented Lagrangian.
 */
public record Workload(int bidders, int items) {
  private static final int WIDTH = 100;
  private static final int BATCH = 128;
  private static final int STEPS = 25;

  /** Such as {@code 2x2}. */
  public static Workload of(String shape) {
    String[] sides = shape.split("x");
    return new Workload(Integer.parseInt(sides[0]), Integer.parseInt(sides[1]));
  }

  /** A trainer that never ends. */
  public Trainer trainer(Kernels kernels) {
    return new Trainer(spec(1), new TileEngine(kernels));
  }

  /** A training that never ends. */
  public TrainingSpec spec(long seed) {
    Setting setting = Settings.named("additive-" + bidders + "x" + items + "-uniform");
    return new TrainingSpec(
        setting,
        new RegretNet(),
        Architecture.uniform(WIDTH, 2),
        new AugmentedLagrangian(5, 2, 0, 100, 10_000),
        0,
        new MisreportSearch(STEPS, 0.1, AscentRule.SGD, 1, 0, true, 0, STEPS, 0.1),
        Descent.adam(LearningRate.constant(1e-3)),
        32 * BATCH,
        BATCH,
        Long.MAX_VALUE / 2,
        seed,
        new GlorotStart());
  }

  /**
   * Floating-point operations that one iteration executes in matrix products, a multiplication and
   * an addition counted as two. Element-wise work is not counted.
   */
  public double flops() {
    double width = WIDTH;
    double own = items;
    double bids = (double) bidders * items;
    double logits = (bidders + 1.0) * items;
    // One misreport step of one bidder, one profile: both networks forward, and back to her bids.
    double forward = 2 * (2 * own * width + 2 * width * width + (logits + 1) * width);
    double others = 2 * 2 * (bids - own + 1) * width;
    double full = 2 * (2 * bids * width + 2 * width * width + (logits + bidders) * width);
    double ascent = bidders * (forward * (2 * STEPS + 2) + others);
    double parameterStep = full + (bidders + 1) * 2 * full;
    return BATCH * (ascent + parameterStep);
  }
}
