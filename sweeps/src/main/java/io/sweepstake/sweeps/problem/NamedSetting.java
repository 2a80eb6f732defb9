package io.sweepstake.sweeps.problem;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A problem that can be had by name.
 *
 * @param name a value of its kind's first field
 * @param about what there is to know of it in short, by column: numbers and words
 * @param description in a few words
 */
public record NamedSetting(String name, Map<String, Object> about, String description) {
  public NamedSetting {
    about = Collections.unmodifiableMap(new LinkedHashMap<>(about));
  }
}
