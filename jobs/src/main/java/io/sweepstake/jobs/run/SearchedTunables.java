package io.sweepstake.jobs.run;

import io.sweepstake.sweeps.problem.Tunable;
import io.sweepstake.sweeps.space.CategoricalParam;
import io.sweepstake.sweeps.space.Condition;
import io.sweepstake.sweeps.space.Param;
import io.sweepstake.sweeps.space.SearchSpace;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which hyper-parameters a study searches, where, and under which conditions. */
final class SearchedTunables {
  private final Map<String, Param<?>> params = new LinkedHashMap<>();
  private final Map<String, Condition> conditions = new HashMap<>();

  private SearchedTunables() {}

  /**
   * The space of those that are searched, or that a person speaks of. One that hangs on a choice is
   * left out where no trial makes that choice, and always there where all do.
   *
   * @param changes ranges that a person gives, by name
   */
  static SearchSpace space(List<Tunable<?>> tunables, Map<String, Param<?>> changes) {
    SearchedTunables searched = new SearchedTunables();
    Map<String, String> settled = new HashMap<>();
    for (Tunable<?> tunable : tunables) {
      Param<?> change = changes.get(tunable.name());
      if (change != null || tunable.searched()) {
        searched.add(tunable, change == null ? tunable.range() : change, settled);
      } else {
        settled.put(tunable.name(), String.valueOf(tunable.preset()));
      }
    }
    return new SearchSpace(List.copyOf(searched.params.values()), searched.conditions);
  }

  /**
   * @param settled values of those before it that are not searched, by name
   */
  private void add(Tunable<?> tunable, Param<?> range, Map<String, String> settled) {
    if (tunable.when().isPresent()) {
      Condition when = tunable.when().get();
      String parent = when.parent().name();
      List<String> made =
          params.get(parent) instanceof CategoricalParam searched
              ? searched.choices()
              : List.of(settled.get(parent));
      List<String> choices = when.choices().stream().filter(made::contains).toList();
      if (choices.isEmpty()) {
        return;
      }
      if (choices.size() < made.size()) {
        conditions.put(
            tunable.name(), new Condition((CategoricalParam) params.get(parent), choices));
      }
    }
    params.put(tunable.name(), range);
  }
}
