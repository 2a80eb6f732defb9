package io.sweepstake.sweeps.run;

import io.sweepstake.sweeps.pruner.Pruner;
import io.sweepstake.sweeps.pruner.Rung;
import io.sweepstake.sweeps.study.Decision;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Measurement;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Trial;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * A trial under way, in the hands of who runs it: what it measures goes into the study at once, and
 * the pruner says whether it is worth going on.
 *
 * <pre>{@code
 * Course course = study.course(study.ask().orElseThrow(), pruner);
 * for (int step = 1; step <= 100 && !course.shouldPrune(); step++) {
 *   course.report(step, loss(step));
 * }
 * Trial told = course.shouldPrune() ? course.prune() : study.tell(course.number(), loss(100));
 * }</pre>
 *
 * <p>For one thread. Of a trial whose process ended nothing is left to go on from but its point:
 * what it reported is kept until it runs again, from the start.
 */
public final class Course {
  private final Study study;
  private final Pruner pruner;
  private final int number;
  private final Instant begun;
  private final InstantSource clock;
  private Trial trial;

  Course(Study study, Pruner pruner, Trial trial, InstantSource clock) {
    this.study = study;
    this.pruner = pruner;
    this.clock = clock;
    number = trial.number();
    begun = clock.instant();
    // Nothing is left to go on from of one that was interrupted.
    this.trial =
        trial.curve().isEmpty() ? trial : study.commit(List.of(trial.restarted())).trial(number);
  }

  /** Its point and seed, and what it has reported. */
  public Trial trial() {
    return trial;
  }

  public int number() {
    return number;
  }

  /**
   * Records the one metric of the objective's only goal.
   *
   * @param step above that of the last report
   * @throws IllegalArgumentException also when the objective is about several metrics
   */
  public void report(long step, double value) {
    List<Metric> metrics = List.copyOf(study.spec().objective().goals().get(0).weights().keySet());
    if (study.spec().objective().goals().size() > 1 || metrics.size() > 1) {
      throw new IllegalArgumentException(
          "trial " + number + ": one value was reported, the objective is about several metrics");
    }
    report(step, Metrics.of(metrics.get(0), value));
  }

  /**
   * Records what the trial measured, and has it judged if it has come to a rung.
   *
   * @param step above that of the last report
   * @throws IllegalArgumentException if it is not, or the trial has ended, or the pruner wants it
   *     to wait, which only trials with checkpoints can
   */
  public void report(long step, Metrics metrics) {
    synchronized (study) {
      History history = study.history();
      Trial before = study.running(number);
      if (step <= before.reached()) {
        throw new IllegalArgumentException(
            "trial "
                + number
                + ": steps must rise, was at "
                + before.reached()
                + " and reported "
                + step);
      }
      Trial started = before.timing().started() == null ? before.started(begun) : before;
      long millis = Math.max(0, Duration.between(begun, clock.instant()).toMillis());
      Trial row = started.measured(new Measurement(step, metrics, millis));
      Optional<Rung> rung = rung(before.reached(), step);
      if (rung.isPresent()) {
        int judged = history.trials().stream().mapToInt(each -> each.decisions().size()).sum();
        Decision decision = pruner.decide(row, rung.get(), history).withIndex(judged);
        if (decision.action() != Decision.Action.CONTINUE
            && decision.action() != Decision.Action.STOP) {
          throw new IllegalArgumentException(
              "pruner: must let trials go on or stop them, wants trial " + number + " to wait");
        }
        row = row.decided(decision);
      }
      trial = study.commit(List.of(row)).trial(number);
    }
  }

  /** The last rung after one step and up to another. */
  private Optional<Rung> rung(long after, long upTo) {
    return pruner.rungs().stream()
        .filter(rung -> after < rung.step() && rung.step() <= upTo)
        .reduce((earlier, later) -> later);
  }

  /** Whether the pruner has said that it is to stop. */
  public boolean shouldPrune() {
    return stop().isPresent();
  }

  private Optional<Decision> stop() {
    return trial.decisions().stream().filter(Decision::prune).findFirst();
  }

  /** Tells the study that it stopped; its last report is what it is judged by. */
  public Trial prune() {
    return study.prune(number, reason());
  }

  String reason() {
    return stop().map(Decision::reason).orElse("stopped by who ran it");
  }

  /**
   * Notes something about the trial, for people and for queries: column {@code user_attrs_NAME}.
   *
   * @param name letters, digits and {@code _}, first a letter
   */
  public void note(String name, String value) {
    synchronized (study) {
      Trial before = study.running(number);
      Trial started = before.timing().started() == null ? before.started(begun) : before;
      Trial row = started.withProvenance(started.provenance().with(name, value));
      trial = study.commit(List.of(row)).trial(number);
    }
  }
}
