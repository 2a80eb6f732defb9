package io.sweepstake.core.network;

import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.program.NetworkProgram;
import io.sweepstake.core.program.NetworkWeights;

/** Makes a program and its weights a mechanism: all that a family knows of an engine. */
@FunctionalInterface
public interface ProgramRunner {
  /**
   * @throws IllegalArgumentException if the weights are another program's
   */
  Mechanism mechanism(NetworkProgram program, NetworkWeights weights);
}
