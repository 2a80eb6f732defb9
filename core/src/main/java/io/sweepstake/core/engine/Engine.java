package io.sweepstake.core.engine;

import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.network.ProgramRunner;
import java.util.List;
import java.util.Optional;

/** What runs networks on one device, for one thread. */
public interface Engine {
  /** As in a trial's provenance and in checkpoints: {@code vector-512}, {@code scalar}. */
  String name();

  /**
   * The heavy loops of trainings of one shape ({@link BatchMember#requireOneShape}), side by side.
   *
   * @throws IllegalArgumentException naming the first member of another shape
   */
  Batch batch(List<BatchMember> members);

  /**
   * How many members of this shape fill its device, by memory and by what it runs at a time: at
   * least 1, which is what it says where packs gain nothing.
   */
  default int capacity(BatchMember member) {
    return 1;
  }

  /** Runs trained networks as mechanisms. */
  ProgramRunner runner();

  /**
   * What runs the choices of truthful families on its device; empty where these run on {@link
   * #kernels}.
   */
  default Optional<ChoiceEngine> choices() {
    return Optional.empty();
  }

  /** Loops on the host, for what is no program. */
  Kernels kernels();
}
