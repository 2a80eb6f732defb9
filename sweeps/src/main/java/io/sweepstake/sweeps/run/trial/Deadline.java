package io.sweepstake.sweeps.run.trial;

import io.sweepstake.sweeps.pruner.Rung;
import io.sweepstake.sweeps.study.Measurement;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A trial function whose trials may take only so long. The time a trial has spent on earlier rungs,
 * as its measurements tell, counts; the trials of a pack run side by side and share the clock.
 *
 * <p>When the time is over, the function's thread is interrupted. What it then hands back within
 * the grace keeps its measurements; one that does not even end is left to itself, on a daemon
 * thread, and its worker goes on to the next trial. Either way the trials are failed, as {@link
 * Cause#TIMEOUT}, which is never tried again.
 *
 * @param limit of each trial, above 0
 * @param grace how long an interrupted function has to end, at least 0
 */
public record Deadline(TrialFunction inner, Duration limit, Duration grace)
    implements TrialFunction {
  static final Duration GRACE = Duration.ofSeconds(10);

  public Deadline {
    if (limit.isNegative() || limit.isZero()) {
      throw new IllegalArgumentException("trial timeout: must be above 0, was " + limit);
    }
    if (grace.isNegative()) {
      throw new IllegalArgumentException("trial timeout: grace must be at least 0, was " + grace);
    }
  }

  @Override
  public int capacity(Trial like) {
    return inner.capacity(like);
  }

  @Override
  public List<Trial> advance(List<Trial> sent, Rung upTo) {
    Instant now = Instant.now();
    List<Trial> pack =
        sent.stream().map(t -> t.timing().started() == null ? t.started(now) : t).toList();
    FutureTask<List<Trial>> work = new FutureTask<>(() -> inner.advance(pack, upTo));
    Thread thread = new Thread(work, Thread.currentThread().getName() + "-deadline");
    thread.setDaemon(true);
    thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
    thread.start();
    try {
      return work.get(Math.max(1, left(pack).toNanos()), TimeUnit.NANOSECONDS);
    } catch (TimeoutException over) {
      return timedOut(pack, work, thread);
    } catch (InterruptedException cancelled) {
      thread.interrupt();
      Thread.currentThread().interrupt();
      return pack.stream()
          .map(trial -> trial.failed(Cause.CANCELLED, "interrupted", Instant.now()))
          .toList();
    } catch (ExecutionException thrown) {
      throw rethrown(thrown.getCause());
    }
  }

  private Duration left(List<Trial> pack) {
    long spent = 0;
    for (Trial trial : pack) {
      List<Measurement> curve = trial.curve();
      spent = Math.max(spent, curve.isEmpty() ? 0 : curve.get(curve.size() - 1).wallMillis());
    }
    return limit.minusMillis(spent);
  }

  private List<Trial> timedOut(List<Trial> pack, FutureTask<List<Trial>> work, Thread thread) {
    // The thread, not the task: a cancelled task would hide what the function still returns.
    thread.interrupt();
    Optional<List<Trial>> late = Optional.empty();
    String end = "";
    try {
      late = Optional.of(work.get(Math.max(1, grace.toNanos()), TimeUnit.NANOSECONDS));
    } catch (TimeoutException hung) {
      end =
          "; it did not end within "
              + text(grace)
              + " of an interrupt, and its thread was abandoned";
    } catch (ExecutionException thrown) {
      end = "";
    } catch (InterruptedException cancelled) {
      Thread.currentThread().interrupt();
    }
    String message = "took longer than its deadline of " + text(limit) + end;
    List<Trial> rows = late.orElse(List.of());
    return pack.stream()
        .map(trial -> row(trial, rows).failed(Cause.TIMEOUT, message, Instant.now()))
        .toList();
  }

  /** A trial as it came back late, without what it must not have, or as it was sent. */
  private static Trial row(Trial sent, List<Trial> late) {
    return late.stream()
        .filter(row -> row.number() == sent.number())
        .findFirst()
        .map(row -> row.withArtifacts(List.of()))
        .orElse(sent);
  }

  private static RuntimeException rethrown(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    return thrown instanceof RuntimeException exception
        ? exception
        : new IllegalStateException(thrown);
  }

  /** {@code 1 h 30 min}, {@code 2.5 s}. */
  public static String text(Duration duration) {
    if (duration.compareTo(Duration.ofMinutes(1)) < 0) {
      double seconds = duration.toMillis() / 1e3;
      return (seconds == Math.rint(seconds) ? String.valueOf((long) seconds) : "" + seconds) + " s";
    }
    StringBuilder text = new StringBuilder();
    append(text, duration.toHours(), "h");
    append(text, duration.toMinutesPart(), "min");
    append(text, duration.toSecondsPart(), "s");
    return text.toString();
  }

  private static void append(StringBuilder text, long amount, String unit) {
    if (amount > 0) {
      text.append(text.isEmpty() ? "" : " ").append(amount).append(' ').append(unit);
    }
  }
}
