package io.sweepstake.sweeps.problem;

import io.sweepstake.sweeps.run.trial.TrialFunction;
import io.sweepstake.sweeps.study.Trial;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

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

  /** What takes steps, on one thread. */
  public interface Steps extends AutoCloseable {
    /** How many it has taken. */
    long done();

    /**
     * Takes more, until so many are taken in all.
     *
     * @throws DivergedException if it cannot go on
     */
    void advance(long until) throws DivergedException;

    /** Gives back what it holds. */
    @Override
    default void close() {}
  }

  /**
   * How much of a processor's time the steps of a trial take on one thread: at the pace of the
   * fastest stretch, as the first ones also load the program. What comes after the last step is not
   * in it.
   *
   * @param function of the trials; only of {@link TrainedTrials} the steps can be taken
   * @param like a trial, at its beginning
   * @param patience for which steps are taken, and at least so many that they say something
   * @param little no more are taken once it is known to take less than this
   * @return empty where the training cannot be begun, diverges, or takes no step in ten seconds
   */
  public static Optional<Duration> pace(
      TrialFunction function, Trial like, Duration patience, Duration little) {
    return function instanceof TrainedTrials trials
        ? pace(
            () -> of(trials.trainings().start(like), trials.steps()),
            trials.steps(),
            patience,
            little)
        : Optional.empty();
  }

  /**
   * The same of any training.
   *
   * @param start begins it, on a thread of its own
   * @param steps how many a whole one takes
   */
  public static Optional<Duration> pace(
      Callable<Steps> start, long steps, Duration patience, Duration little) {
    AtomicReference<Duration> soFar = new AtomicReference<>();
    FutureTask<Duration> tried =
        new FutureTask<>(
            () -> {
              try (Steps training = start.call()) {
                return pace(training, steps, patience, little, FirstSteps::processor, soFar::set);
              }
            });
    Thread thread = new Thread(tried, "first-steps");
    thread.setDaemon(true);
    thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
    thread.start();
    try {
      return Optional.of(tried.get(LONGEST.toNanos(), TimeUnit.NANOSECONDS));
    } catch (ExecutionException cannot) {
      return Optional.empty(); // the trial itself will say why
    } catch (TimeoutException late) {
      thread.interrupt(); // a step that does not end is left to itself
      return Optional.ofNullable(soFar.get());
    } catch (InterruptedException cancelled) {
      thread.interrupt();
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /**
   * How long the steps of trials take that a device trains together, by the clock. They are taken
   * on this thread and to their end, as one that is left to itself would keep the device.
   *
   * @param function of the trials; only of {@link TrainedTrials} the steps can be taken
   * @param like trials of one shape, at their beginning
   * @param patience for which steps are taken
   * @return empty where they are not trained together, or cannot begin
   */
  public static Optional<Duration> ofPack(
      TrialFunction function, List<Trial> like, Duration patience) {
    if (!(function instanceof TrainedTrials trials)) {
      return Optional.empty();
    }
    return onDevice(
        () ->
            trials
                .trainings()
                .start(like)
                .map(pack -> of(pack, trials.steps()))
                .orElseThrow(() -> new IllegalArgumentException("are not trained together")),
        trials.steps(),
        patience);
  }

  /** The same of any training on a device. */
  public static Optional<Duration> onDevice(Callable<Steps> start, long steps, Duration patience) {
    try (Steps training = start.call()) {
      return Optional.of(
          pace(training, steps, patience, Duration.ZERO, System::nanoTime, soFar -> {}));
    } catch (Exception | OutOfMemoryError cannot) {
      return Optional.empty(); // the trials themselves will say why
    }
  }

  private static Duration pace(
      Steps training,
      long steps,
      Duration patience,
      Duration little,
      LongSupplier clock,
      Consumer<Duration> soFar)
      throws DivergedException {
    double least = Double.POSITIVE_INFINITY; // nanoseconds a step
    long stretch = 1;
    int counted = 0;
    long begun = clock.getAsLong();
    while (training.done() < steps
        && (counted < COUNTED || clock.getAsLong() - begun < patience.toNanos())
        && !Thread.currentThread().isInterrupted()
        && !(steps * least < little.toNanos())) {
      long before = training.done();
      long since = clock.getAsLong();
      training.advance(Math.min(steps, before + stretch));
      long took = Math.max(1, clock.getAsLong() - since);
      least = Math.min(least, (double) took / (training.done() - before));
      soFar.accept(Duration.ofNanos((long) (steps * least)));
      if (took >= STRETCH) {
        counted++;
      } else {
        stretch *= 2;
      }
    }
    return Duration.ofNanos((long) (steps * least));
  }

  /** Measured as often as a trial measures itself on its way. */
  private static Steps of(Training training, long steps) {
    return new Steps() {
      @Override
      public long done() {
        return training.step();
      }

      @Override
      public void advance(long until) throws DivergedException {
        training.advance(until, TrainedTrials.every(steps), (step, metrics) -> {});
      }
    };
  }

  private static Steps of(TrainingPack pack, long steps) {
    return new Steps() {
      @Override
      public long done() {
        return pack.members().get(0).step();
      }

      @Override
      public void advance(long until) throws DivergedException {
        pack.advance(
            until,
            TrainedTrials.every(steps),
            Collections.nCopies(pack.members().size(), (step, metrics) -> {}));
        for (int k = 0; k < pack.members().size(); k++) {
          Optional<DivergedException> diverged = pack.diverged(k);
          if (diverged.isPresent()) {
            throw diverged.get();
          }
        }
      }

      @Override
      public void close() {
        pack.close();
      }
    };
  }

  /** Nanoseconds of a processor, which other processes do not lengthen; of the clock elsewhere. */
  private static long processor() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return threads.isCurrentThreadCpuTimeSupported()
        ? threads.getCurrentThreadCpuTime()
        : System.nanoTime();
  }
}
