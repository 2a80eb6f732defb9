package io.sweepstake.sweeps.study;

import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.space.SearchSpace;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * One evaluation of one point. A value: what happens to a trial makes another row with the same
 * number.
 *
 * @param number 0, 1, 2 … in the order of asking
 * @param seed of everything random in the trial: a function of the study's seed and the number, or
 *     its parent's for one that goes on from another's checkpoint
 * @param attempt 0 at first, one more each time its worker was lost and it was sent again
 * @param tellIndex its place in the order of telling, −1 until told
 * @param curve what it measured on its way, by rising step
 * @param artifacts bytes to be stored; a store keeps them out of its history
 */
public record Trial(
    int number,
    Point point,
    long seed,
    int attempt,
    Ask ask,
    int tellIndex,
    List<Measurement> curve,
    TrialState state,
    Timing timing,
    Provenance provenance,
    List<Artifact> artifacts)
    implements Serializable {
  public Trial {
    if (number < 0) {
      throw new IllegalArgumentException("trial: number must be at least 0, was " + number);
    }
    if (attempt < 0) {
      throw new IllegalArgumentException(
          "trial " + number + ": attempt must be at least 0, was " + attempt);
    }
    Objects.requireNonNull(point, "point");
    Objects.requireNonNull(ask, "ask");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(timing, "timing");
    Objects.requireNonNull(provenance, "provenance");
    curve = List.copyOf(curve);
    artifacts = List.copyOf(artifacts);
    for (int k = 1; k < curve.size(); k++) {
      if (curve.get(k).step() <= curve.get(k - 1).step()) {
        throw new IllegalArgumentException(
            "trial "
                + number
                + ": steps of its measurements must rise, was "
                + curve.get(k).step()
                + " after "
                + curve.get(k - 1).step());
      }
    }
  }

  /** The seed of a trial's own randomness. */
  public static long seed(long studySeed, int number) {
    return Seeds.derive(studySeed, "trial", number);
  }

  /** A trial that has just been asked for. */
  public static Trial asked(int number, Point point, long studySeed, Ask ask, Instant when) {
    return new Trial(
        number,
        point,
        seed(studySeed, number),
        0,
        ask,
        -1,
        List.of(),
        new TrialState.Running(),
        Timing.asked(when),
        Provenance.NONE,
        List.of());
  }

  /** A trial that goes on from the checkpoint of another, whose seed it keeps. */
  public static Trial descended(int number, Point point, Trial parent, Ask ask, Instant when) {
    return new Trial(
        number,
        point,
        parent.seed,
        0,
        ask,
        -1,
        List.of(),
        new TrialState.Running(),
        Timing.asked(when),
        Provenance.NONE,
        List.of());
  }

  /** The same trial of a study whose search space, wider or as it was before, has its point. */
  public Trial in(SearchSpace space) {
    if (point.space().equals(space)) {
      return this;
    }
    double[] numbers = new double[space.size()];
    for (int k = 0; k < numbers.length; k++) {
      numbers[k] = point.number(k);
    }
    return new Trial(
        number,
        Point.ofNumbers(space, numbers),
        seed,
        attempt,
        ask,
        tellIndex,
        curve,
        state,
        timing,
        provenance,
        artifacts);
  }

  /**
   * The same trial of a study as that is, or was: of its search space, and removed if it has let go
   * of it.
   */
  public Trial in(StudySpec study) {
    boolean gone = study.removed(number);
    if (gone == removed() && point.space().equals(study.space())) {
      return this;
    }
    Trial told = asTold().in(study.space());
    return gone ? told.withCurve(List.of()).withState(new TrialState.Removed(told)) : told;
  }

  /** Whether the study has let go of it. */
  public boolean removed() {
    return state instanceof TrialState.Removed;
  }

  /** As its row in the table has it, whether or not it was removed since. */
  public Trial asTold() {
    return state instanceof TrialState.Removed removed ? removed.was() : this;
  }

  /** How far it has come: the step of its last measurement, or of the checkpoint it began from. */
  public long reached() {
    return curve.isEmpty()
        ? ask.origin().map(Lineage::step).orElse(0L)
        : curve.get(curve.size() - 1).step();
  }

  /** The decisions on it, in order. */
  public List<Decision> decisions() {
    return curve.stream().flatMap(measurement -> measurement.decisions().stream()).toList();
  }

  /** This trial after a decision on its last measurement. */
  public Trial decided(Decision decision) {
    if (curve.isEmpty()) {
      throw new IllegalStateException(
          "trial " + number + ": cannot be judged before it has measured anything");
    }
    List<Measurement> judged = new ArrayList<>(curve);
    judged.set(judged.size() - 1, judged.get(judged.size() - 1).decided(decision));
    return withCurve(judged);
  }

  public boolean finished() {
    return state.terminal();
  }

  /** This trial, on a worker since {@code when}. */
  public Trial started(Instant when) {
    return with(new TrialState.Running(), timing.started(when), attempt);
  }

  /** This trial after one more measurement. */
  public Trial measured(Measurement measurement) {
    List<Measurement> longer = new ArrayList<>(curve);
    longer.add(measurement);
    return new Trial(
        number, point, seed, attempt, ask, tellIndex, longer, state, timing, provenance, artifacts);
  }

  public Trial completed(Metrics metrics, Instant when) {
    return with(new TrialState.Completed(metrics), timing.finished(when), attempt);
  }

  /** Stopped after its last measurement. */
  public Trial pruned(String reason, Instant when) {
    Measurement last =
        curve.isEmpty() ? new Measurement(0, Metrics.NONE, 0) : curve.get(curve.size() - 1);
    return with(
        new TrialState.Pruned(last.step(), last.metrics(), reason), timing.finished(when), attempt);
  }

  public Trial failed(TrialState.Cause cause, String message, Instant when) {
    return ended(new TrialState.Failed(cause, message), when);
  }

  /** Ended in this state. */
  public Trial ended(TrialState outcome, Instant when) {
    return with(outcome, timing.finished(when), attempt);
  }

  /** Sent again after its worker was lost: same number, point and seed, from the start. */
  public Trial retried() {
    return restarted(attempt + 1);
  }

  /** Sent again after its worker was lost: from the rung it had reached. */
  public Trial retriedFromRung() {
    return with(new TrialState.Running(), timing, attempt + 1);
  }

  /** Taken up again after the driver was stopped: same number, point, seed and attempt. */
  public Trial restarted() {
    return restarted(attempt);
  }

  private Trial restarted(int nextAttempt) {
    return new Trial(
        number,
        point,
        seed,
        nextAttempt,
        ask,
        -1,
        List.of(),
        new TrialState.Running(),
        Timing.asked(timing.asked()),
        Provenance.NONE,
        List.of());
  }

  public Trial withCurve(List<Measurement> next) {
    return new Trial(
        number, point, seed, attempt, ask, tellIndex, next, state, timing, provenance, artifacts);
  }

  /** This trial as it was while it ran, or before anything was known of it. */
  public Trial unfinished() {
    return restarted(attempt);
  }

  public Trial withState(TrialState next) {
    return with(next, timing, attempt);
  }

  public Trial withAsk(Ask next) {
    return new Trial(
        number, point, seed, attempt, next, tellIndex, curve, state, timing, provenance, artifacts);
  }

  public Trial withProvenance(Provenance next) {
    return new Trial(
        number, point, seed, attempt, ask, tellIndex, curve, state, timing, next, artifacts);
  }

  public Trial withArtifacts(List<Artifact> next) {
    return new Trial(
        number, point, seed, attempt, ask, tellIndex, curve, state, timing, provenance, next);
  }

  public Trial withTellIndex(int next) {
    return new Trial(
        number, point, seed, attempt, ask, next, curve, state, timing, provenance, artifacts);
  }

  private Trial with(TrialState nextState, Timing nextTiming, int nextAttempt) {
    return new Trial(
        number,
        point,
        seed,
        nextAttempt,
        ask,
        tellIndex,
        curve,
        nextState,
        nextTiming,
        provenance,
        artifacts);
  }
}
