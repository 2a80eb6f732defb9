package io.sweepstake.cluster.profile;

import io.sweepstake.jobs.config.Suggestion;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Who hands out a cluster's machines, and how its masters are written. */
public enum Manager {
  LOCAL("local(\\[(\\*|[1-9]\\d*)])?", "local[N]", "local[*]", null),
  STANDALONE("spark://[^\\s:,/]+:\\d{1,5}(,[^\\s:,/]+:\\d{1,5})*", "spark://HOST:PORT", null, null),
  YARN("yarn", "yarn", "yarn", "spark-yarn_"),
  KUBERNETES("k8s://\\S+", "k8s://https://HOST:PORT", null, "spark-kubernetes_");

  private final Pattern masters;
  private final String form;
  private final String usual;
  private final String module;

  Manager(String masters, String form, String usual, String module) {
    this.masters = Pattern.compile(masters);
    this.form = form;
    this.usual = usual;
    this.module = module;
  }

  /**
   * @throws IllegalArgumentException if there is none of this name
   */
  static Manager named(String name) {
    List<String> names = Stream.of(values()).map(Manager::toString).toList();
    int index = names.indexOf(name);
    if (index < 0) {
      throw new IllegalArgumentException(
          "manager: must be one of "
              + String.join(", ", names)
              + ", was "
              + name
              + Suggestion.nearest(name, names).map(n -> "; did you mean " + n + "?").orElse(""));
    }
    return values()[index];
  }

  /** The master where none is named, if the manager has just one. */
  Optional<String> usualMaster() {
    return Optional.ofNullable(usual);
  }

  /**
   * @throws IllegalArgumentException if a master is not written as this manager's are
   */
  String checkMaster(String master) {
    if (!masters.matcher(master).matches()) {
      throw new IllegalArgumentException(
          "master: must be " + form + " for manager " + this + ", was " + master);
    }
    return master;
  }

  /** The form of its masters, such as {@code spark://HOST:PORT}. */
  String form() {
    return form;
  }

  /** How the name of the jar begins that a Spark installation must have to talk to it, if any. */
  public Optional<String> module() {
    return Optional.ofNullable(module);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
