package io.sweepstake.jobs.auction;

import io.sweepstake.core.dl4j.Nd4jKernels;
import io.sweepstake.core.kernel.Kernels;
import io.sweepstake.core.kernel.Loops;
import io.sweepstake.sweeps.space.CategoricalParam;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** Which engine trains: the hyper-parameter {@code engine}, fixed for a study as a rule. */
public enum EngineChoice {
  /** The fastest of this process. */
  BEST(() -> Loops.best().get()),
  VECTOR(Loops.VECTOR),
  SCALAR(Loops.SCALAR),
  /** ND4J's backend, whichever is on the class path. */
  ND4J(Nd4jKernels::new);

  static final String NAME = "engine";

  private final Supplier<Kernels> kernels;

  EngineChoice(Supplier<Kernels> kernels) {
    this.kernels = kernels;
  }

  /**
   * New kernels of the engine that is chosen, for one thread.
   *
   * @param values of hyper-parameters by name; without one for the engine, the best
   * @throws IllegalStateException saying what is missing, if this process cannot run it
   */
  public static Kernels kernels(Map<String, ?> values) {
    Object name = values.containsKey(NAME) ? values.get(NAME) : text(BEST);
    return Arrays.stream(values())
        .filter(choice -> text(choice).equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "engine: must be one of " + range().choices() + ", was " + name))
        .kernels
        .get();
  }

  static CategoricalParam range() {
    return CategoricalParam.of(
        NAME, Arrays.stream(values()).map(EngineChoice::text).toArray(String[]::new));
  }

  private static String text(EngineChoice choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }
}
