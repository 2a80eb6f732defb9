package io.sweepstake.sweeps.sampler;

import java.util.List;
import java.util.Map;

/** Reads the options of one sampler, by the defaults that describe them. */
final class OptionReader {
  private final String sampler;
  private final List<SamplerOption> known;
  private final Map<String, String> given;

  /**
   * A reader of the options a person gave.
   *
   * @throws IllegalArgumentException naming an option that is not among {@code known}
   */
  OptionReader(String sampler, List<SamplerOption> known, Map<String, String> given) {
    this.sampler = sampler;
    this.known = known;
    this.given = given;
    List<String> names = known.stream().map(SamplerOption::name).sorted().toList();
    for (String name : given.keySet()) {
      if (!names.contains(name)) {
        throw new IllegalArgumentException(sampler + ": options are " + names + ", was " + name);
      }
    }
  }

  boolean gives(String name) {
    return given.containsKey(name);
  }

  int whole(String name) {
    String text = text(name);
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException notWhole) {
      throw refusal(name, "a whole number", text);
    }
  }

  double real(String name) {
    String text = text(name);
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException notANumber) {
      throw refusal(name, "a number", text);
    }
  }

  boolean flag(String name) {
    String text = text(name);
    if (!text.equals("true") && !text.equals("false")) {
      throw refusal(name, "true or false", text);
    }
    return text.equals("true");
  }

  String text(String name) {
    String text = given.get(name);
    if (text != null) {
      return text;
    }
    for (SamplerOption option : known) {
      if (option.name().equals(name)) {
        return option.otherwise();
      }
    }
    throw new IllegalStateException(sampler + ": reads the option " + name + ", which it lacks");
  }

  private IllegalArgumentException refusal(String name, String rule, String text) {
    return new IllegalArgumentException(
        sampler + " " + name + ": must be " + rule + ", was " + text);
  }
}
