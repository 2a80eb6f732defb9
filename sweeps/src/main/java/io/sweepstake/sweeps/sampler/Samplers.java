package io.sweepstake.sweeps.sampler;

import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.Strategy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The samplers by the names and options that a study records. */
public final class Samplers {
  private static final List<Kind> KINDS =
      List.of(
          new Kind(
              new SamplerDescription(
                  "cma-es",
                  "a normal distribution that adapts to the better half of its trials; for hundreds"
                      + " of trials of continuous parameters",
                  false,
                  CmaEsOptions.DESCRIPTION),
              true,
              options -> new CmaEsSampler(CmaEsOptions.of(options))),
          new Kind(
              new SamplerDescription(
                  "genetic", "children of two good points", true, GeneticSampler.DESCRIPTION),
              true,
              GeneticSampler::of),
          new Kind(
              new SamplerDescription(
                  "gp",
                  "Bayesian optimisation with a Gaussian process; for up to some hundred expensive"
                      + " trials",
                  false,
                  GpOptions.DESCRIPTION),
              true,
              options -> new GpSampler(GpOptions.of(options))),
          new Kind(
              new SamplerDescription(
                  "grid", "every point of a grid", true, GridSampler.DESCRIPTION),
              false,
              GridSampler::of),
          new Kind(
              new SamplerDescription("qmc", "a scrambled Sobol sequence", true, List.of()),
              false,
              options -> new QmcSampler()),
          new Kind(
              new SamplerDescription("random", "uniform points", true, List.of()),
              false,
              options -> new RandomSampler()),
          new Kind(
              new SamplerDescription(
                  "tpe",
                  "where good trials are dense and bad ones are not, by Parzen estimators",
                  true,
                  TpeOptions.DESCRIPTION),
              true,
              options -> new TpeSampler(TpeOptions.of(options))));

  /**
   * A sampler to be made.
   *
   * @param startsUp whether its first trials are random
   */
  private record Kind(
      SamplerDescription description,
      boolean startsUp,
      Function<Map<String, String>, Sampler> maker) {
    Kind {
      List<SamplerOption> options = new ArrayList<>(description.options());
      if (startsUp) {
        options.add(EvenStartup.OPTION);
      }
      options.add(Duplicates.OPTION);
      description =
          new SamplerDescription(
              description.name(), description.meaning(), description.manyGoals(), options);
    }
  }

  private Samplers() {}

  public static List<String> names() {
    return KINDS.stream().map(kind -> kind.description.name()).toList();
  }

  /** Every sampler with its options, for people to read. */
  public static List<SamplerDescription> describe() {
    return KINDS.stream().map(Kind::description).toList();
  }

  /**
   * The sampler that a study asks for. In finite spaces it proposes no point twice, unless the
   * option {@code duplicates} says otherwise.
   *
   * @throws IllegalArgumentException naming the sampler or option, the rule and the value
   */
  public static Sampler of(Strategy strategy) {
    Kind kind = kind(strategy.name());
    Duplicates duplicates = duplicates(strategy);
    // Names of options are checked against the whole description, values by the sampler.
    OptionReader unused =
        new OptionReader(strategy.name(), kind.description.options(), strategy.options());
    Map<String, String> own = new TreeMap<>(strategy.options());
    own.remove(Duplicates.OPTION.name());
    String design = own.remove(EvenStartup.OPTION.name());
    Sampler sampler = kind.maker.apply(own);
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
    if (!kind(strategy.name()).description.manyGoals()) {
      requireOneGoal(strategy.name(), objective);
    }
  }

  static void requireOneGoal(String name, Objective objective) {
    if (objective.goals().size() != 1) {
      throw new IllegalArgumentException(
          name
              + ": takes one goal, had "
              + objective.goals().size()
              + "; tpe and genetic take several");
    }
  }

  private static Kind kind(String name) {
    return KINDS.stream()
        .filter(kind -> kind.description.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "sampler: must be one of " + names() + ", was " + name));
  }
}
