package io.sweepstake.sweeps.sampler;

import io.sweepstake.sweeps.study.Strategy;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The samplers by the names and options that a study records. */
public final class Samplers {
  private static final List<String> NAMES = List.of("genetic", "grid", "random", "tpe");

  private Samplers() {}

  public static List<String> names() {
    return NAMES;
  }

  /**
   * The sampler that a study asks for. In finite spaces it proposes no point twice, unless the
   * option {@code duplicates} is {@code allow} (it is {@code reject} by default).
   *
   * @throws IllegalArgumentException naming the sampler or option, the rule and the value
   */
  public static Sampler of(Strategy strategy) {
    Map<String, String> options = new TreeMap<>(strategy.options());
    String duplicates = options.getOrDefault("duplicates", "reject");
    options.remove("duplicates");
    if (!duplicates.equals("reject") && !duplicates.equals("allow")) {
      throw new IllegalArgumentException(
          strategy.name() + " duplicates: must be one of [reject, allow], was " + duplicates);
    }
    Sampler sampler = plain(strategy.name(), options);
    return duplicates.equals("reject") ? new DistinctSampler(sampler) : sampler;
  }

  private static Sampler plain(String name, Map<String, String> options) {
    return switch (name) {
      case "tpe" -> new TpeSampler(TpeOptions.of(options));
      case "random" -> {
        only(name, options, List.of());
        yield new RandomSampler();
      }
      case "genetic" -> {
        only(name, options, List.of("population"));
        yield new GeneticSampler(
            whole(name, "population", options.getOrDefault("population", "10")), 3, 1);
      }
      case "grid" -> {
        only(name, options, List.of("levels"));
        yield new GridSampler(whole(name, "levels", options.getOrDefault("levels", "3")));
      }
      default ->
          throw new IllegalArgumentException("sampler: must be one of " + NAMES + ", was " + name);
    };
  }

  private static void only(String name, Map<String, String> options, List<String> known) {
    for (String option : options.keySet()) {
      if (!known.contains(option)) {
        throw new IllegalArgumentException(
            name + ": options are " + known + " and duplicates, was " + option);
      }
    }
  }

  private static int whole(String name, String option, String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException notWhole) {
      throw new IllegalArgumentException(
          name + " " + option + ": must be a whole number, was " + text, notWhole);
    }
  }
}
