package io.sweepstake.sweeps.option;

import java.util.List;
import java.util.Map;

/** Reads the options of one strategy, by the defaults that describe them. */
public final class Options {
  private final String strategy;
  private final List<Option> known;
  private final Map<String, String> given;

  /**
   * A reader of the options a person gave.
   *
   * @throws IllegalArgumentException naming an option that is not among {@code known}
   */
  public Options(String strategy, List<Option> known, Map<String, String> given) {
    this.strategy = strategy;
    this.known = known;
    this.given = given;
    List<String> names = known.stream().map(Option::name).sorted().toList();
    for (String name : given.keySet()) {
      if (!names.contains(name)) {
        throw new IllegalArgumentException(strategy + ": options are " + names + ", was " + name);
      }
    }
  }

  public boolean gives(String name) {
    return given.containsKey(name);
  }

  public int whole(String name) {
    String text = text(name);
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException notWhole) {
      throw refusal(name, "a whole number", text);
    }
  }

  public double real(String name) {
    String text = text(name);
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException notANumber) {
      throw refusal(name, "a number", text);
    }
  }

  public boolean flag(String name) {
    String text = text(name);
    if (!text.equals("true") && !text.equals("false")) {
      throw refusal(name, "true or false", text);
    }
    return text.equals("true");
  }

  public String text(String name) {
    String text = given.get(name);
    if (text != null) {
      return text;
    }
    for (Option option : known) {
      if (option.name().equals(name)) {
        return option.otherwise();
      }
    }
    throw new IllegalStateException(strategy + ": reads the option " + name + ", which it lacks");
  }

  private IllegalArgumentException refusal(String name, String rule, String text) {
    return new IllegalArgumentException(
        strategy + " " + name + ": must be " + rule + ", was " + text);
  }
}
