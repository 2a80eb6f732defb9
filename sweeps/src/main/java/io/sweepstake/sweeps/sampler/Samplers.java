package io.sweepstake.sweeps.sampler;

import io.sweepstake.sweeps.option.Option;
import io.sweepstake.sweeps.option.Options;
import io.sweepstake.sweeps.option.Services;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.Strategy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The samplers by the names and options that a study records. */
public final class Samplers {
  private static final Services<SamplerKind> KINDS =
      new Services<>("sampler", SamplerKind.class, kind -> kind.description().name());

  private Samplers() {}

  private static SortedMap<String, SamplerKind> kinds() {
    return new TreeMap<>(KINDS.here());
  }

  public static List<String> names() {
    return List.copyOf(kinds().keySet());
  }

  /** Every sampler with all of its options, for people to read. */
  public static List<SamplerDescription> describe() {
    return kinds().values().stream().map(Samplers::described).toList();
  }

  private static SamplerDescription described(SamplerKind kind) {
    SamplerDescription own = kind.description();
    List<Option> options = new ArrayList<>(own.options());
    if (kind.startsUp()) {
      options.add(EvenStartup.OPTION);
    }
    options.add(Duplicates.OPTION);
    return new SamplerDescription(own.name(), own.meaning(), own.manyGoals(), options);
  }

  /**
   * The sampler that a study asks for. In finite spaces it proposes no point twice, unless the
   * option {@code duplicates} says otherwise.
   *
   * @throws IllegalArgumentException naming the sampler or option, the rule and the value
   */
  public static Sampler of(Strategy strategy) {
    SamplerKind kind = kind(strategy.name());
    Duplicates duplicates = duplicates(strategy);
    // Names of options are checked against the whole description, values by the sampler.
    Options unused = new Options(strategy.name(), described(kind).options(), strategy.options());
    Map<String, String> own = new TreeMap<>(strategy.options());
    own.remove(Duplicates.OPTION.name());
    String design = own.remove(EvenStartup.OPTION.name());
    Sampler sampler = kind.sampler(own);
    if (design != null && EvenStartup.asked(strategy.name(), design)) {
      sampler = new EvenStartup(sampler);
    }
    return duplicates == Duplicates.REJECT ? new DistinctSampler(sampler) : sampler;
  }

  /**
   * What a study does with points it has already.
   *
   * @throws IllegalArgumentException naming the sampler, the rule and the value
   */
  public static Duplicates duplicates(Strategy strategy) {
    String text =
        strategy.options().getOrDefault(Duplicates.OPTION.name(), Duplicates.OPTION.otherwise());
    List<String> words = Arrays.stream(Duplicates.values()).map(Duplicates::word).toList();
    if (!words.contains(text)) {
      throw new IllegalArgumentException(
          strategy.name() + " duplicates: must be one of " + words + ", was " + text);
    }
    return Duplicates.values()[words.indexOf(text)];
  }

  /**
   * Checks that a study's sampler exists, understands its options, and takes its objective.
   *
   * @throws IllegalArgumentException naming the sampler or option, the rule and the value
   */
  public static void check(Strategy strategy, Objective objective) {
    Sampler unused = of(strategy);
    if (!kind(strategy.name()).description().manyGoals()) {
      requireOneGoal(strategy.name(), objective);
    }
  }

  /**
   * Refuses an objective of several goals.
   *
   * @param name of the sampler that takes one
   */
  public static void requireOneGoal(String name, Objective objective) {
    if (objective.goals().size() != 1) {
      throw new IllegalArgumentException(
          name
              + ": takes one goal, had "
              + objective.goals().size()
              + "; auto, gp, tpe and genetic take several");
    }
  }

  private static SamplerKind kind(String name) {
    SamplerKind kind = KINDS.here().get(name);
    if (kind == null) {
      throw new IllegalArgumentException("sampler: must be one of " + names() + ", was " + name);
    }
    return kind;
  }
}
