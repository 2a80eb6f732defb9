package io.sweepstake.jobs.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keys of a sweep that are called as their flags, and go by another name inside. */
final class Spelling {
  private static final String PARAMS = "params";

  /** The key that stands for a hyper-parameter: what the others are set to. */
  private static final String PRESET = "preset";

  private static final Map<String, String> SAME = Map.of("param", PARAMS, "device", "engine");

  /** The flags' names. */
  static final List<String> FLAGS = List.of("param", "device", PRESET);

  private Spelling() {}

  /**
   * The values by the names that they have inside.
   *
   * @throws IllegalArgumentException if one comes under two names
   */
  static Map<String, Object> settled(Map<String, ?> values) {
    Map<String, Object> settled = new LinkedHashMap<>();
    values.forEach(
        (key, value) -> {
          String name = SAME.getOrDefault(key, key);
          if (!name.equals(key) && values.containsKey(name)) {
            throw new IllegalArgumentException(key + ": is the same as " + name + ", give one");
          }
          settled.put(name, value);
        });
    Object preset = settled.remove(PRESET);
    if (preset != null) {
      Map<Object, Object> params = new LinkedHashMap<>();
      if (settled.get(PARAMS) instanceof Map<?, ?> given) {
        params.putAll(given);
      } else if (settled.get(PARAMS) != null) {
        return settled; // whoever reads them says what is wrong
      }
      if (params.putIfAbsent(PRESET, preset) != null) {
        throw new IllegalArgumentException("preset: is given twice, also among params");
      }
      settled.put(PARAMS, params);
    }
    return settled;
  }
}
