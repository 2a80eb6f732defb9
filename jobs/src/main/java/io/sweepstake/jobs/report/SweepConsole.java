package io.sweepstake.jobs.report;

import io.sweepstake.sweeps.problem.Worker;
import io.sweepstake.sweeps.pruner.Rung;
import io.sweepstake.sweeps.run.Progress;
import io.sweepstake.sweeps.run.Sweep;
import io.sweepstake.sweeps.run.SweepListener;
import io.sweepstake.sweeps.study.Counted;
import io.sweepstake.sweeps.study.Decision;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.StringJoiner;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Tells a person how a sweep is going: one line per trial that ends, and the state of the whole
 * below it, in place on a terminal, else every few seconds.
 */
public final class SweepConsole implements SweepListener, AutoCloseable {
  private final LiveConsole console;
  private final String study;
  private final Objective objective;
  private final Leaders leaders;
  private final FirstPace pace = new FirstPace();
  private final ScheduledExecutorService clock;
  private Progress latest;
  private long latestNanos;

  /**
   * The console of a sweep that begins or goes on.
   *
   * @param study its name
   * @param past the trials there are
   */
  public SweepConsole(LiveConsole console, String study, Objective objective, List<Trial> past) {
    leaders = new Leaders(objective, past);
    this.console = console;
    this.study = study;
    this.objective = objective;
    clock = console.clock("sweep-console", this::tick);
  }

  @Override
  public synchronized void asked(Trial trial, Progress progress) {
    note(progress);
  }

  @Override
  public synchronized void judged(Trial trial, Rung rung, Decision decision) {
    switch (decision.action()) {
      case PAUSE -> console.print("trial " + trial.number() + " " + decision.reason());
      case PROMOTE -> console.print("trial " + trial.number() + " goes on: " + decision.reason());
      default -> {
        // Going on is the rule, and that a trial ended is told with the reason.
      }
    }
  }

  @Override
  public synchronized void retried(Trial trial) {
    console.print("trial " + trial.number() + " lost its worker and starts again");
  }

  @Override
  public synchronized void told(Trial trial, Progress progress) {
    Worker.ofThisProcess().running().left(study, trial.number());
    String mark = leaders.severalGoals() ? "  <- on the front" : "  <- best so far";
    boolean leads = leaders.leads(trial, progress);
    String line = outcome(trial, objective);
    console.print(
        (trial.state() instanceof TrialState.Failed
                ? console.in(LiveConsole.Colour.BAD, line)
                : line)
            + (leads ? console.in(LiveConsole.Colour.GOOD, mark) : ""));
    note(progress);
  }

