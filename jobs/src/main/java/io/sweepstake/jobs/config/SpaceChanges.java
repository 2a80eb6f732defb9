package io.sweepstake.jobs.config;

import io.sweepstake.sweeps.space.CategoricalParam;
import io.sweepstake.sweeps.space.Condition;
import io.sweepstake.sweeps.space.Param;
import io.sweepstake.sweeps.space.SearchSpace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a person wants otherwise in a search space.
 *
 * @param params {@link ParamSyntax} by parameter name; dashes in names stand for underscores
 */
public record SpaceChanges(Map<String, String> params) {
  public SpaceChanges {
    Map<String, String> named = new LinkedHashMap<>();
    params.forEach((name, text) -> named.put(name.strip().replace('-', '_'), text));
    params = named;
  }

  /**
   * The space with the changed parameters in the place of the old. A parameter whose condition can
   * no longer hold is left out.
   *
   * @throws IllegalArgumentException if a parameter is unknown, its values are no values, or it
   *     could not exist any more
   */
  public SearchSpace applyTo(SearchSpace space) {
    for (String name : params.keySet()) {
      if (space.param(name).isEmpty()) {
        List<String> names = space.params().stream().map(Param::name).toList();
        throw new IllegalArgumentException(
            "param: no parameter is called " + name + Suggestion.clause(name, names));
      }
    }
    Map<String, Param<?>> changed = new LinkedHashMap<>();
    Map<String, Condition> conditions = new LinkedHashMap<>();
    for (Param<?> param : space.params()) {
      String text = params.get(param.name());
      Condition condition = space.conditions().get(param.name());
      if (condition != null) {
        Param<?> parent = changed.get(condition.parent().name());
        List<String> choices = new ArrayList<>(condition.choices());
        if (parent instanceof CategoricalParam category) {
          choices.retainAll(category.choices());
        }
        if (parent == null || choices.isEmpty()) {
          if (text != null) {
            throw new IllegalArgumentException(
                param.name()
                    + ": exists only where "
                    + condition.parent().name()
                    + " is one of "
                    + condition.choices()
                    + ", which is excluded");
          }
          continue;
        }
        conditions.put(param.name(), new Condition((CategoricalParam) parent, choices));
      }
      changed.put(param.name(), text == null ? param : ParamSyntax.parse(param, text));
    }
    return new SearchSpace(List.copyOf(changed.values()), conditions);
  }
}
