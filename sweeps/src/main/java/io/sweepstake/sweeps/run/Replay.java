package io.sweepstake.sweeps.run;

import io.sweepstake.sweeps.pruner.NoPruner;
import io.sweepstake.sweeps.pruner.Pruner;
import io.sweepstake.sweeps.sampler.FixedParamsSampler;
import io.sweepstake.sweeps.sampler.Sampler;
import io.sweepstake.sweeps.sampler.Suggestion;
import io.sweepstake.sweeps.space.PartialPoint;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Seeds;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Asks a sampler again for every point of a study, and a pruner for those of heirs, each time with
 * the history that it saw then. Works for asynchronous studies too, since every trial records that
 * history.
 */
public record Replay(History history, Sampler sampler, Pruner pruner) {
  /** Of a study in which no trial goes on in the place of another. */
  public Replay(History history, Sampler sampler) {
    this(history, sampler, new NoPruner());
  }

  /**
   * A trial whose point is not what the sampler proposes.
   *
   * @param now what it proposes; empty when it has no point to propose
   */
  public record Difference(Trial trial, Optional<Suggestion> now) {}

  /** How many points a sampler proposed: all but those given or imported. */
  public int suggestions() {
    return (int) history.trials().stream().filter(Replay::suggested).count();
  }

  /** All differences; none when the sampler and the pruner are the study's. */
  public List<Difference> differences() {
    List<Difference> differences = new ArrayList<>();
    // What a sampler saw is what the one before it saw, and more: see History.seenBy.
    History then = History.empty(history.spec().at(0));
    for (Trial now : history.trials()) {
      StudySpec spec = history.spec().at(now.number());
      if (!spec.equals(then.spec())) {
        then = then.in(spec);
      }
      Trial trial = now.in(spec);
      for (int k = then.told(); k < trial.ask().toldBefore(); k++) {
        then = then.with(history.finished().get(k).in(spec));
      }
      if (suggested(trial)) {
        Optional<Suggestion> again =
            trial.ask().origin().isPresent()
                ? heir(trial, then)
                : asked(trial).suggest(then, Seeds.generator(spec.seed(), "ask", trial.number()));
        if (again.isEmpty() || !again.get().point().equals(trial.point())) {
          differences.add(new Difference(trial, again));
        }
      }
      then = then.with(trial.finished() ? trial.unfinished() : trial);
    }
    return differences;
  }

  /** The sampler, holding what it was not free to choose. */
  private Sampler asked(Trial trial) {
    if (trial.ask().held().isEmpty()) {
      return sampler;
    }
    Map<String, Object> values = new LinkedHashMap<>(trial.point().values());
    values.keySet().retainAll(trial.ask().held());
    return new FixedParamsSampler(sampler, PartialPoint.of(trial.point().space(), values));
  }

  private Optional<Suggestion> heir(Trial trial, History then) {
    return pruner
        .heir(then, Seeds.generator(history.spec().seed(), "heir", trial.number()))
        .filter(heir -> heir.lineage().equals(trial.ask().lineage()))
        .map(heir -> new Suggestion(heir.point(), heir.source()));
  }

  private static boolean suggested(Trial trial) {
    return trial.ask().proposed();
  }
}
