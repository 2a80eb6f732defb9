package io.sweepstake.sweeps.run;

import io.sweepstake.sweeps.run.trial.Pack;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * What is sent to workers and what comes back: every trial that was sent returns once, as the row
 * of its worker, or as the failure that stands for a row that is missing or wrong.
 */
final class Returns {
  private final TrialExecutor executor;
  private final Rungs rungs;
  private final Objective objective;
  private final int retries;
  private final InstantSource clock;
  private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
  private final Set<Integer> out = new HashSet<>();
  private int packs;

  /** What came back for a pack: rows, or what was thrown instead. */
  private record Arrival(Pack pack, List<Trial> rows, Throwable thrown) {}

  /**
   * What became of a pack.
   *
   * @param rows that are to be settled
   * @param again trials whose worker was lost, as they are to be sent once more
   */
  record Returned(List<Trial> rows, List<Trial> again) {}

  Returns(
      TrialExecutor executor, Rungs rungs, Objective objective, int retries, InstantSource clock) {
    this.executor = executor;
    this.rungs = rungs;
    this.objective = objective;
    this.retries = retries;
    this.clock = clock;
  }

  /** How many trials are out. */
  int out() {
    return out.size();
  }

  /** How many packs can be sent before all workers have one. */
  int free() {
    return executor.slots() - packs;
  }

  /** Whether {@link #take} would not wait. */
  boolean waiting() {
    return !arrivals.isEmpty();
  }

  void send(Pack pack) {
    packs++;
    pack.trials().forEach(trial -> out.add(trial.number()));
    var unused =
        executor
            .submit(pack)
            .whenComplete((rows, thrown) -> arrivals.add(new Arrival(pack, rows, thrown)));
  }

  /** Waits for a pack. */
  Returned take() throws InterruptedException {
    Arrival arrival = arrivals.take();
    packs--;
    Returned returned = new Returned(new ArrayList<>(), new ArrayList<>());
    for (Trial sent : arrival.pack().trials()) {
      Trial row = row(sent, arrival);
      boolean workerLost =
          row.state() instanceof TrialState.Failed failed
              && failed.cause() == TrialState.Cause.LOST_WORKER;
      if (workerLost && sent.attempt() < retries) {
        returned
            .again()
            .add(
                sent.curve().isEmpty()
                    ? sent.retried().withArtifacts(sent.artifacts())
                    : sent.retriedFromRung());
      } else {
        returned.rows().add(row);
      }
      out.remove(sent.number());
    }
    return returned;
  }

  private Trial row(Trial sent, Arrival arrival) {
    if (arrival.thrown() != null) {
      return failed(sent, arrival.thrown());
    }
    for (Trial row : arrival.rows()) {
      if (row.number() == sent.number()) {
        return checked(row, sent, arrival.pack());
      }
    }
    return bug(sent, "the worker returned no row for it");
  }

  private Trial failed(Trial sent, Throwable raised) {
    Throwable thrown = raised;
    while (thrown instanceof CompletionException && thrown.getCause() != null) {
      thrown = thrown.getCause();
    }
    TrialState.Cause cause =
        thrown instanceof LostWorkerException
            ? TrialState.Cause.LOST_WORKER
            : thrown instanceof OutOfMemoryError
                ? TrialState.Cause.OUT_OF_MEMORY
                : TrialState.Cause.BUG;
    return sent.failed(cause, String.valueOf(thrown), clock.instant());
  }

  private Trial checked(Trial row, Trial sent, Pack pack) {
    if (row.attempt() != sent.attempt() || !row.point().equals(sent.point())) {
      return bug(sent, "the worker returned attempt " + row.attempt() + " at " + row.point());
    }
    boolean early = pack.upTo().isEnd() || rungs.next(row).index() <= pack.upTo().index();
    if (!row.finished() && early) {
      return bug(sent, "the worker returned it unfinished, before step " + pack.upTo().step());
    }
    if (row.state() instanceof TrialState.Completed completed) {
      Optional<String> gap = objective.gap(completed.metrics());
      if (gap.isPresent()) {
        return bug(row, gap.get());
      }
    }
    return row;
  }

  private Trial bug(Trial trial, String message) {
    return trial.failed(TrialState.Cause.BUG, message, clock.instant());
  }
}
