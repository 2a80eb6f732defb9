package io.sweepstake.sweeps.space;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;

/** A parameter that is one of several unordered choices, known by their text. */
public record CategoricalParam(String name, List<String> choices) implements Param<String> {
  public CategoricalParam {
    Param.checkName("param", name);
    choices = List.copyOf(choices);
    if (choices.isEmpty()) {
      throw new IllegalArgumentException(name + ": needs at least one choice, had none");
    }
    if (new HashSet<>(choices).size() != choices.size()) {
      throw new IllegalArgumentException(name + ": choices must differ, were " + choices);
    }
  }

  public static CategoricalParam of(String name, String... choices) {
    return new CategoricalParam(name, List.of(choices));
  }

  @Override
  public CategoricalParam named(String other) {
    return new CategoricalParam(other, choices);
  }

  @Override
  public String decode(double unit) {
    return choices.get(Math.min(choices.size() - 1, (int) (unit * choices.size())));
  }

  @Override
  public double encode(String value) {
    return (choices.indexOf(value) + 0.5) / choices.size();
  }

  @Override
  public boolean contains(String value) {
    return choices.contains(value);
  }

  @Override
  public OptionalInt cardinality() {
    return OptionalInt.of(choices.size());
  }

  @Override
  public double number(String value) {
    return choices.indexOf(value);
  }

  @Override
  public String value(double number) {
    return choices.get((int) number);
  }

  @Override
  public String parse(Object raw) {
    String text = String.valueOf(raw);
    if (!contains(text)) {
      throw outside(raw);
    }
    return text;
  }

  @Override
  public String range() {
    return "one of " + choices;
  }
}
