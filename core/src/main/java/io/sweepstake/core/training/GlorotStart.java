package io.sweepstake.core.training;

import io.sweepstake.core.program.NetworkProgram;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.setting.Setting;

/** Random weights of Glorot's scale, whatever the values are like. */
public record GlorotStart() implements StartingWeights {
  @Override
  public NetworkWeights of(NetworkProgram program, Setting setting, long seed) {
    return NetworkWeights.glorot(program, seed);
  }
}
