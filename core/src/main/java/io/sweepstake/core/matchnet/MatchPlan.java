package io.sweepstake.core.matchnet;

import io.sweepstake.core.descent.Descent;
import io.sweepstake.core.descent.Ranges;
import io.sweepstake.core.exchange.ExchangeSetting;
import io.sweepstake.core.loss.TrainingLoss;
import java.util.Objects;

/**
 * All that decides a training.
 *
 * @param loss what regret costs; it is told regret in pairs, and a revenue of 1
 * @param iterations at least 1
 * @param batch pools of an iteration, a multiple of 64
 * @param pools that it trains on, over and over, at least one batch
 * @param hiding how hospitals look for what to hide
 */
public record MatchPlan(
    ExchangeSetting setting,
    MatchNet net,
    TrainingLoss loss,
    Descent descent,
    long iterations,
    int batch,
    int pools,
    Hiding hiding,
    long seed) {
  /**
   * How a hospital looks for what to hide, in each pool at each visit.
   *
   * @param draws whole reports drawn anew, beside the best one of earlier visits; at least 0
   * @param steps of projected gradient ascent from the best of these; at least 0
   * @param rate of the ascent, in pairs: a step is a slope, scaled so that its greatest is 1, times
   *     this; above 0
   * @param misreporter step size of a network of each hospital's that learns what to hide, and
   *     whose proposal is tried beside the draws; at least 0, and 0 for none
   */
  public record Hiding(int draws, int steps, double rate, double misreporter) {
    public Hiding {
      Ranges.atLeast("hiding_draws", draws, 0);
      Ranges.atLeast("hiding_steps", steps, 0);
      Ranges.above("hiding_rate", rate, 0);
      Ranges.atLeast("misreporter", misreporter, 0);
    }

    /** Without networks. */
    public Hiding(int draws, int steps, double rate) {
      this(draws, steps, rate, 0);
    }

    boolean learned() {
      return misreporter > 0;
    }
  }

  private static final int TILE = 64;

  public MatchPlan {
    Objects.requireNonNull(setting, "setting");
    Objects.requireNonNull(net, "net");
    Objects.requireNonNull(loss, "loss");
    Objects.requireNonNull(descent, "descent");
    Objects.requireNonNull(hiding, "hiding");
    Ranges.atLeast("iterations", iterations, 1);
    if (batch < TILE || batch % TILE != 0) {
      throw new IllegalArgumentException("batch: must be a multiple of 64, was " + batch);
    }
    Ranges.atLeast("pools", pools, batch);
  }

  int tiles() {
    return batch / TILE;
  }
}
