package io.sweepstake.sweeps.space;

import java.io.Serializable;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * One dimension of a {@link SearchSpace}: a name, a set of values of type {@code T}, and a map
 * between them and the unit interval.
 *
 * <p>The map is the one under which a uniform draw from [0, 1) is the prior: uniform over the range
 * (of the logarithm, for a log scale), over the grid of a stepped range, or over the choices.
 * {@code decode(encode(v))} equals {@code v} for every value of the set.
 *
 * <p>Names are made of letters, digits and underscores and start with a letter, because they become
 * column names ({@code params_<name>}).
 */
public sealed interface Param<T> extends Serializable
    permits FloatParam, IntParam, CategoricalParam {
  String name();

  /** The same under another name. */
  Param<T> named(String name);

  /** The value at a position in [0, 1]; 1 itself gives the last value. */
  T decode(double unit);

  /** The position of a value in [0, 1]: for grids and choices, the middle of its cell. */
  double encode(T value);

  boolean contains(T value);

  /** How many values there are, when they can be counted in an int. */
  OptionalInt cardinality();

  /** The value as a double: a float or int itself, a choice by its index. */
  double number(T value);

  /** The inverse of {@link #number}. */
  T value(double number);

  /**
   * Reads a value that came from text, JSON, YAML or a table.
   *
   * @throws IllegalArgumentException naming the parameter, the rule and the value
   */
  T parse(Object raw);

  /** What the values are, in words: {@code in [1e-5, 1] on a log scale}. */
  String range();

  /** Whether there is only one value. */
  default boolean fixed() {
    return cardinality().orElse(2) == 1;
  }

  /** The string for a message when a value is outside. */
  default IllegalArgumentException outside(Object value) {
    return new IllegalArgumentException(name() + ": must be " + range() + ", was " + value);
  }

  /**
   * Checks a name of a parameter, metric or attribute.
   *
   * @throws IllegalArgumentException unless letters, digits and underscores, first a letter
   */
  static String checkName(String kind, String name) {
    if (name == null || !Names.PATTERN.matcher(name).matches()) {
      throw new IllegalArgumentException(
          kind
              + " name: must start with a letter and hold only letters, digits and '_', was "
              + (name == null ? "null" : '"' + name + '"'));
    }
    return name;
  }
}

/** Keeps the pattern out of the interface's public face. */
final class Names {
  static final Pattern PATTERN = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");

  private Names() {}
}
