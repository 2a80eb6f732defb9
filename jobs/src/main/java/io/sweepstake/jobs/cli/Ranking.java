package io.sweepstake.jobs.cli;

import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.util.List;

/** Completed trials in the order of merit. */
final class Ranking {
  private Ranking() {}

  /** The best completed trials, feasible ones first, at most so many. */
  static List<Trial> best(History history, int count) {
    return history.finished().stream()
        .filter(trial -> trial.state() instanceof TrialState.Completed)
        .sorted(history.spec().objective()::compare)
        .limit(count)
        .toList();
  }
}
