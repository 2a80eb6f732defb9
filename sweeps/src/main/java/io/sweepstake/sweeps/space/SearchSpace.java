package io.sweepstake.sweeps.space;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The parameters of a search, in order, and for the conditional ones the condition under which they
 * exist. Samplers see it as a unit cube with one axis per parameter.
 *
 * @param params at least one, with different names; a parent stands before its children
 * @param conditions by child name; a parameter without one always exists
 */
public record SearchSpace(List<Param<?>> params, Map<String, Condition> conditions)
    implements Serializable {
  public SearchSpace {
    params = List.copyOf(params);
    Map<String, Condition> ordered = new LinkedHashMap<>();
    if (params.isEmpty()) {
      throw new IllegalArgumentException("search space: needs at least one parameter, had none");
    }
    Map<String, Param<?>> seen = new HashMap<>();
    for (Param<?> param : params) {
      Condition condition = conditions.get(param.name());
      if (condition != null) {
        if (!condition.parent().equals(seen.get(condition.parent().name()))) {
          throw new IllegalArgumentException(
              param.name()
                  + ": its parent must stand before it in the search space, was "
                  + condition.parent().name());
        }
        ordered.put(param.name(), condition);
      }
      if (seen.put(param.name(), param) != null) {
        throw new IllegalArgumentException(
            "search space: parameter names must differ, twice " + param.name());
      }
    }
    for (String child : conditions.keySet()) {
      if (!seen.containsKey(child)) {
        throw new IllegalArgumentException(
            "search space: a condition must name a parameter, was " + child);
      }
    }
    conditions = Map.copyOf(ordered);
  }

  public static SearchSpace of(Param<?>... params) {
    return new SearchSpace(List.of(params), Map.of());
  }

  /** This space and a parameter that always exists. */
  public SearchSpace with(Param<?> param) {
    List<Param<?>> more = new ArrayList<>(params);
    more.add(param);
    return new SearchSpace(more, conditions);
  }

  /** This space and a parameter that exists only where {@code parent} is one of {@code choices}. */
  public SearchSpace withConditional(Param<?> child, CategoricalParam parent, String... choices) {
    List<Param<?>> more = new ArrayList<>(params);
    more.add(child);
    Map<String, Condition> conditional = new HashMap<>(conditions);
    conditional.put(child.name(), new Condition(parent, List.of(choices)));
    return new SearchSpace(more, conditional);
  }

  public int size() {
    return params.size();
  }

  public Optional<Param<?>> param(String name) {
    int index = indexOf(name);
    return index < 0 ? Optional.empty() : Optional.of(params.get(index));
  }

  public Optional<Condition> condition(Param<?> param) {
    return Optional.ofNullable(conditions.get(param.name()));
  }

  /** The position of a parameter, or −1. */
  public int indexOf(String name) {
    for (int k = 0; k < params.size(); k++) {
      if (params.get(k).name().equals(name)) {
        return k;
      }
    }
    return -1;
  }

  /**
   * Whether the parameter at {@code index} exists, given the numbers (see {@link Param#number}) of
   * those before it; absent ones are NaN.
   */
  public boolean exists(int index, double[] numbers) {
    if (conditions.isEmpty()) {
      return true;
    }
    Condition condition = conditions.get(params.get(index).name());
    if (condition == null) {
      return true;
    }
    double parent = numbers[indexOf(condition.parent().name())];
    return !Double.isNaN(parent) && condition.choices().contains(condition.parent().value(parent));
  }

  /** How many different points there are, when every parameter is discrete and a long can say. */
  public OptionalLong cardinality() {
    // Children multiply only the part of the space in which they exist, so count parents' choices
    // one by one. Without conditions this is the plain product.
    try {
      return count(0, new double[size()]);
    } catch (ArithmeticException overflow) {
      return OptionalLong.empty();
    }
  }

  private OptionalLong count(int index, double[] numbers) {
    if (index == size()) {
      return OptionalLong.of(1);
    }
    Param<?> param = params.get(index);
    if (!exists(index, numbers)) {
      numbers[index] = Double.NaN;
      return count(index + 1, numbers);
    }
    if (param.cardinality().isEmpty()) {
      return OptionalLong.empty();
    }
    int values = param.cardinality().getAsInt();
    boolean parent =
        conditions.values().stream().anyMatch(c -> c.parent().name().equals(param.name()));
    if (!parent) {
      numbers[index] = 0;
      OptionalLong rest = count(index + 1, numbers);
      return rest.isEmpty() ? rest : OptionalLong.of(Math.multiplyExact(rest.getAsLong(), values));
    }
    long sum = 0;
    for (int k = 0; k < values; k++) {
      numbers[index] = k;
      OptionalLong rest = count(index + 1, numbers);
      if (rest.isEmpty()) {
        return rest;
      }
      sum = Math.addExact(sum, rest.getAsLong());
    }
    return OptionalLong.of(sum);
  }
}
