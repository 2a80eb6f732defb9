package io.sweepstake.jobs.cli.option;

import java.util.Map;
import picocli.CommandLine.Option;

/**
 * What ends a sweep early, and what ends a trial: the options of every command that runs trials.
 */
public final class LimitOptions {
  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "Begin no trial after so long, such as 2h or 1h30m; those running end.")
  private String timeout;

  @Option(
      names = "--stop-at",
      paramLabel = "VALUE",
      description = "Stop once a trial that keeps the constraints is at least as good.")
  private String stopAt;

  @Option(
      names = "--stagnation",
      paramLabel = "N",
      description = "Stop after N trials in a row without a better one.")
  private String stagnation;

  @Option(
      names = "--trial-timeout",
      paramLabel = "TIME",
      description = "Fail a trial that takes longer, such as 10m; it is not tried again.")
  private String trialTimeout;

  /** Adds what is given, by the keys of a YAML file. */
  public void addTo(Map<String, Object> values) {
    put(values, "timeout", timeout);
    put(values, "stop-at", stopAt);
    put(values, "stagnation", stagnation);
    put(values, "trial-timeout", trialTimeout);
  }

  private static void put(Map<String, Object> values, String key, String text) {
    if (text != null) {
      values.put(key, text);
    }
  }
}
