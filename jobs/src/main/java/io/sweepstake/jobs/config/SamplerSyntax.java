package io.sweepstake.jobs.config;

import io.sweepstake.sweeps.sampler.Samplers;
import io.sweepstake.sweeps.study.Strategy;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Samplers as people write them: {@code tpe}, or {@code tpe:candidates=48,multivariate=false}. In
 * YAML a mapping does as well: {@code {name: tpe, candidates: 48}}.
 */
final class SamplerSyntax {
  private SamplerSyntax() {}

  /**
   * Reads a sampler.
   *
   * @param raw text, or a map with the key {@code name}
   * @throws IllegalArgumentException naming the sampler or option that does not exist
   */
  static Strategy parse(Object raw) {
    Map<String, String> options = new LinkedHashMap<>();
    String name;
    if (raw instanceof Map<?, ?> map) {
      map.forEach((key, value) -> options.put(String.valueOf(key), String.valueOf(value)));
      name = options.remove("name");
      if (name == null) {
        throw new IllegalArgumentException(
            "sampler: wants a name, such as {name: tpe, candidates: 48}, was " + raw);
      }
    } else {
      String text = String.valueOf(raw).strip();
      int colon = text.indexOf(':');
      name = colon < 0 ? text : text.substring(0, colon);
      if (colon >= 0) {
        options.putAll(
            Assignments.parse("sampler", text.substring(colon + 1), "tpe:candidates=48"));
      }
    }
    name = name.strip().toLowerCase(Locale.ROOT);
    if (!Samplers.names().contains(name)) {
      throw new IllegalArgumentException(
          "sampler: no sampler is called " + name + Suggestion.clause(name, Samplers.names()));
    }
    Map<String, String> underscored = new LinkedHashMap<>();
    options.forEach((key, value) -> underscored.put(key.replace('-', '_'), value));
    Strategy strategy = Strategy.of(name, underscored);
    var unused = Samplers.of(strategy);
    return strategy;
  }
}
