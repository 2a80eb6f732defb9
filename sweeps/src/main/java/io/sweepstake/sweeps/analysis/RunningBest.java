package io.sweepstake.sweeps.analysis;

import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The best trial so far, after each told trial: the curve by which searches are compared. */
public record RunningBest(List<Optional<Trial>> afterEachTell) {

  public static RunningBest of(History history) {
    Objective objective = history.spec().objective();
    List<Optional<Trial>> bests = new ArrayList<>();
    Trial best = null;
    for (Trial trial : history.finished()) {
      if (trial.state() instanceof TrialState.Completed
          && (best == null || objective.compare(trial, best) < 0)) {
        best = trial;
      }
      bests.add(Optional.ofNullable(best));
    }
    return new RunningBest(List.copyOf(bests));
  }
}
