package io.sweepstake.jobs.config;

import io.sweepstake.sweeps.study.Strategy;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A sampler or pruner with options as people write it: {@code asha:factor=3,first=2000}, or in YAML
 * also a mapping with the key {@code name} beside the options. Dashes in names stand for
 * underscores.
 */
final class StrategySyntax {
  private StrategySyntax() {}

  /**
   * Reads one.
   *
   * @param key what is being read, for messages
   * @throws IllegalArgumentException if it has no name, or an option without a value
   */
  static Strategy parse(String key, Object raw) {
    Map<String, String> options = new LinkedHashMap<>();
    if (raw instanceof Map<?, ?> map) {
      map.forEach((name, value) -> options.put(plain(name), String.valueOf(value)));
      String name = options.remove("name");
      if (name == null) {
        throw new IllegalArgumentException(key + ": must have a name, was " + raw);
      }
      return Strategy.of(plain(name), options);
    }
    String text = String.valueOf(raw).strip();
    int colon = text.indexOf(':');
    if (colon < 0) {
      return Strategy.of(plain(text));
    }
    for (String option : text.substring(colon + 1).split(",")) {
      int equals = option.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException(
            key + ": wants options such as asha:factor=3,first=2000, was " + text);
      }
      options.put(plain(option.substring(0, equals)), option.substring(equals + 1).strip());
    }
    return Strategy.of(plain(text.substring(0, colon)), options);
  }

  private static String plain(Object name) {
    return String.valueOf(name).strip().replace('-', '_');
  }
}
