package io.sweepstake.core.training;

import io.sweepstake.core.program.NetworkProgram;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.setting.Setting;

/** What a network's training starts from. Equal ones give equal weights. */
@FunctionalInterface
public interface StartingWeights {
  /**
   * The weights at iteration 0.
   *
   * @param seed what is random hangs on it alone
   * @throws IllegalArgumentException if they do not fit the program
   */
  NetworkWeights of(NetworkProgram program, Setting setting, long seed);
}
