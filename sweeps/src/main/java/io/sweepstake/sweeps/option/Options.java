package io.sweepstake.sweeps.option;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

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
    long value = parsed(name, text);
    if (value != (int) value) {
      throw refusal(name, "a whole number below 2147483648", text);
    }
    return (int) value;
  }

  /** A number of steps; its default may be one that the description tells only in words. */
  public long steps(String name, long otherwise) {
    return gives(name) ? parsed(name, text(name)) : otherwise;
  }

  private long parsed(String name, String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException notWhole) {
      throw refusal(name, "a whole number", text);
    }
  }

  /** A number; its default may be one that the description tells only in words. */
  public double real(String name, double otherwise) {
    return gives(name) ? real(name) : otherwise;
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

  /** A word of an enumeration, in upper or lower case. */
  public <T extends Enum<T>> T choice(String name, Class<T> type) {
    String text = text(name);
    List<T> choices = List.of(type.getEnumConstants());
    for (T choice : choices) {
      if (choice.toString().equalsIgnoreCase(text)) {
        return choice;
      }
    }
    throw refusal(name, "one of " + choices, text);
  }

  /** Names that are joined by {@code +}; none when not given. */
  public Set<String> names(String name) {
    return Arrays.stream((gives(name) ? text(name) : "").split("\\+"))
        .map(String::strip)
        .filter(each -> !each.isEmpty())
        .collect(Collectors.toSet());
  }

  /** What is given, without blanks around it, or the default. */
  public String text(String name) {
    String text = given.get(name);
    if (text != null) {
      return text.strip();
    }
    for (Option option : known) {
      if (option.name().equals(name)) {
        return option.otherwise();
      }
    }
    throw new IllegalStateException(strategy + ": reads the option " + name + ", which it lacks");
  }

  /** That an option breaks a rule. */
  public IllegalArgumentException refusal(String name, String rule, String text) {
    return new IllegalArgumentException(
        strategy + " " + name + ": must be " + rule + ", was " + text);
  }
}
