package io.sweepstake.sweeps.run;

import io.sweepstake.sweeps.pruner.Heir;
import io.sweepstake.sweeps.pruner.Pruner;
import io.sweepstake.sweeps.pruner.Rung;
import io.sweepstake.sweeps.study.Ask;
import io.sweepstake.sweeps.study.Checkpoint;
import io.sweepstake.sweeps.study.Decision;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Seeds;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a pruner decides, as rows: of trials that come to a rung, that wait there, or that go on in
 * the place of another. Decisions are numbered as they are made. Nothing here is committed.
 */
final class Rungs {
  private final Pruner pruner;
  private final InstantSource clock;
  private final List<Rung> rungs;
  private int decisions;

  Rungs(Pruner pruner, InstantSource clock) {
    this.pruner = pruner;
    this.clock = clock;
    rungs = new ArrayList<>(pruner.rungs());
    rungs.add(Rung.end(rungs.size()));
  }

  /** Goes on counting where a history ends. */
  void begin(History history) {
    for (Trial trial : history.trials()) {
      decisions += trial.decisions().size();
    }
  }

  /** Where a trial goes next. */
  Rung next(Trial trial) {
    for (Rung rung : rungs) {
      if (rung.step() > trial.reached()) {
        return rung;
      }
    }
    return rungs.get(rungs.size() - 1);
  }

  /** Where a trial stands that has reached a rung. */
  Rung at(Trial trial) {
    return rungs.get(next(trial).index() - 1);
  }

  /**
   * A trial that has reached a rung, judged: going on, waiting or ended, with the decision as its
   * last.
   */
  Trial judged(Trial row, History history) {
    Decision decision = numbered(pruner.decide(row, at(row), history));
    Trial decided = row.decided(decision);
    if (decision.prune()) {
      return decided.pruned(decision.reason(), clock.instant());
    }
    return decision.action() == Decision.Action.PAUSE
        ? decided.withState(new TrialState.Paused())
        : decided;
  }

  /**
   * A trial that waited and is to go on, or to end.
   *
   * @param more whether new trials may be asked for instead
   */
  Optional<Trial> released(History history, boolean more, Set<Checkpoint> checkpoints) {
    return pruner
        .release(history, more, checkpoints)
        .map(
            release -> {
              Decision decision = numbered(release.decision());
              Trial decided = history.trial(release.trial()).decided(decision);
              return decision.prune()
                  ? decided.pruned(decision.reason(), clock.instant())
                  : decided.withState(new TrialState.Running());
            });
  }

  /** The next trial in the place of one that ended at a rung for another's sake. */
  Optional<Trial> heir(History history) {
    int number = history.size();
    Optional<Heir> heir =
        pruner.heir(history, Seeds.generator(history.spec().seed(), "heir", number));
    return heir.map(
        next ->
            Trial.descended(
                number,
                next.point(),
                history.trial(next.lineage().parent()),
                new Ask(history.told(), next.source(), next.lineage()),
                clock.instant()));
  }

  /** A trial that waited to the end. */
  Trial ended(Trial waiting) {
    Decision decision =
        numbered(Decision.stop("the sweep ended while it waited at step " + waiting.reached()));
    return waiting.decided(decision).pruned(decision.reason(), clock.instant());
  }

  /** What was decided last on a trial. */
  static Decision last(Trial trial) {
    List<Decision> all = trial.decisions();
    return all.get(all.size() - 1);
  }

  private Decision numbered(Decision decision) {
    return decision.withIndex(decisions++);
  }
}
