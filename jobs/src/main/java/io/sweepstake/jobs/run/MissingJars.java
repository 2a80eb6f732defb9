package io.sweepstake.jobs.run;

import io.sweepstake.jobs.spark.SparkWorkers;
import io.sweepstake.sweeps.study.History;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The jars that a study's trials ran with, where what they brought is not here. */
final class MissingJars {
  private static final String SEPARATOR = ", ";
  private static final int SHOWN = 12; // digits of a checksum

  private MissingJars() {}

  /** Why a study's problem is unknown: a jar that is not loaded, or else what was found. */
  static IllegalArgumentException of(History history, IllegalArgumentException unknown) {
    Set<String> loaded = Set.of(System.getProperty(SparkWorkers.PLUGINS, "").split(SEPARATOR));
    List<String> missing =
        history.trials().stream()
            .flatMap(trial -> Stream.ofNullable(trial.provenance().attributes().get("plugins")))
            .distinct()
            .flatMap(jars -> Arrays.stream(jars.split(SEPARATOR)))
            .distinct()
            .filter(jar -> !loaded.contains(jar))
            .map(jar -> "--plugin " + jar.replaceFirst(" (sha256:.{" + SHOWN + "}).*", " ($1…)"))
            .toList();
    if (missing.isEmpty()) {
      return unknown;
    }
    return new IllegalArgumentException(
        unknown.getMessage().replaceFirst("; the nearest is .*", "")
            + "; its trials ran with "
            + String.join(" and ", missing)
            + ", which must be given here too",
        unknown);
  }
}
