package io.sweepstake.problems.auction.cli;

import io.sweepstake.core.training.TrainingListener;
import io.sweepstake.core.training.TrainingMeasurement;
import io.sweepstake.jobs.event.Event;
import io.sweepstake.jobs.event.Telling;
import io.sweepstake.jobs.report.Durations;
import io.sweepstake.jobs.report.SweepConsole;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** Tells a person how one training is going: a line every tenth, and in place between. */
final class TrainingConsole implements TrainingListener {
  private static final int LINES = 10;

  private final Telling telling;
  private final long iterations;
  private final long started = System.nanoTime();
  private long printed;

  public TrainingConsole(Telling telling, long iterations) {
    this.telling = telling;
    this.iterations = iterations;
  }

  @Override
  public void measured(TrainingMeasurement measured) {
    String line = line(measured, iterations, Duration.ofNanos(System.nanoTime() - started));
    long tenth = measured.iteration() * LINES / iterations;
    if (tenth > printed) {
      printed = tenth;
      if (telling.trials()) {
        telling.console().print(line);
      }
      telling.events().tell(event(measured, iterations));
    } else {
      telling.console().show(line);
    }
  }

  private static Event event(TrainingMeasurement measured, long iterations) {
    return new Event(
        "training",
        Map.of(
            "iteration", measured.iteration(),
            "iterations", iterations,
            "revenue", measured.revenue(),
            "regret", measured.regret()));
  }

  /** {@code 4000/20000: revenue 0.912, regret 2.1e-03, price 12.1; 1320 iterations/s, ETA 12 s}. */
  static String line(TrainingMeasurement measured, long iterations, Duration elapsed) {
    double rate = measured.iteration() * 1e3 / Math.max(1, elapsed.toMillis());
    long left = Math.round((iterations - measured.iteration()) * 1e3 / rate);
    return String.format(
        Locale.ROOT,
        "%d/%d: revenue %s, regret %s on the training batches, price %.3g; %.0f iterations/s, ETA"
            + " %s",
        measured.iteration(),
        iterations,
        SweepConsole.number(measured.revenue()),
        SweepConsole.number(measured.regret()),
        measured.price(),
        rate,
        Durations.text(Duration.ofMillis(left)));
  }
}