  @Override
  public synchronized void ended(String reason, Progress progress) {
    if (!reason.equals(Sweep.ALL_HAVE_RUN)) {
      console.print("stopped after " + Counted.of(progress.told(), "trial") + ": " + reason);
    }
    if (!console.interactive()) {
      // However short it was, a log says how it stood at the end.
      latest = progress;
      latestNanos = System.nanoTime();
      show();
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
    console.clear();
  }

  private static boolean severalGoals(Objective objective) {
    return objective.goals().size() > 1;
  }

  private void note(Progress progress) {
    latest = progress;
    latestNanos = System.nanoTime();
    tick();
  }

  private synchronized void tick() {
    if (latest != null && (console.interactive() || console.due())) {
      show();
    }
  }

  private void show() {
    long now = System.nanoTime();
    Duration later = Duration.ofNanos(now - latestNanos);
    Optional<Duration> left =
        latest.limited() && latest.toldHere() == 0
            ? pace.left(
                Worker.ofThisProcess().running().positions(study),
                latest.target() - latest.told(),
                now)
            : latest.remaining().map(rest -> rest.minus(later));
    String line = line(latest, later, left, objective, positions(study));
    if (console.interactive()) {
      console.show(line);
    } else {
      console.print("  " + line);
    }
  }

  /** {@code trial 7: 0.88123 in 14.8 s (gain 0.88560, loss 0.00087)}, or how it failed. */
  public static String outcome(Trial trial, Objective objective) {
    String took =
        trial.timing().duration().map(duration -> " in " + Durations.text(duration)).orElse("");
    String name = "trial " + trial.number();
    if (trial.state() instanceof TrialState.Failed failed) {
      return name
          + " failed"
          + took
          + ": "
          + failed.cause().name().toLowerCase(Locale.ROOT).replace('_', ' ')
          + (failed.message().isBlank()
              ? ""
              : ", " + failed.message().strip().lines().findFirst().orElse(""));
    }
    if (trial.state() instanceof TrialState.Pruned pruned) {
      return name + " pruned at step " + pruned.step() + took + ": " + pruned.reason();
    }
    StringJoiner metrics = new StringJoiner(", ", " (", ")").setEmptyValue("");
    for (Metric metric : objective.metrics()) {
      trial
          .state()
          .metrics()
          .value(metric)
          .ifPresent(value -> metrics.add(metric + " " + number(value)));
    }
    StringJoiner score = new StringJoiner(" / ");
    for (Goal goal : objective.goals()) {
      OptionalDouble value = goal.value(trial.state().metrics());
      score.add(value.isPresent() ? number(value.getAsDouble()) : "no value");
    }
    String verdict =
        objective.violation(trial.state().metrics()) > 0 ? " (breaks the constraint)" : "";
    return name + ": " + score + took + metrics + verdict;
  }

  /**
   * One line about the whole, {@code later} after the progress was taken.
   *
   * @param left how long the rest takes, if that is known
   * @param positions of the trials under way, in brackets
   */
  static String line(
      Progress progress,
      Duration later,
      Optional<Duration> left,
      Objective objective,
      String positions) {
    List<String> parts = new ArrayList<>();
    parts.add(
        progress.limited()
            ? progress.told() + "/" + progress.target() + " trials"
            : Counted.of(progress.told(), "trial"));
    parts.add(progress.running() + " running" + positions);
    if (progress.pruned() > 0) {
      parts.add(progress.pruned() + " pruned");
    }
    if (progress.failed() > 0) {
      parts.add(progress.failed() + " failed");
    }
    progress
        .best()
        .filter(best -> !severalGoals(objective))
        .ifPresent(best -> parts.add(standing(best, objective)));
    if (progress.toldHere() > 0) {
      parts.add(String.format(Locale.ROOT, "%.1f trials/min", progress.trialsPerMinute()));
    }
    left.ifPresent(
        rest -> parts.add("ETA " + Durations.text(rest.isNegative() ? Duration.ZERO : rest)));
    parts.add(Durations.text(progress.elapsed().plus(later)));
    return String.join(", ", parts);
  }

  private static String standing(Trial best, Objective objective) {
    OptionalDouble value = objective.value(best.state().metrics());
    return objective.violation(best.state().metrics()) > 0 || value.isEmpty()
        ? "none keeps the constraint yet"
        : "best " + number(value.getAsDouble()) + " (trial " + best.number() + ")";
  }

  /**
   * {@code [4:35% 5:ending]}, or nothing where no trial is known to be under way. One that ends has
   * taken its steps, and is measured, or whatever else its problem does then.
   */
  static String positions(String study) {
    StringJoiner percents = new StringJoiner(" ", " [", "]").setEmptyValue("");
    Worker.ofThisProcess()
        .running()
        .positions(study)
        .forEach(
            (trial, at) ->
                percents.add(
                    trial
                        + ":"
                        + (at.step() < at.steps()
                            ? 100 * at.step() / at.steps() + "%"
                            : "ending")));
    return percents.toString();
  }

  /** A number as consoles show it. */
  public static String number(double value) {
    double size = Math.abs(value);
    return size != 0 && size < 1e-3
        ? String.format(Locale.ROOT, "%.2e", value)
        : String.format(Locale.ROOT, "%.5f", value);
  }
}
