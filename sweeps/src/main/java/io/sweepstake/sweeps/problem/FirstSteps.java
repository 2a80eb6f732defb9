package io.sweepstake.sweeps.problem;

import io.sweepstake.sweeps.run.trial.TrialFunction;
import io.sweepstake.sweeps.study.Trial;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The first steps of a training that no study keeps, taken here and now to know about how long a
 * whole one takes.
 */
public final class FirstSteps {
  /** Shorter stretches say more about the clock than about the steps. */
  private static final long STRETCH = 50_000_000;

  /** The first one also loads the program, and others may disturb the next. */
  private static final int COUNTED = 3;

  /** However long a step takes, a sweep waits no longer for its first ones. */
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private FirstSteps() {}

  /**
   * How much of a processor's time the steps of a trial take on one thread: at the pace of the
   * fastest stretch, as the first ones also load the program. What comes after the last step is not
   * in it.
   *
   * @param function of the trials; only of {@link TrainedTrials} the steps can be taken
   * @param like a trial, at its beginning
   * @param patience for which steps are taken, and at least so many that they say something
   * @param little no more are taken once it is known to take less than this
   * @return empty where the training cannot be begun, diverges, or takes few steps in ten seconds
   */
  public static Optional<Duration> pace(
      TrialFunction function, Trial like, Duration patience, Duration little) {
    if (!(function instanceof TrainedTrials trials)) {
      return Optional.empty();
    }
    FutureTask<Duration> tried =
        new FutureTask<>(
            () ->
                pace(
                    trials.trainings().start(like),
                    trials.steps(),
                    patience.toNanos(),
                    Math.max(0, little.toNanos())));
    Thread thread = new Thread(tried, "first-steps");
    thread.setDaemon(true);
    thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
    thread.start();
    try {
      return Optional.of(tried.get(LONGEST.toNanos(), TimeUnit.NANOSECONDS));
    } catch (ExecutionException | TimeoutException cannot) {
      // The trial itself will say why; a step that does not end is left to itself.
      thread.interrupt();
      return Optional.empty();
    } catch (InterruptedException cancelled) {
      thread.interrupt();
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static Duration pace(Training training, long steps, long patience, long little)
      throws DivergedException {
    double least = Double.POSITIVE_INFINITY; // nanoseconds a step
    long stretch = 1;
    int counted = 0;
    long begun = processor();
    while (training.step() < steps
        && (counted < COUNTED || processor() - begun < patience)
        && !Thread.currentThread().isInterrupted()
        && !(steps * least < little)) {
      long before = training.step();
      long since = processor();
      // Measured as often as a trial measures itself on its way.
      training.advance(
          Math.min(steps, before + stretch), TrainedTrials.every(steps), (step, metrics) -> {});
      long took = Math.max(1, processor() - since);
      least = Math.min(least, (double) took / (training.step() - before));
      if (took >= STRETCH) {
        counted++;
      } else {
        stretch *= 2;
      }
    }
    return Duration.ofNanos((long) (steps * least));
  }

  /** Nanoseconds of a processor, which other processes do not lengthen; of the clock elsewhere. */
  private static long processor() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return threads.isCurrentThreadCpuTimeSupported()
        ? threads.getCurrentThreadCpuTime()
        : System.nanoTime();
  }
}
