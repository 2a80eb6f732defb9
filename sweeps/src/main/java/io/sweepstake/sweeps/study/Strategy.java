package io.sweepstake.sweeps.study;

import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A sampler or pruner by name, with the options that differ from its defaults. */
public record Strategy(String name, SortedMap<String, String> options) implements Serializable {
  public Strategy {
    if (name.isBlank()) {
      throw new IllegalArgumentException("strategy: needs a name, was blank");
    }
    options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
  }

  public static Strategy of(String name) {
    return new Strategy(name, new TreeMap<>());
  }

  public static Strategy of(String name, Map<String, String> options) {
    return new Strategy(name, new TreeMap<>(options));
  }

  /** {@code tpe(candidates=48)}. */
  @Override
  public String toString() {
    return options.isEmpty() ? name : name + options.toString().replace('{', '(').replace('}', ')');
  }
}
