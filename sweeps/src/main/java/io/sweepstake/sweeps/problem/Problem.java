package io.sweepstake.sweeps.problem;

import io.sweepstake.sweeps.figure.Illustrator;
import io.sweepstake.sweeps.pruner.PrunerDescription;
import io.sweepstake.sweeps.run.trial.TrialFunction;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.Trial;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A problem whose trials can be swept: what there is to choose, how a trial runs, what it measures,
 * and how the best are judged.
 *
 * <p>Problems are values: two with equal {@link #settings} are equal. One whose settings are what
 * its kind calls its {@link ProblemKind#own own}, and whose hyper-parameters are {@link
 * Tunable#presets fixed by them}, need say no more than what is its own here; where its trials are
 * trainings that it starts itself, it is a {@link TrainedProblem}.
 */
public interface Problem {
  /** Of its {@link #settings}, before the name of a hyper-parameter that it is fixed at. */
  String PRESET = "preset.";

  /** The kind that it is of. */
  ProblemKind kind();

  /**
   * All that decides it, by name, as a study records it: {@link ProblemKind#problem} of these is
   * this problem again.
   */
  SortedMap<String, String> settings();

  /** What a study of it is called: as a rule after its kind and the field that a grid varies. */
  default String name() {
    return kind().name() + "-" + settings().get(kind().fields().get(0).key());
  }

  /** The words in which people are told about it. */
  default Words words() {
    return Words.PLAIN;
  }

  /** Its hyper-parameters, each once; the {@link #fixed} ones have that for their preset. */
  List<Tunable<?>> tunables();

  /** The hyper-parameters that it is fixed at, by name, each of its own type. */
  default Map<String, Object> fixed() {
    SortedMap<String, String> settings = settings();
    Map<String, Object> fixed = new LinkedHashMap<>();
    for (Tunable<?> tunable : tunables()) {
      if (settings.containsKey(PRESET + tunable.name())) {
        fixed.put(tunable.name(), tunable.preset());
      }
    }
    return fixed;
  }

  /** The hyper-parameters of a trial by name: what it is to try, and else what is fixed. */
  default Map<String, Object> values(Trial trial) {
    Map<String, Object> values = new LinkedHashMap<>(fixed());
    values.putAll(trial.point().values());
    return values;
  }

  /**
   * The same fixed at these hyper-parameters and no others. They are then their preset, and what
   * hangs on them is as they want it.
   *
   * @param values by name, each of its hyper-parameter's type or as text
   * @throws IllegalArgumentException naming the hyper-parameter, the rule and the value
   */
  default Problem fixing(Map<String, ?> values) {
    SortedMap<String, String> settings = new TreeMap<>(settings());
    settings.keySet().removeIf(key -> key.startsWith(PRESET));
    values.forEach((name, value) -> settings.put(PRESET + name, String.valueOf(value)));
    Problem fixed = kind().problem(settings);
    List<Tunable<?>> unused = fixed.tunables();
    return fixed;
  }

  /**
   * Looks whether a trial could run with some values: as a rule, with any that can be read.
   *
   * @param values of hyper-parameters by name; those without one have their preset
   * @throws IllegalArgumentException naming the first that it could not run with
   */
  default void check(Map<String, Object> values) {
    for (Tunable<?> tunable : tunables()) {
      Object unused = tunable.in(values);
    }
  }

  /** The columns that every trial table of it has, each once. */
  List<MetricColumn> metrics();

  /** What makes a trial good, unless a person says otherwise. */
  Objective defaultObjective();

  /**
   * What an objective asks of trainings themselves: values of hyper-parameters, for those that a
   * person leaves alone. As a rule nothing.
   *
   * @param named the hyper-parameters that a person speaks of, whether as one value or as many
   * @return by name
   */
  default Map<String, Object> aims(Objective objective, Set<String> named) {
    return Map.of();
  }

  /**
   * The metrics that trials measure on their way, for pruners; none if they measure nothing there.
   * As a rule, those of the goal that they have by default.
   */
  default List<Metric> progressMetrics() {
    return List.copyOf(defaultObjective().goals().get(0).weights().keySet());
  }

  /**
   * What pruners compare on the way in place of an objective, which is known at the end: as a rule,
   * its first goal.
   *
   * @throws IllegalArgumentException naming a metric of the objective that has no counterpart
   */
  default Goal progressGoal(Objective objective) {
    Goal goal = objective.goals().get(0);
    for (Metric metric : goal.weights().keySet()) {
      if (!progressMetrics().contains(metric)) {
        throw new IllegalArgumentException(
            "pruner metric: must be one of "
                + progressMetrics()
                + " where trials do not measure the objective's first goal on their way, was not"
                + " given for "
                + metric);
      }
    }
    return goal;
  }

  /** The full length of a trial, at least 1. */
  long steps();

  /**
   * The step before which no trial is to be judged, at least 1. As a rule a fifth of its length:
   * until then, where it started says more about how it compares than what it has learned.
   */
  default long judgedFrom() {
    return Math.max(1, steps() / 5);
  }

  /**
   * What speaks against a kind of pruner for such trials, as the end of a sentence that begins with
   * its name; empty where nothing is known. A person who says from which step on it may judge has
   * decided.
   */
  default Optional<String> against(PrunerDescription pruner) {
    return Optional.empty();
  }

  /** Whether the steps of a trial are repetitions of one measurement. */
  default boolean repeats() {
    return false;
  }

  /** The names of the engines that a study may pin; none where there is nothing to choose. */
  default List<String> engines() {
    return List.of();
  }

  /**
   * Checks the name of an engine.
   *
   * @param here whether trials run in this process: then it must be able to
   * @throws IllegalArgumentException listing the names there are, or saying what is missing
   */
  default void checkEngine(String name, boolean here) {
    if (!engines().contains(name)) {
      throw new IllegalArgumentException(
          "engine: must be auto or one of " + engines() + ", was " + name);
    }
  }

  /**
   * Whether it takes several trials to fill a worker that runs this engine: each worker is then
   * asked {@link TrialFunction#capacity how many}.
   */
  default boolean packs(String engine) {
    return false;
  }

  /**
   * What a study needs before its first trial.
   *
   * @param values that trials can have, by hyper-parameter: more than one where it is searched
   * @throws IllegalArgumentException naming a hyper-parameter that must be fixed for it
   */
  default List<Preparation> preparations(Map<String, List<Object>> values) {
    return List.of();
  }

  /** What trials measure only where an objective is about it, because it takes long. */
  default List<MetricColumn> onRequest() {
    return List.of();
  }

  /**
   * The same, whose trials and judge also measure those of these metrics that are on request.
   *
   * @throws IllegalArgumentException naming one that cannot be measured here, and why
   */
  default Problem measuring(Set<Metric> metrics) {
    return this;
  }

  /** What workers run. */
  TrialFunction trials(TrialOrder order);

  /**
   * How the best trials of a study are judged, harder than by themselves.
   *
   * @param seed of whatever it draws
   */
  default Optional<Judge> judge(long seed) {
    return Optional.empty();
  }

  /**
   * What people could change where no trial keeps to an objective's constraints: a clause each,
   * such as {@code longer trainings (--iterations 10000)}.
   */
  default List<String> remedies(Objective objective) {
    return List.of();
  }

  /** About how many bytes a completed trial leaves on disk; 0 where that is nothing to speak of. */
  default long bytesLeft() {
    return 0;
  }

  /** About how many bytes a checkpoint of a trial has; 0 where that is nothing to speak of. */
  default long checkpointBytes() {
    return 0;
  }

  /** What people should know of its data before anything runs: a sentence each. */
  default List<String> notes() {
    return List.of();
  }

  /** What is known without learning: baselines, optima. May take seconds. */
  default List<Reference> references() {
    return List.of();
  }

  /** The two metrics that pull against each other, for a plot of a report. */
  default Optional<TradeOff> tradeOff() {
    return Optional.empty();
  }

  /** Draws what only it knows of a study: sections of the study's report. As a rule nothing. */
  default Illustrator illustrator() {
    return Illustrator.NONE;
  }

  /** Of its settings, those by which a table of several studies tells them apart, in order. */
  default Map<String, Object> summary() {
    return Map.of();
  }
}
