package io.sweepstake.jobs.cli.option;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The repeatable flag {@code --param name=values}. */
public final class ParamOption {
  private ParamOption() {}

  /**
   * Values by parameter name.
   *
   * @throws IllegalArgumentException if a text has no name, no values, or a name comes twice
   */
  public static Map<String, Object> values(List<String> texts) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (String text : texts) {
      int equals = text.indexOf('=');
      if (equals < 1 || equals == text.length() - 1) {
        throw new IllegalArgumentException(
            "--param: wants NAME=VALUES such as lambda0=log:0.1..10, was " + text);
      }
      String name = text.substring(0, equals).strip();
      if (values.put(name, text.substring(equals + 1).strip()) != null) {
        throw new IllegalArgumentException("--param: " + name + " is given twice");
      }
    }
    return values;
  }
}
