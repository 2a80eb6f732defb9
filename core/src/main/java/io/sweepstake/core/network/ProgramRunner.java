package io.sweepstake.core.network;

import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.program.NetworkProgram;
import io.sweepstake.core.program.NetworkWeights;

/**
 * Makes a program and its weights a mechanism: all that a family knows of an engine.
 *
 * <p>Who is done with its mechanisms closes it, so that a device has its memory back at once; what
 * nobody closes is released when it is collected.
 */
@FunctionalInterface
public interface ProgramRunner extends AutoCloseable {
  /**
   * @throws IllegalArgumentException if the weights are another program's
   */
  Mechanism mechanism(NetworkProgram program, NetworkWeights weights);

  /** Releases the mechanisms that it made, which are not to be asked any more. */
  @Override
  default void close() {}
}
