package io.sweepstake.core.training;

import io.sweepstake.core.network.NetworkProgram;
import io.sweepstake.core.network.NetworkWeights;
import io.sweepstake.core.valuation.Setting;
import java.util.Objects;

/** A warm start: what a network has learned elsewhere. */
public record GivenStart(NetworkWeights weights) implements StartingWeights {
  public GivenStart {
    Objects.requireNonNull(weights, "weights");
  }

  @Override
  public NetworkWeights of(NetworkProgram program, Setting setting, long seed) {
    return weights.requireFor(program);
  }
}
