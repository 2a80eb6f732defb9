package io.sweepstake.core.training;

import io.sweepstake.core.descent.AscentRule;
import io.sweepstake.core.descent.Descent;
import io.sweepstake.core.descent.Ranges;
import io.sweepstake.core.engine.Engine;
import io.sweepstake.core.loss.TrainingLoss;
import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.network.NetworkFamily;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.setting.Setting;
import java.util.List;
import java.util.Objects;

/**
 * Everything that decides the training of a network against misreports: the same spec gives the
 * same network, bit for bit, on the same engine.
 *
 * @param loss how regret is priced
 * @param monotonicityPrice λ_m, the price of allocations that fall as a bidder's own report rises;
 *     single item only; at least 0
 * @param descent how weights follow the gradient
 * @param profiles size of the fixed training set; at least one batch
 * @param batch profiles per iteration; at least 1
 * @param iterations at least 1
 * @param start the weights at iteration 0
 */
public record TrainingSpec(
    Setting setting,
    NetworkFamily family,
    Architecture architecture,
    TrainingLoss loss,
    double monotonicityPrice,
    MisreportSearch misreports,
    Descent descent,
    int profiles,
    int batch,
    long iterations,
    long seed,
    StartingWeights start)
    implements TrainingPlan {
  private static final long LARGEST_SET = 1L << 24;

  public TrainingSpec {
    Objects.requireNonNull(setting, "setting");
    Objects.requireNonNull(family, "family");
    Objects.requireNonNull(architecture, "architecture");
    Objects.requireNonNull(loss, "loss");
    Objects.requireNonNull(misreports, "misreports");
    Objects.requireNonNull(descent, "descent");
    Objects.requireNonNull(start, "start");
    Ranges.atLeast("lambda_monotonicity", monotonicityPrice, 0);
    if (monotonicityPrice > 0 && setting.items() != 1) {
      throw new IllegalArgumentException(
          "lambda_monotonicity: is for a single item, but setting "
              + setting.name()
              + " has "
              + setting.items());
    }
    Ranges.atLeast("batch", batch, 1);
    if (profiles < batch || profiles > LARGEST_SET) {
      throw new IllegalArgumentException(
          "profiles: must be from the batch, "
              + batch
              + ", to "
              + LARGEST_SET
              + ", was "
              + profiles);
    }
    Ranges.atLeast("iterations", iterations, 1);
  }

  /** With the best misreports of every training profile so far. */
  @Override
  public long checkpointBytes() {
    int kept = misreports.rule() == AscentRule.CARRIED_ADAM ? 3 : 1;
    long values = (long) profiles * setting.bidders() * setting.items();
    return TrainingPlan.super.checkpointBytes()
        + kept * misreports.ascents() * values * Float.BYTES;
  }

  @Override
  public Training start(Engine engine) {
    return new Trainer(this, engine);
  }

  /** Of networks alone: in one {@link io.sweepstake.core.engine.Batch}. */
  @Override
  public TrainingPack pack(List<? extends TrainingPlan> plans, Engine engine) {
    return plans.stream().allMatch(TrainingSpec.class::isInstance)
        ? new NetworkPack(plans.stream().map(TrainingSpec.class::cast).toList(), engine)
        : TrainingPlan.super.pack(plans, engine);
  }

  @Override
  public int capacity(Engine engine) {
    return engine.capacity(new TrainingMember(this).shape());
  }

  @Override
  public TrainingSpec startingFrom(NetworkWeights weights) {
    return new TrainingSpec(
        setting,
        family,
        architecture,
        loss,
        monotonicityPrice,
        misreports,
        descent,
        profiles,
        batch,
        iterations,
        seed,
        new GivenStart(weights));
  }
}
