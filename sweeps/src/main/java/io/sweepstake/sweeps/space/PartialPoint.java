package io.sweepstake.sweeps.space;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Values for some parameters of a search space; the others are left to whoever completes it. A
 * conditional parameter that is given exists: its parents, where they are not given, get choices
 * under which it does.
 */
public final class PartialPoint {
  private final SearchSpace space;

  /** One number per parameter (see {@link Param#number}), NaN where none is given. */
  private final double[] given;

  /** By parameter: the choices under which every given descendant exists; null for all. */
  private final List<List<String>> allowed;

  private PartialPoint(SearchSpace space, double[] given, List<List<String>> allowed) {
    this.space = space;
    this.given = given;
    this.allowed = allowed;
  }

  /**
   * The partial point with these values by parameter name.
   *
   * @throws IllegalArgumentException when a value is outside its range, or given for a parameter
   *     that the space does not have or that cannot exist beside the others
   */
  public static PartialPoint of(SearchSpace space, Map<String, ?> values) {
    double[] given = new double[space.size()];
    Arrays.fill(given, Double.NaN);
    values.forEach(
        (name, raw) -> {
          int index = space.indexOf(name);
          if (index < 0) {
            throw new IllegalArgumentException(
                "point: no such parameter "
                    + name
                    + ", the search space has "
                    + space.params().stream().map(Param::name).toList());
          }
          given[index] = parsed(space.params().get(index), raw);
        });
    return new PartialPoint(space, given, allowed(space, given));
  }

  private static <T> double parsed(Param<T> param, Object raw) {
    return param.number(param.parse(raw));
  }

  private static List<List<String>> allowed(SearchSpace space, double[] given) {
    List<List<String>> allowed =
        new ArrayList<>(Collections.nCopies(space.size(), (List<String>) null));
    // Children stand behind their parents, so that a parent has heard of all below it when its turn
    // comes.
    for (int child = space.size() - 1; child >= 0; child--) {
      boolean needed = !Double.isNaN(given[child]) || allowed.get(child) != null;
      Optional<Condition> condition = space.condition(space.params().get(child));
      if (!needed || condition.isEmpty()) {
        continue;
      }
      CategoricalParam parent = condition.get().parent();
      int index = space.indexOf(parent.name());
      List<String> choices = new ArrayList<>(condition.get().choices());
      if (allowed.get(index) != null) {
        choices.retainAll(allowed.get(index));
      }
      String name = space.params().get(child).name();
      boolean excluded =
          !Double.isNaN(given[index]) && !choices.contains(parent.value(given[index]));
      if (choices.isEmpty() || excluded) {
        throw new IllegalArgumentException(
            name
                + ": exists only where "
                + parent.name()
                + " is one of "
                + condition.get().choices()
                + (excluded
                    ? ", which was given as " + parent.value(given[index])
                    : ", which another given parameter excludes"));
      }
      allowed.set(index, choices);
    }
    return allowed;
  }

  public SearchSpace space() {
    return space;
  }

  /** The given values by name, in space order. */
  public Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    for (int k = 0; k < given.length; k++) {
      if (!Double.isNaN(given[k])) {
        values.put(space.params().get(k).name(), space.params().get(k).value(given[k]));
      }
    }
    return values;
  }

  /** Whether a point has every given value. */
  public boolean matches(Point point) {
    for (int k = 0; k < given.length; k++) {
      if (!Double.isNaN(given[k]) && given[k] != point.number(k)) {
        return false;
      }
    }
    return true;
  }

  /**
   * A whole point: the given values, the proposal's where none is given and it can stand, and
   * uniform draws for the rest.
   *
   * @param proposal a point of the same space, if there is one
   */
  public Point completed(Optional<Point> proposal, RandomGenerator random) {
    double[] numbers = new double[given.length];
    Arrays.fill(numbers, Double.NaN);
    for (int k = 0; k < numbers.length; k++) {
      if (!space.exists(k, numbers)) {
        continue;
      }
      double proposed = proposal.isPresent() ? proposal.get().number(k) : Double.NaN;
      if (!Double.isNaN(given[k])) {
        numbers[k] = given[k];
      } else if (!Double.isNaN(proposed) && stands(k, proposed)) {
        numbers[k] = proposed;
      } else {
        numbers[k] = drawn(k, random);
      }
    }
    return Point.ofNumbers(space, numbers);
  }

  private boolean stands(int index, double number) {
    return allowed.get(index) == null
        || allowed.get(index).contains(space.params().get(index).value(number));
  }

  private double drawn(int index, RandomGenerator random) {
    double unit = random.nextDouble();
    List<String> choices = allowed.get(index);
    if (choices == null) {
      return decoded(space.params().get(index), unit);
    }
    String choice = choices.get((int) (unit * choices.size()));
    return parsed(space.params().get(index), choice);
  }

  private static <T> double decoded(Param<T> param, double unit) {
    return param.number(param.decode(unit));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PartialPoint that
        && Arrays.equals(given, that.given)
        && space.equals(that.space);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(given);
  }

  @Override
  public String toString() {
    return values().toString();
  }
}
