package io.sweepstake.sweeps.pruner;

import io.sweepstake.sweeps.option.Option;
import io.sweepstake.sweeps.option.Services;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.Strategy;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The pruners by the names and options that a study records. */
public final class Pruners {
  private static final Services<PrunerKind> KINDS =
      new Services<>("pruner", PrunerKind.class, kind -> kind.description().name());

  private Pruners() {}

  public static List<String> names() {
    return List.copyOf(KINDS.here().keySet());
  }

  /** Every pruner with its options, for people to read; simple ones come first. */
  public static List<PrunerDescription> describe() {
    return KINDS.here().values().stream().map(PrunerKind::description).toList();
  }

  /**
   * The pruner of a name.
   *
   * @throws IllegalArgumentException when there is no such pruner
   */
  public static PrunerKind kind(String name) {
    PrunerKind kind = KINDS.here().get(name);
    if (kind == null) {
      throw new IllegalArgumentException("pruner: must be one of " + names() + ", was " + name);
    }
    return kind;
  }

  /**
   * The names of the options that a pruner takes.
   *
   * @throws IllegalArgumentException when there is no such pruner
   */
  public static Set<String> options(String name) {
    return kind(name).description().known().stream()
        .map(Option::name)
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * The pruner that a study asks for. All that compare values take the options {@code metric} and
   * {@code direction} ({@code maximize} or {@code minimize}) to compare another metric than {@code
   * otherwise}; so studies with several objectives can be pruned too.
   *
   * @param otherwise what is compared unless the options name a metric, mostly the objective's
   *     first goal
   * @param steps the full length of a trial, at least 1
   * @throws IllegalArgumentException naming the pruner or option, the rule and the value
   */
  public static Pruner of(Strategy strategy, Goal otherwise, long steps) {
    if (steps < 1) {
      throw new IllegalArgumentException("pruner steps: must be at least 1, was " + steps);
    }
    return kind(strategy.name()).pruner(strategy.options(), otherwise, steps);
  }
}
