package io.sweepstake.sweeps.problem;

import io.sweepstake.sweeps.run.TrialFunction;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Objective;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A problem whose trials can be swept: what there is to choose, how a trial runs, what it measures,
 * and how the best are judged.
 *
 * <p>Problems are values: two with equal {@link #settings} are equal.
 */
public interface Problem {
  /**
   * All that decides it, by name, as a study records it: {@link ProblemKind#problem} of these is
   * this problem again.
   */
  SortedMap<String, String> settings();

  /** What a study of it is called. */
  String name();

  /** The words in which people are told about it. */
  Words words();

  /** Its hyper-parameters, each once. */
  List<Tunable<?>> tunables();

  /** The hyper-parameters that it is fixed at, by name, each of its own type. */
  Map<String, Object> fixed();

  /**
   * The same fixed at these hyper-parameters and no others. They are then their preset, and what
   * hangs on them is as they want it.
   *
   * @param values by name, each of its hyper-parameter's type or as text
   * @throws IllegalArgumentException naming the hyper-parameter, the rule and the value
   */
  Problem fixing(Map<String, ?> values);

  /**
   * Looks whether a trial could run with some values.
   *
   * @param values of hyper-parameters by name; those without one have their preset
   * @throws IllegalArgumentException naming the first that it could not run with
   */
  void check(Map<String, Object> values);

  /** The columns that every trial table of it has, each once. */
  List<MetricColumn> metrics();

  /** What makes a trial good, unless a person says otherwise. */
  Objective defaultObjective();

  /**
   * The metrics that trials measure on their way, for pruners; none if they measure nothing there.
   */
  List<Metric> progressMetrics();

  /**
   * What pruners compare on the way in place of an objective, which is known at the end.
   *
   * @throws IllegalArgumentException naming a metric of the objective that has no counterpart
   */
  Goal progressGoal(Objective objective);

  /** The full length of a trial, at least 1. */
  long steps();

  /** The step before which no trial is to be judged, at least 1. */
  long judgedFrom();

  /** Whether the steps of a trial are repetitions of one measurement. */
  default boolean repeats() {
    return false;
  }

  /** The names of the engines that a study may pin; none where there is nothing to choose. */
  default List<String> engines() {
    return List.of();
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

  /** What is known without learning: baselines, optima. May take seconds. */
  default List<Reference> references() {
    return List.of();
  }

  /** The two metrics that pull against each other, for a plot of a report. */
  default Optional<TradeOff> tradeOff() {
    return Optional.empty();
  }

  /** Of its settings, those by which a table of several studies tells them apart, in order. */
  default Map<String, Object> summary() {
    return Map.of();
  }
}
