package io.sweepstake.sweeps.space;

import java.io.Serializable;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One place in a search space: a value for every parameter that exists there. Read it with the
 * parameter itself: {@code double rate = point.get(LEARNING_RATE)}.
 *
 * <p>Held as one double per parameter (see {@link Param#number}), so that a hundred thousand points
 * stay small.
 */
public final class Point implements Serializable {
  private static final long serialVersionUID = 1;

  private final SearchSpace space;
  private final double[] numbers;

  private Point(SearchSpace space, double[] numbers) {
    this.space = space;
    this.numbers = numbers;
  }

  /**
   * The point with these values by parameter name.
   *
   * @throws IllegalArgumentException when a value is missing, outside its range, unknown, or given
   *     for a parameter that does not exist there
   */
  public static Point of(SearchSpace space, Map<String, ?> values) {
    for (String name : values.keySet()) {
      if (space.indexOf(name) < 0) {
        throw new IllegalArgumentException(
            "point: no such parameter "
                + name
                + ", the search space has "
                + space.params().stream().map(Param::name).toList());
      }
    }
    double[] numbers = new double[space.size()];
    Arrays.fill(numbers, Double.NaN);
    for (int k = 0; k < numbers.length; k++) {
      Param<?> param = space.params().get(k);
      Object raw = values.get(param.name());
      if (!space.exists(k, numbers)) {
        if (raw != null) {
          throw new IllegalArgumentException(
              param.name()
                  + ": exists only where "
                  + space.conditions().get(param.name()).parent().name()
                  + " is one of "
                  + space.conditions().get(param.name()).choices()
                  + ", was given "
                  + raw);
        }
      } else if (raw == null) {
        throw new IllegalArgumentException(param.name() + ": must have a value, had none");
      } else {
        numbers[k] = parsed(param, raw);
      }
    }
    return new Point(space, numbers);
  }

  private static <T> double parsed(Param<T> param, Object raw) {
    return param.number(param.parse(raw));
  }

  /** The point at a position in the unit cube, one coordinate per parameter in space order. */
  public static Point decode(SearchSpace space, double[] unit) {
    double[] numbers = new double[space.size()];
    Arrays.fill(numbers, Double.NaN);
    for (int k = 0; k < numbers.length; k++) {
      if (space.exists(k, numbers)) {
        numbers[k] = decoded(space.params().get(k), unit[k]);
      }
    }
    return new Point(space, numbers);
  }

  private static <T> double decoded(Param<T> param, double unit) {
    return param.number(param.decode(unit));
  }

  /**
   * The point with these numbers (see {@link Param#number}), one per parameter in space order and
   * NaN for those that do not exist there. Meant for samplers and stores; the numbers are trusted.
   */
  public static Point ofNumbers(SearchSpace space, double[] numbers) {
    if (numbers.length != space.size()) {
      throw new IllegalArgumentException(
          "point: needs " + space.size() + " numbers, was given " + numbers.length);
    }
    return new Point(space, numbers.clone());
  }

  public SearchSpace space() {
    return space;
  }

  /**
   * The value of a parameter.
   *
   * @throws IllegalArgumentException when the space has no such parameter or it does not exist here
   */
  public <T> T get(Param<T> param) {
    return find(param)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    param.name() + ": has no value at this point, which is " + this));
  }

  /** The value of a parameter, where it exists. */
  public <T> Optional<T> find(Param<T> param) {
    int index = space.indexOf(param.name());
    if (index < 0 || Double.isNaN(numbers[index])) {
      return Optional.empty();
    }
    return Optional.of(param.value(numbers[index]));
  }

  /** The value of the parameter with this name (Double, Integer or String), where it exists. */
  public Optional<Object> find(String name) {
    int index = space.indexOf(name);
    return index < 0 || Double.isNaN(numbers[index])
        ? Optional.empty()
        : Optional.of(space.params().get(index).value(numbers[index]));
  }

  /** The number of the parameter at this position in the space, NaN where it does not exist. */
  public double number(int index) {
    return numbers[index];
  }

  /** Position in the unit cube, one coordinate per parameter; NaN where it does not exist. */
  public double[] encode() {
    double[] unit = new double[numbers.length];
    for (int k = 0; k < unit.length; k++) {
      unit[k] = Double.isNaN(numbers[k]) ? Double.NaN : encoded(space.params().get(k), numbers[k]);
    }
    return unit;
  }

  private static <T> double encoded(Param<T> param, double number) {
    return param.encode(param.value(number));
  }

  /** Values (Double, Integer or String) by name, in space order; only those that exist here. */
  public Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    for (int k = 0; k < numbers.length; k++) {
      if (!Double.isNaN(numbers[k])) {
        values.put(space.params().get(k).name(), space.params().get(k).value(numbers[k]));
      }
    }
    return values;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Point point
        && Arrays.equals(numbers, point.numbers)
        && space.equals(point.space);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(numbers);
  }

  @Override
  public String toString() {
    return values().entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining(", ", "{", "}"));
  }
}
