package io.sweepstake.jobs.cli.option;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** Trials that no sampler proposes: the options of every command that runs trials. */
public final class GivenTrials {
  @Option(
      names = "--enqueue",
      paramLabel = "NAME=VALUE,...",
      description =
          "Run this point first, unless the study has it; what is not named is sampled. Repeatable.")
  private List<String> enqueue = List.of();

  @Option(
      names = "--import",
      paramLabel = "DIR|CSV",
      description =
          "Take over the trials of another study, or of a CSV file such as trials.csv or Optuna's"
              + " trials_dataframe(), without running them. Repeatable.")
  private List<String> imports = List.of();

  /** Adds what is given to what a file says, by the keys of a YAML file. */
  public void addTo(Map<String, Object> values) {
    add(values, "enqueue", enqueue);
    add(values, "import", imports);
  }

  private static void add(Map<String, Object> values, String key, List<String> more) {
    if (!more.isEmpty()) {
      Object there = values.get(key);
      List<Object> all = new ArrayList<>();
      if (there instanceof List<?> list) {
        all.addAll(list);
      } else if (there != null) {
        all.add(there);
      }
      all.addAll(more);
      values.put(key, all);
    }
  }
}
