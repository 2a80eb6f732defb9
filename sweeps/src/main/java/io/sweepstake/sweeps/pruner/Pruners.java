package io.sweepstake.sweeps.pruner;

import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Strategy;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The pruners by the names and options that a study records. */
public final class Pruners {
  private static final String TENTHS = "warmup, interval (steps/10)";
  private static final String FIRST = "steps/factor^2";
  private static final Map<String, Description> ALL = describe();

  private Pruners() {}

  /**
   * A pruner for people.
   *
   * @param meaning what it does
   * @param options by name, with what they are unless given
   */
  public record Description(String meaning, String options) {}

  private static Map<String, Description> describe() {
    Map<String, Description> all = new LinkedHashMap<>();
    all.put("none", new Description("every trial runs to its end", ""));
    all.put(
        "threshold",
        new Description("stops what is outside of bounds", "lower, upper (none); " + TENTHS));
    all.put(
        "median",
        new Description(
            "stops below the median of completed trials", "startup (5), others (1); " + TENTHS));
    all.put(
        "percentile",
        new Description("as median, below another percentile", "percentile (25), and median's"));
    all.put(
        "patient",
        new Description(
            "stops what no longer improves, or has inner judge it",
            "patience (5), tolerance (0), inner (none) with its options; " + TENTHS));
    all.put(
        "asha",
        new Description(
            "successive halving that stops", "factor (4), first (" + FIRST + "), bootstrap (0)"));
    all.put(
        "asha_promotion",
        new Description(
            "successive halving that waits: the best go on", "factor (4), first (" + FIRST + ")"));
    all.put(
        "hyperband",
        new Description(
            "several successive halvings side by side",
            "factor (3), first (" + FIRST + "), bootstrap (0), brackets by name or seed (name)"));
    all.put(
        "wilcoxon",
        new Description(
            "for steps that are repetitions: a signed-rank test",
            "threshold (0.1), startup (2); warmup (2), interval (1)"));
    all.put(
        "pbt",
        new Description(
            "population-based training",
            "quantile (0.25), resample (0.25), frozen (a+b); " + TENTHS));
    return Collections.unmodifiableMap(all);
  }

  public static List<String> names() {
    return List.copyOf(ALL.keySet());
  }

  /** All pruners, by name. */
  public static Map<String, Description> descriptions() {
    return ALL;
  }

  /**
   * The names of the options that a pruner reads.
   *
   * @throws IllegalArgumentException when there is no such pruner
   */
  public static Set<String> options(String name) {
    PrunerOptions options =
        new PrunerOptions(Strategy.of(name), Goal.maximize(Metric.of("value")), 1000);
    try {
      Pruner unused = read(name, options);
    } catch (IllegalArgumentException incomplete) {
      // Some need an option; what they read is known all the same.
      if (!ALL.containsKey(name)) {
        throw incomplete;
      }
    }
    return options.known();
  }

  /**
   * The pruner that a study asks for. All take the options {@code metric} and {@code direction}
   * ({@code maximize} or {@code minimize}) to compare another metric than {@code otherwise}; so
   * studies with several objectives can be pruned too.
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
    PrunerOptions options = new PrunerOptions(strategy, otherwise, steps);
    Pruner pruner = read(strategy.name(), options);
    options.close();
    return pruner;
  }

  private static Pruner read(String name, PrunerOptions options) {
    long tenth = Math.max(1, options.steps() / 10);
    return switch (name) {
      case "none" -> new NoPruner();
      case "threshold" ->
          new ThresholdPruner(
              options.goal(),
              options.rungs(tenth, tenth),
              options.real("lower", Double.NEGATIVE_INFINITY),
              options.real("upper", Double.POSITIVE_INFINITY));
      case "median" -> median(options, 50);
      case "percentile" -> median(options, options.real("percentile", 25));
      case "patient" -> patient(options, tenth);
      case "asha" -> {
        int factor = factor(options, 4);
        yield new AshaPruner(
            options.goal(),
            first(options, factor),
            factor,
            options.steps(),
            options.small("bootstrap", 0));
      }
      case "asha_promotion" -> {
        int factor = factor(options, 4);
        yield new PromotionPruner(options.goal(), first(options, factor), factor, options.steps());
      }
      case "hyperband" -> {
        int factor = factor(options, 3);
        yield new HyperbandPruner(
            options.goal(),
            first(options, factor),
            factor,
            options.steps(),
            options.small("bootstrap", 0),
            options.choice("brackets", HyperbandPruner.Assignment.NAME));
      }
      case "wilcoxon" ->
          new WilcoxonPruner(
              options.goal(),
              options.rungs(2, 1),
              options.real("threshold", 0.1),
              options.small("startup", 2));
      case "pbt" ->
          new PopulationTraining(
              options.goal(),
              options.rungs(tenth, tenth),
              options.real("quantile", 0.25),
              options.real("resample", 0.25),
              options.names("frozen"));
      default ->
          throw new IllegalArgumentException("pruner: must be one of " + names() + ", was " + name);
    };
  }

  private static Pruner median(PrunerOptions options, double percentile) {
    long tenth = Math.max(1, options.steps() / 10);
    return new MedianPruner(
        options.goal(),
        options.rungs(tenth, tenth),
        percentile,
        options.small("startup", 5),
        options.small("others", 1));
  }

  private static Pruner patient(PrunerOptions options, long tenth) {
    int patience = options.small("patience", 5);
    double tolerance = options.real("tolerance", 0);
    String inner = options.text("inner", "none");
    Goal goal = options.goal();
    if (inner.equals("none")) {
      return new PatientPruner(null, goal, options.rungs(tenth, tenth), patience, tolerance);
    }
    if (inner.equals("patient")) {
      throw new IllegalArgumentException("patient inner: must be another pruner, was patient");
    }
    Pruner judge = of(options.rest(inner), goal, options.steps());
    return new PatientPruner(judge, goal, List.of(), patience, tolerance);
  }

  private static int factor(PrunerOptions options, int otherwise) {
    int factor = options.small("factor", otherwise);
    if (factor < 2) {
      throw new IllegalArgumentException("asha factor: must be at least 2, was " + factor);
    }
    return factor;
  }

  /** Two rungs by default. */
  private static long first(PrunerOptions options, int factor) {
    return options.whole("first", Math.max(1, options.steps() / ((long) factor * factor)));
  }
}
