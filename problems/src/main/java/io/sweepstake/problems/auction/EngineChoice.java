package io.sweepstake.problems.auction;

import io.sweepstake.core.dl4j.Nd4jKernels;
import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.kernel.Loops;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** The engines that a study may pin its trials to. */
enum EngineChoice {
  VECTOR(Loops.VECTOR),
  SCALAR(Loops.SCALAR),
  /** ND4J's backend, whichever is on the class path. */
  ND4J(Nd4jKernels::new);

  private final Supplier<Kernels> kernels;

  EngineChoice(Supplier<Kernels> kernels) {
    this.kernels = kernels;
  }

  /** Their names. */
  static List<String> names() {
    return Arrays.stream(values()).map(EngineChoice::text).toList();
  }

  /**
   * New kernels of an engine, for one thread.
   *
   * @param name of the engine; the fastest of this process without one
   * @throws IllegalArgumentException if there is no such engine
   * @throws IllegalStateException saying what is missing, if this process cannot run it
   */
  static Kernels kernels(Optional<String> name) {
    if (name.isEmpty()) {
      return Loops.best().get();
    }
    return Arrays.stream(values())
        .filter(choice -> text(choice).equals(name.get()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "engine: must be one of " + names() + ", was " + name.get()))
        .kernels
        .get();
  }

  private static String text(EngineChoice choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }
}
