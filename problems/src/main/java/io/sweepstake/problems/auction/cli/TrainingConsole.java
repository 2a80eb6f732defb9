package io.sweepstake.problems.auction.cli;

import io.sweepstake.core.training.TrainingListener;
import io.sweepstake.core.training.TrainingMeasurement;
import io.sweepstake.jobs.report.Durations;
import io.sweepstake.jobs.report.LiveConsole;
import io.sweepstake.jobs.report.SweepConsole;
import java.time.Duration;
import java.util.Locale;

/** Tells a person how one training is going: a line every tenth, and in place between. */
final class TrainingConsole implements TrainingListener {
  private static final int LINES = 10;

  private final LiveConsole console;
  private final long iterations;
  private final long started = System.nanoTime();
  private long printed;

  public TrainingConsole(LiveConsole console, long iterations) {
    this.console = console;
    this.iterations = iterations;
  }

  @Override
  public void measured(TrainingMeasurement measured) {
    String line = line(measured, iterations, Duration.ofNanos(System.nanoTime() - started));
    long tenth = measured.iteration() * LINES / iterations;
    if (tenth > printed) {
      printed = tenth;
      console.print(line);
    } else {
      console.show(line);
    }
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
