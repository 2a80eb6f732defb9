package io.sweepstake.jobs.config;

import java.util.LinkedHashMap;
import java.util.Map;

/** Names and values in one line: {@code rate=0.1,width=64,kind=""}. */
final class Assignments {
  private Assignments() {}

  /**
   * The values by name, as text, in order.
   *
   * @param key what the line is for, for messages
   * @param example what it should look like
   * @throws IllegalArgumentException if a part has no name or no value, or a name comes twice
   */
  static Map<String, String> parse(String key, String line, String example) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String part : line.split(",", -1)) {
      int equals = part.indexOf('=');
      String name = equals < 0 ? "" : part.substring(0, equals).strip();
      String value = part.substring(equals + 1).strip();
      if (name.isEmpty() || value.isEmpty()) {
        throw new IllegalArgumentException(
            key + ": wants names and values such as " + example + ", was " + line.strip());
      }
      boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
      String meant = quoted ? value.substring(1, value.length() - 1) : value;
      if (values.put(name, meant) != null) {
        throw new IllegalArgumentException(key + ": " + name + " is given twice in " + line);
      }
    }
    return values;
  }
}
