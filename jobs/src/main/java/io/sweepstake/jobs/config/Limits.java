package io.sweepstake.jobs.config;

import io.sweepstake.sweeps.run.StopCondition;
import io.sweepstake.sweeps.run.trial.TrialFunction;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What ends a sweep before its trials are used up, and what ends a trial.
 *
 * @param timeout after which no more trials begin
 * @param stopAt the value of the objective that is good enough, of a feasible trial
 * @param stagnation how many trials in a row without a better one are enough, at least 1
 * @param trialTimeout after which a trial fails
 */
public record Limits(
    Optional<Duration> timeout,
    OptionalDouble stopAt,
    OptionalInt stagnation,
    Optional<Duration> trialTimeout) {
  public Limits {
    if (stagnation.isPresent() && stagnation.getAsInt() < 1) {
      throw new IllegalArgumentException(
          "stagnation: must be at least 1, was " + stagnation.getAsInt());
    }
  }

  /**
   * Reads those that are given.
   *
   * @param values by key, text or numbers
   * @throws IllegalArgumentException naming the key, the rule and the value
   */
  public static Limits of(Map<String, ?> values) {
    Fields fields = new Fields(values);
    return new Limits(
        fields.text("timeout").map(text -> DurationSyntax.parse("timeout", text)),
        fields.real("stop-at"),
        fields.whole("stagnation"),
        fields.text("trial-timeout").map(text -> DurationSyntax.parse("trial-timeout", text)));
  }

  /** What {@link #of} reads: text by key. */
  public Map<String, String> values() {
    Map<String, String> values = new LinkedHashMap<>();
    timeout.ifPresent(time -> values.put("timeout", time.toSeconds() + "s"));
    stopAt.ifPresent(value -> values.put("stop-at", String.valueOf(value)));
    stagnation.ifPresent(trials -> values.put("stagnation", String.valueOf(trials)));
    trialTimeout.ifPresent(time -> values.put("trial-timeout", time.toSeconds() + "s"));
    return values;
  }

  /** These limits, save those that others set. */
  public Limits changed(Limits others) {
    Map<String, String> values = values();
    values.putAll(others.values());
    return of(values);
  }

  /** Whether any of them ends a sweep. */
  public boolean endsSweep() {
    return timeout.isPresent() || stopAt.isPresent() || stagnation.isPresent();
  }

  /** What ends the sweep, beside its number of trials. */
  public StopCondition stop() {
    StopCondition stop = StopCondition.NEVER;
    if (timeout.isPresent()) {
      stop = stop.or(StopCondition.elapsed(timeout.get()));
    }
    if (stopAt.isPresent()) {
      stop = stop.or(StopCondition.target(stopAt.getAsDouble()));
    }
    if (stagnation.isPresent()) {
      stop = stop.or(StopCondition.stagnation(stagnation.getAsInt()));
    }
    return stop;
  }

  /** The function with its trials' deadline, if they have one. */
  public TrialFunction on(TrialFunction function) {
    return trialTimeout.map(function::within).orElse(function);
  }
}
