package io.sweepstake.sweeps.run;

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
 * Asks a sampler again for every point of a study, each time with the history that it saw then.
 * Works for asynchronous studies too, since every trial records that history.
 */
public record Replay(History history, Sampler sampler) {

  /**
   * A trial whose point is not what the sampler proposes.
   *
   * @param now what it proposes; empty when it has no point to propose
   */
  public record Difference(Trial trial, Optional<Suggestion> now) {}

  /**
   * All differences; none when the sampler is the study's. Enqueued and imported points are left.
   */
  public List<Difference> differences() {
    StudySpec spec = history.spec();
    List<Difference> differences = new ArrayList<>();
    for (Trial trial : history.trials()) {
      if (trial.ask().source().equals("enqueued") || trial.ask().source().equals("imported")) {
        continue;
      }
      Optional<Suggestion> now =
          sampler.suggest(
              history.seenBy(trial.number()), Seeds.generator(spec.seed(), "ask", trial.number()));
      if (now.isEmpty() || !now.get().point().equals(trial.point())) {
        differences.add(new Difference(trial, now));
      }
    }
    return differences;
  }
}
