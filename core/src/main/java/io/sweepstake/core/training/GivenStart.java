package io.sweepstake.core.training;

import io.sweepstake.core.program.NetworkProgram;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.setting.Setting;
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
