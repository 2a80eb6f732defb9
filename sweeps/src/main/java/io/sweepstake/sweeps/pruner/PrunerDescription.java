package io.sweepstake.sweeps.pruner;

import io.sweepstake.sweeps.option.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a pruner is and which options it has.
 *
 * @param name by which a study asks for it
 * @param meaning what it does
 * @param compares whether it looks at values, so that it takes {@link PrunerOptions#METRIC} and
 *     {@link PrunerOptions#DIRECTION} too
 * @param options its own
 */
public record PrunerDescription(
    String name, String meaning, boolean compares, List<Option> options) {
  public PrunerDescription {
    options = List.copyOf(options);
  }

  /** All options it takes. */
  public List<Option> known() {
    List<Option> known = new ArrayList<>(options);
    if (compares) {
      known.add(PrunerOptions.METRIC);
      known.add(PrunerOptions.DIRECTION);
    }
    return known;
  }

  /** The option by which it is told from which step on it may judge, if it has one. */
  public Optional<Option> firstStep() {
    return options.stream()
        .filter(option -> option.equals(PrunerOptions.FIRST) || option.equals(PrunerOptions.WARMUP))
        .findFirst();
  }

  /** Its own options in a line, each with its default: {@code factor (4), bootstrap (0)}. */
  public String defaults() {
    return options.stream()
        .map(option -> option.name() + " (" + option.otherwise() + ")")
        .collect(Collectors.joining(", "));
  }
}
