package io.sweepstake.jobs.config;

import io.sweepstake.sweeps.study.Strategy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A sampler or pruner with options as people write it: {@code asha:factor=3,first=2000}, or in YAML
 * also a mapping with the key {@code name} beside the options. Dashes in options stand for
 * underscores.
 */
final class StrategySyntax {
  private StrategySyntax() {}

  /**
   * Reads one.
   *
   * @param key what is being read, for messages
   * @param names those there are
   * @param example what it should look like
   * @throws IllegalArgumentException if it has no name or another one, or an option without a value
   */
  static Strategy parse(String key, Object raw, List<String> names, String example) {
    Map<String, String> options = new LinkedHashMap<>();
    String name;
    if (raw instanceof Map<?, ?> map) {
      map.forEach((option, value) -> options.put(String.valueOf(option), String.valueOf(value)));
      name = options.remove("name");
      if (name == null) {
        throw new IllegalArgumentException(key + ": must have a name, was " + raw);
      }
    } else {
      String text = String.valueOf(raw).strip();
      int colon = text.indexOf(':');
      name = colon < 0 ? text : text.substring(0, colon);
      if (colon >= 0) {
        options.putAll(Assignments.parse(key, text.substring(colon + 1), example));
      }
    }
    name = spelled(name.strip().toLowerCase(Locale.ROOT), names);
    if (!names.contains(name)) {
      throw new IllegalArgumentException(
          key + ": no " + key + " is called " + name + Suggestion.clause(name, names));
    }
    Map<String, String> underscored = new LinkedHashMap<>();
    options.forEach((option, value) -> underscored.put(option.replace('-', '_'), value));
    return Strategy.of(name, underscored);
  }

  /** The name there is that differs at most in dashes and underscores. */
  private static String spelled(String name, List<String> names) {
    return names.stream()
        .filter(known -> known.replace('-', '_').equals(name.replace('-', '_')))
        .findFirst()
        .orElse(name);
  }
}
