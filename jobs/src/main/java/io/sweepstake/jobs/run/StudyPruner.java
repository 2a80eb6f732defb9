package io.sweepstake.jobs.run;

import io.sweepstake.jobs.config.Suggestion;
import io.sweepstake.sweeps.problem.Problem;
import io.sweepstake.sweeps.problem.Tunable;
import io.sweepstake.sweeps.pruner.PrunerKind;
import io.sweepstake.sweeps.pruner.PrunerOptions;
import io.sweepstake.sweeps.pruner.Pruners;
import io.sweepstake.sweeps.space.Param;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.study.Strategy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the pruner of a study is told of its problem.
 *
 * @param space that the study searches
 */
record StudyPruner(SearchSpace space, Problem problem) {
  /**
   * A pruner with what the problem knows: when it may judge, and what may change on the way.
   *
   * @throws IllegalArgumentException if it is none for such trials
   */
  Strategy told(Strategy asked) {
    String name = asked.name();
    if (name.equals("none")) {
      return asked;
    }
    Map<String, String> options = new TreeMap<>(asked.options());
    PrunerKind kind = Pruners.kind(name);
    PrunerKind judging = judging(kind, options);
    if (judging.wantsRepetitions() && !problem.repeats()) {
      throw new IllegalArgumentException(
          "pruner: "
              + judging.description().name()
              + " is for trials whose steps are repetitions of one evaluation; a trial of "
              + problem.name()
              + " is "
              + problem.words().trial());
    }
    if (problem.progressMetrics().isEmpty()) {
      throw new IllegalArgumentException(
          "pruner: must be none, as trials of "
              + problem.name()
              + " measure nothing on their way, was "
              + name);
    }
    String from = String.valueOf(fixed().judgedFrom());
    judging.description().firstStep().ifPresent(first -> options.putIfAbsent(first.name(), from));
    if (kind.description().options().contains(PrunerOptions.FROZEN)) {
      String key = PrunerOptions.FROZEN.name();
      options.put(key, frozen(name, options.getOrDefault(key, "")));
    }
    return Strategy.of(name, options);
  }

  /**
   * Holds back a pruner that the problem has something against, unless it was said from which step
   * on it may judge.
   *
   * @throws IllegalArgumentException saying what speaks against it
   */
  void checkAdvice(Strategy asked) {
    PrunerKind judging = judging(Pruners.kind(asked.name()), asked.options());
    boolean decided =
        judging.description().firstStep().stream()
            .anyMatch(first -> asked.options().containsKey(first.name()));
    Optional<String> against = fixed().against(judging.description());
    if (against.isPresent() && !decided) {
      throw new IllegalArgumentException(
          "pruner: " + judging.description().name() + " " + against.get());
    }
  }

  /** The problem with what does not vary here. */
  private Problem fixed() {
    Map<String, Object> fixed = new LinkedHashMap<>(problem.fixed());
    space.params().stream().filter(Param::fixed).forEach(p -> fixed.put(p.name(), p.decode(0)));
    return problem.fixing(fixed);
  }

  /** The pruner that judges: of one that has another do so, the other. */
  private static PrunerKind judging(PrunerKind kind, Map<String, String> options) {
    String inner = options.getOrDefault(PrunerOptions.INNER.name(), "none").strip();
    boolean hands = kind.description().options().contains(PrunerOptions.INNER);
    return hands && !inner.equals("none") ? Pruners.kind(inner) : kind;
  }

  /** Parameters that cannot change in the middle of a trial, and those a person named. */
  private String frozen(String pruner, String given) {
    List<String> searched = space.params().stream().map(Param::name).toList();
    Set<String> frozen = new TreeSet<>();
    for (String name : given.split("\\+")) {
      if (!name.isBlank() && space.param(name.strip()).isEmpty()) {
        throw new IllegalArgumentException(
            pruner
                + " frozen: the study searches no parameter "
                + name.strip()
                + Suggestion.clause(name.strip(), searched));
      }
      frozen.add(name.strip());
    }
    frozen.remove("");
    problem.tunables().stream()
        .filter(Tunable::frozen)
        .map(Tunable::name)
        .filter(searched::contains)
        .forEach(frozen::add);
    if (space.params().stream().allMatch(p -> p.fixed() || frozen.contains(p.name()))) {
      throw new IllegalArgumentException(
          pruner
              + ": needs a parameter that may change in the middle of a training, had only "
              + searched);
    }
    return String.join("+", frozen);
  }
}
