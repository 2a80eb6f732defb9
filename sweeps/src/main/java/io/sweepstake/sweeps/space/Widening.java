package io.sweepstake.sweeps.space;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A search space in which some parameters have more values than before: wider ranges, more choices.
 * Every point of the old space is one of the new, with the same numbers (see {@link Param#number}).
 */
public final class Widening {
  private Widening() {}

  /**
   * The space with wider parameters in the place of those of their names; those whose values are
   * the same stay as they are.
   *
   * @throws IllegalArgumentException naming the parameter that the space does not have, or that
   *     would lose values, its scale or its kind
   */
  public static SearchSpace of(SearchSpace space, Map<String, Param<?>> wider) {
    for (String name : wider.keySet()) {
      if (space.param(name).isEmpty()) {
        throw new IllegalArgumentException(
            name
                + ": is not searched in this study, whose search space has "
                + space.params().stream().map(Param::name).toList());
      }
    }
    List<Param<?>> params = new ArrayList<>();
    Map<String, CategoricalParam> parents = new LinkedHashMap<>();
    Map<String, Condition> conditions = new LinkedHashMap<>();
    for (Param<?> param : space.params()) {
      Param<?> asked = wider.get(param.name());
      Param<?> next = asked == null ? param : widened(param, asked);
      params.add(next);
      if (next instanceof CategoricalParam category) {
        parents.put(next.name(), category);
      }
      space
          .condition(param)
          .ifPresent(
              when ->
                  conditions.put(
                      param.name(),
                      new Condition(parents.get(when.parent().name()), when.choices())));
    }
    return new SearchSpace(params, conditions);
  }

  private static Param<?> widened(Param<?> param, Param<?> asked) {
    if (param instanceof CategoricalParam old && asked instanceof CategoricalParam more) {
      List<String> choices = new ArrayList<>(old.choices());
      more.choices().stream().filter(choice -> !old.contains(choice)).forEach(choices::add);
      if (!more.choices().containsAll(old.choices())) {
        throw narrower(param, asked);
      }
      // Those that there were keep their numbers.
      return new CategoricalParam(param.name(), choices);
    }
    boolean holds =
        param instanceof FloatParam old && asked instanceof FloatParam more
            ? holds(more, old)
            : param instanceof IntParam number
                && asked instanceof IntParam whole
                && holds(whole, number);
    if (!holds) {
      throw narrower(param, asked);
    }
    return asked;
  }

  private static boolean holds(FloatParam more, FloatParam old) {
    if (more.step() == 0 || old.fixed()) {
      return more.contains(old.low())
          && more.contains(old.high())
          && (old.fixed() || more.scale() == old.scale());
    }
    return old.step() > 0
        && old.step() >= more.step()
        && more.contains(old.low())
        && more.contains(old.low() + old.step())
        && more.contains(old.high());
  }

  private static boolean holds(IntParam more, IntParam old) {
    return more.contains(old.low())
        && more.contains(old.high())
        && (old.fixed() || (more.scale() == old.scale() && more.contains(old.low() + old.step())));
  }

  private static IllegalArgumentException narrower(Param<?> param, Param<?> asked) {
    return new IllegalArgumentException(
        param.name()
            + ": a study's search space can only grow, and keeps its scales; it is "
            + param.range()
            + ", was asked for "
            + asked.range());
  }
}
