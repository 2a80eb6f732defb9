package io.sweepstake.sweeps.run;

import io.sweepstake.sweeps.pruner.Decision;
import io.sweepstake.sweeps.pruner.Pruner;
import io.sweepstake.sweeps.pruner.Rung;
import io.sweepstake.sweeps.sampler.Sampler;
import io.sweepstake.sweeps.store.TrialStore;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The act of searching: asks the sampler for points, has them run, and tells the store what came of
 * them, until the budget is spent or the space exhausted.
 *
 * <p>What is asked is committed before it runs, and a told trial is committed before anything else
 * happens; so the process may be killed at any moment, and a sweep over the same store goes on:
 * trials in flight run again with the same number, point and seed. A trial that fails is a row like
 * any other; only one whose worker was lost is sent again.
 *
 * <p>One sweep runs once, on the caller's thread; other threads may enqueue points in its study and
 * tell it to {@link #stop}.
 */
public final class Sweep {
  /** The {@link #ending} of a sweep that spent its budget. */
  public static final String ALL_HAVE_RUN = "all trials have run";

  private final Study study;
  private final Pruner pruner;
  private final TrialExecutor executor;
  private final SweepPlan plan;
  private final SweepListener listener;
  private final InstantSource clock;
  private final List<Rung> rungs;

  private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
  private final Map<Integer, Trial> inFlight = new HashMap<>();
  private Instant begun;
  private int target;
  private int imported;
  private int toldAtStart;
  private volatile String ending;

  /** What came back for a pack: rows, or what was thrown instead. */
  private record Arrival(List<Trial> pack, Rung upTo, List<Trial> rows, Throwable thrown) {}

  public Sweep(
      TrialStore store,
      Sampler sampler,
      Pruner pruner,
      TrialExecutor executor,
      SweepPlan plan,
      SweepListener listener) {
    this(store, sampler, pruner, executor, plan, listener, InstantSource.system());
  }

  public Sweep(
      TrialStore store,
      Sampler sampler,
      Pruner pruner,
      TrialExecutor executor,
      SweepPlan plan,
      SweepListener listener,
      InstantSource clock) {
    this(new Study(store, sampler, clock), pruner, executor, plan, listener, clock);
  }

  /** A sweep of a study that others may use at the same time. */
  public Sweep(
      Study study, Pruner pruner, TrialExecutor executor, SweepPlan plan, SweepListener listener) {
    this(study, pruner, executor, plan, listener, InstantSource.system());
  }

  private Sweep(
      Study study,
      Pruner pruner,
      TrialExecutor executor,
      SweepPlan plan,
      SweepListener listener,
      InstantSource clock) {
    this.study = study;
    this.pruner = pruner;
    this.executor = executor;
    this.plan = plan;
    this.listener = listener;
    this.clock = clock;
    rungs = new ArrayList<>(pruner.rungs());
    rungs.add(Rung.end(rungs.size()));
  }

  /**
   * Runs to the end.
   *
   * @return the history after it
   * @throws SweepFailedException when trials have ended but none gave a value
   * @throws InterruptedException when the thread is interrupted; trials in flight stay in flight,
   *     and a later sweep takes them up
   */
  public History run() throws InterruptedException {
    History start = study.history();
    begun = clock.instant();
    target = plan.budget().target(start);
    imported = Budget.imported(start);
    toldAtStart = start.told();
    List<Trial> interrupted = takeUpInterrupted();
    if (plan.mode() == SweepPlan.Mode.SYNCHRONOUS) {
      runInBatches(interrupted);
    } else {
      runContinuously(interrupted);
    }
    History history = study.history();
    listener.ended(ending, progress());
    if (history.told() > 0 && history.told() == history.failedCount()) {
      Trial first = history.finished().get(0);
      TrialState.Failed failure = (TrialState.Failed) first.state();
      throw new SweepFailedException(
          "all "
              + history.told()
              + " trials failed; the first, trial "
              + first.number()
              + ": "
              + failure.cause()
              + " "
              + failure.message());
    }
    return history;
  }

  /**
   * Asks for no more trials; those in flight run to their end. For any thread.
   *
   * @param reason a clause, for people
   */
  public void stop(String reason) {
    ending = reason;
  }

  /** Why no more trials were asked for: a clause, for people; empty while it runs. */
  public Optional<String> ending() {
    return Optional.ofNullable(ending);
  }

  private List<Trial> takeUpInterrupted() {
    List<Trial> again = new ArrayList<>();
    for (Trial trial : study.history().open()) {
      if (trial.state() instanceof TrialState.Running) {
        again.add(trial.restarted());
      }
    }
    if (!again.isEmpty()) {
      commit(again);
      again.forEach(trial -> listener.asked(trial, progress()));
    }
    return again;
  }

  private void runContinuously(List<Trial> interrupted) throws InterruptedException {
    submit(interrupted);
    while (true) {
      submit(ask(plan.parallelism() - inFlight.size()));
      if (inFlight.isEmpty()) {
        return;
      }
      List<Trial> goOn = new ArrayList<>();
      for (Trial row : await()) {
        inFlight.remove(row.number());
        settle(row).ifPresent(goOn::add);
      }
      submit(goOn);
    }
  }

  private void runInBatches(List<Trial> interrupted) throws InterruptedException {
    List<Trial> batch = interrupted;
    do {
      // Rung by rung, and within a rung in the order of the numbers: nothing depends on who is
      // fast.
      while (!batch.isEmpty()) {
        batch = runToNextRung(batch);
      }
      batch = ask(plan.parallelism());
    } while (!batch.isEmpty());
  }

  private List<Trial> runToNextRung(List<Trial> batch) throws InterruptedException {
    TreeMap<Integer, Trial> due = new TreeMap<>();
    batch.forEach(trial -> due.put(trial.number(), null));
    submit(batch);
    List<Trial> goOn = new ArrayList<>();
    while (!due.isEmpty()) {
      for (Trial row : await()) {
        inFlight.remove(row.number());
        due.put(row.number(), row);
      }
      while (!due.isEmpty() && due.firstEntry().getValue() != null) {
        settle(due.pollFirstEntry().getValue()).ifPresent(goOn::add);
      }
    }
    return goOn;
  }

  /** Asks for up to {@code count} trials, unless it is time to stop. */
  private List<Trial> ask(int count) {
    Study.Asked asked = study.ask(count, this::enough);
    if (count > 0 && asked.toRun().isEmpty() && ending == null) {
      ending = "the sampler has no more points to propose";
    }
    asked
        .known()
        .forEach(trial -> listener.told(study.history().trial(trial.number()), progress()));
    asked.toRun().forEach(trial -> listener.asked(trial, progress()));
    return asked.toRun();
  }

  private boolean enough(History history) {
    if (ending == null && Budget.begun(history) >= target) {
      ending = ALL_HAVE_RUN;
    }
    if (ending == null) {
      ending = plan.stop().reason(history, Duration.between(begun, clock.instant())).orElse(null);
    }
    return ending != null;
  }

  /** Sends trials out, in packs of the same rung. */
  private void submit(Collection<Trial> trials) {
    Map<Rung, List<Trial>> byRung = new TreeMap<>(java.util.Comparator.comparingInt(Rung::index));
    for (Trial trial : trials) {
      byRung.computeIfAbsent(nextRung(trial), rung -> new ArrayList<>()).add(trial);
    }
    byRung.forEach(
        (rung, all) -> {
          for (int from = 0; from < all.size(); from += executor.packSize()) {
            submitPack(all.subList(from, Math.min(all.size(), from + executor.packSize())), rung);
          }
        });
  }

  private void submitPack(List<Trial> members, Rung rung) {
    List<Trial> pack = List.copyOf(members);
    pack.forEach(trial -> inFlight.put(trial.number(), trial));
    executor
        .submit(pack, rung)
        .whenComplete((rows, thrown) -> arrivals.add(new Arrival(pack, rung, rows, thrown)));
  }

  private Rung nextRung(Trial trial) {
    long reached = trial.curve().isEmpty() ? 0 : trial.curve().get(trial.curve().size() - 1).step();
    for (Rung rung : rungs) {
      if (rung.step() > reached) {
        return rung;
      }
    }
    return rungs.get(rungs.size() - 1);
  }

  /** Waits for a pack and returns what became of its trials, less those sent out once more. */
  private List<Trial> await() throws InterruptedException {
    Arrival arrival = arrivals.take();
    List<Trial> settled = new ArrayList<>();
    List<Trial> lost = new ArrayList<>();
    for (Trial sent : arrival.pack()) {
      Trial row = row(sent, arrival);
      boolean workerLost =
          row.state() instanceof TrialState.Failed failed
              && failed.cause() == TrialState.Cause.LOST_WORKER;
      if (workerLost && sent.attempt() < plan.retries()) {
        lost.add(sent.retried());
      } else {
        settled.add(row);
      }
    }
    if (!lost.isEmpty()) {
      commit(lost);
      lost.forEach(listener::retried);
      submit(lost);
    }
    return settled;
  }

  /** The row that came back for a trial, or the failure that stands for a missing or wrong one. */
  private Trial row(Trial sent, Arrival arrival) {
    if (arrival.thrown() != null) {
      Throwable thrown = arrival.thrown();
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
    for (Trial row : arrival.rows()) {
      if (row.number() == sent.number()) {
        return checked(row, sent, arrival.upTo());
      }
    }
    return sent.failed(TrialState.Cause.BUG, "the worker returned no row for it", clock.instant());
  }

  private Trial checked(Trial row, Trial sent, Rung upTo) {
    if (row.attempt() != sent.attempt() || !row.point().equals(sent.point())) {
      return sent.failed(
          TrialState.Cause.BUG,
          "the worker returned attempt " + row.attempt() + " at " + row.point(),
          clock.instant());
    }
    if (!row.finished() && (upTo.isEnd() || nextRung(row).index() <= upTo.index())) {
      return sent.failed(
          TrialState.Cause.BUG,
          "the worker returned it unfinished, before step " + upTo.step(),
          clock.instant());
    }
    if (row.state() instanceof TrialState.Completed completed) {
      Optional<String> gap = study.spec().objective().gap(completed.metrics());
      if (gap.isPresent()) {
        return row.failed(TrialState.Cause.BUG, gap.get(), clock.instant());
      }
    }
    return row;
  }

  /** Commits what became of a trial; returns it when it is to go on to the next rung. */
  private Optional<Trial> settle(Trial row) {
    Trial next = row;
    if (!row.finished()) {
      Rung rung = rungs.get(nextRung(row).index() - 1);
      Decision decision = pruner.decide(row, rung, study.history());
      if (decision.prune()) {
        next = row.pruned(decision.reason(), clock.instant());
      }
      commit(List.of(next));
      listener.judged(row, rung, decision);
      if (!decision.prune()) {
        return Optional.of(next);
      }
    } else {
      commit(List.of(next));
    }
    listener.told(study.history().trial(next.number()), progress());
    return Optional.empty();
  }

  private void commit(List<Trial> rows) {
    var unused = study.commit(rows);
  }

  private Progress progress() {
    History history = study.history();
    return new Progress(
        history.told() - imported,
        history.told() - toldAtStart,
        history.completedCount(),
        history.prunedCount(),
        history.failedCount(),
        history.size() - history.told(),
        target - imported,
        history.best(),
        Duration.between(begun, clock.instant()));
  }
}
