package io.sweepstake.sweeps.run;

import io.sweepstake.sweeps.pruner.Heir;
import io.sweepstake.sweeps.pruner.NoPruner;
import io.sweepstake.sweeps.pruner.Pruner;
import io.sweepstake.sweeps.sampler.Sampler;
import io.sweepstake.sweeps.sampler.Suggestion;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Seeds;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import java.util.ArrayList;
import java.util.List;
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

  /**
   * All differences; none when the sampler and the pruner are the study's. Enqueued and imported
   * points are left.
   */
  public List<Difference> differences() {
    List<Difference> differences = new ArrayList<>();
    for (Trial trial : history.trials()) {
      if (trial.ask().source().equals("enqueued") || trial.ask().source().equals("imported")) {
        continue;
      }
      Optional<Suggestion> now = trial.ask().origin().isPresent() ? heir(trial) : suggestion(trial);
      if (now.isEmpty() || !now.get().point().equals(trial.point())) {
        differences.add(new Difference(trial, now));
      }
    }
    return differences;
  }

  private Optional<Suggestion> suggestion(Trial trial) {
    StudySpec spec = history.spec();
    return sampler.suggest(
        history.seenBy(trial.number()), Seeds.generator(spec.seed(), "ask", trial.number()));
  }

  private Optional<Suggestion> heir(Trial trial) {
    StudySpec spec = history.spec();
    Optional<Heir> heir =
        pruner.heir(
            history.seenBy(trial.number()), Seeds.generator(spec.seed(), "heir", trial.number()));
    return heir.filter(next -> next.lineage().equals(trial.ask().lineage()))
        .map(next -> new Suggestion(next.point(), next.source()));
  }
}
