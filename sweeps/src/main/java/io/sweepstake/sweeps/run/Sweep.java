package io.sweepstake.sweeps.run;

import io.sweepstake.sweeps.pruner.Heir;
import io.sweepstake.sweeps.pruner.Pruner;
import io.sweepstake.sweeps.pruner.Rung;
import io.sweepstake.sweeps.sampler.Sampler;
import io.sweepstake.sweeps.sampler.Suggestion;
import io.sweepstake.sweeps.store.Snapshot;
import io.sweepstake.sweeps.store.TrialStore;
import io.sweepstake.sweeps.study.Ask;
import io.sweepstake.sweeps.study.Decision;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Seeds;
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
 * trials in flight go on from their last rung, or run again with the same number, point and seed. A
 * trial that fails is a row like any other; only one whose worker was lost is sent again.
 *
 * <p>A free worker takes, in this order, a trial that waits at a rung and that the pruner lets go
 * on, an heir of one that ended there, an enqueued point, a new one. What still waits when nothing
 * else is left to do ends as pruned.
 *
 * <p>One sweep runs once, on the caller's thread.
 */
public final class Sweep {
  private final TrialStore store;
  private final Sampler sampler;
  private final Pruner pruner;
  private final TrialExecutor executor;
  private final SweepPlan plan;
  private final SweepListener listener;
  private final InstantSource clock;
  private final List<Rung> rungs;

  private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
  private final Map<Integer, Trial> inFlight = new HashMap<>();
  private Checkpoints checkpoints;
  private Snapshot snapshot;
  private Instant begun;
  private int target;
  private int toldAtStart;
  private boolean exhausted;
  private int decisions;

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
    this.store = store;
    this.sampler = sampler;
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
    snapshot = store.read();
    begun = clock.instant();
    target = plan.budget().target(snapshot.history());
    toldAtStart = snapshot.history().told();
    checkpoints = new Checkpoints(store.checkpoints(), pruner);
    checkpoints.tidy(snapshot.history());
    for (Trial trial : snapshot.history().trials()) {
      decisions += trial.decisions().size();
    }
    List<Trial> interrupted = takeUpInterrupted();
    if (plan.mode() == SweepPlan.Mode.SYNCHRONOUS) {
      runInBatches(interrupted);
    } else {
      runContinuously(interrupted);
    }
    endWaiting();
    History history = snapshot.history();
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

  private List<Trial> takeUpInterrupted() {
    List<Trial> again = new ArrayList<>();
    for (Trial trial : snapshot.history().open()) {
      if (trial.state() instanceof TrialState.Running) {
        again.add(checkpoints.resumed(trial));
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
      submit(takeUp(plan.parallelism() - inFlight.size()));
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
    List<Trial> batch = interrupted.isEmpty() ? takeUp(plan.parallelism()) : interrupted;
    while (!batch.isEmpty()) {
      // Rung by rung from the lowest, and within a rung in the order of the numbers: nothing
      // depends on who is fast, nor on where a driver died.
      while (!batch.isEmpty()) {
        batch = runLowestToNextRung(batch);
      }
      batch = takeUp(plan.parallelism());
    }
  }

  private List<Trial> runLowestToNextRung(List<Trial> batch) throws InterruptedException {
    int lowest = batch.stream().mapToInt(trial -> nextRung(trial).index()).min().getAsInt();
    List<Trial> below = new ArrayList<>();
    List<Trial> rest = new ArrayList<>();
    batch.forEach(trial -> (nextRung(trial).index() == lowest ? below : rest).add(trial));
    rest.addAll(runToNextRung(below));
    return rest;
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

  /** Finds work for {@code count} workers, and commits it. */
  private List<Trial> takeUp(int count) {
    List<Trial> rows = new ArrayList<>();
    List<Decision> released = new ArrayList<>();
    History history = snapshot.history();
    int toRun = 0;
    while (toRun < count) {
      Optional<Trial> next = heir(history);
      if (next.isEmpty()) {
        boolean more = history.size() < target && !exhausted;
        Optional<Pruner.Release> release = pruner.release(history, more, checkpoints.names());
        if (release.isEmpty()) {
          break;
        }
        Decision decision = release.get().decision().withIndex(decisions++);
        Trial judged = history.trial(release.get().trial()).decided(decision);
        next =
            Optional.of(
                decision.prune()
                    ? judged.pruned(decision.reason(), clock.instant())
                    : judged.withState(new TrialState.Running()));
        released.add(decision);
      } else {
        target++; // It stands in for one that counts already.
        released.add(null);
      }
      toRun += next.get().finished() ? 0 : 1;
      rows.add(next.get());
      history = history.with(next.get());
    }
    List<Trial> asked = asks(history, count - toRun);
    List<Trial> all = new ArrayList<>(rows);
    all.addAll(asked);
    if (all.isEmpty()) {
      return all;
    }
    commit(all);
    for (int k = 0; k < rows.size(); k++) {
      Trial row = snapshot.history().trial(rows.get(k).number());
      if (released.get(k) == null) {
        listener.asked(row, progress());
      } else {
        listener.judged(row, rungs.get(nextRung(row).index() - 1), released.get(k));
        if (row.finished()) {
          listener.told(row, progress());
        }
      }
    }
    asked.forEach(trial -> listener.asked(trial, progress()));
    return all.stream().filter(trial -> !trial.finished()).toList();
  }

  /** The next trial in the place of one that ended at a rung for another's sake. */
  private Optional<Trial> heir(History history) {
    int number = history.size();
    Optional<Heir> heir =
        pruner.heir(history, Seeds.generator(history.spec().seed(), "heir", number));
    return heir.map(
        next ->
            Trial.descended(
                number,
                next.point(),
                history.trial(next.lineage().parent()),
                new Ask(history.told(), next.source(), next.lineage()),
                clock.instant()));
  }

  /** Up to {@code count} trials that nobody has begun: enqueued points first. */
  private List<Trial> asks(History before, int count) {
    List<Trial> asked = new ArrayList<>();
    History history = before;
    for (Trial trial : history.open()) {
      if (asked.size() < count && trial.state() instanceof TrialState.Waiting) {
        Trial running = trial.restarted();
        history = history.with(running);
        asked.add(running);
      }
    }
    while (asked.size() < count && history.size() < target && !exhausted) {
      int number = history.size();
      Optional<Suggestion> suggestion =
          sampler.suggest(history, Seeds.generator(history.spec().seed(), "ask", number));
      if (suggestion.isEmpty()) {
        exhausted = true;
        break;
      }
      Trial trial =
          Trial.asked(
              number,
              suggestion.get().point(),
              history.spec().seed(),
              new Ask(history.told(), suggestion.get().source()),
              clock.instant());
      history = history.with(trial);
      asked.add(trial);
    }
    return asked;
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
    List<Trial> pack = members.stream().map(checkpoints::with).toList();
    pack.forEach(trial -> inFlight.put(trial.number(), trial));
    executor
        .submit(pack, rung)
        .whenComplete((rows, thrown) -> arrivals.add(new Arrival(pack, rung, rows, thrown)));
  }

  private Rung nextRung(Trial trial) {
    for (Rung rung : rungs) {
      if (rung.step() > trial.reached()) {
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
        lost.add(
            sent.curve().isEmpty()
                ? sent.retried().withArtifacts(sent.artifacts())
                : sent.retriedFromRung());
      } else {
        settled.add(row);
      }
    }
    if (!lost.isEmpty()) {
      commit(lost.stream().map(Checkpoints::without).toList());
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
      Optional<String> gap = snapshot.history().spec().objective().gap(completed.metrics());
      if (gap.isPresent()) {
        return row.failed(TrialState.Cause.BUG, gap.get(), clock.instant());
      }
    }
    return row;
  }

  /** Commits what became of a trial; returns it when it is to go on to the next rung. */
  private Optional<Trial> settle(Trial row) {
    if (row.finished()) {
      commit(List.of(Checkpoints.without(row)));
      listener.told(snapshot.history().trial(row.number()), progress());
      return Optional.empty();
    }
    Rung rung = rungs.get(nextRung(row).index() - 1);
    Decision decision = pruner.decide(row, rung, snapshot.history()).withIndex(decisions++);
    Trial judged = row.decided(decision);
    if (decision.prune()) {
      commit(List.of(Checkpoints.without(judged.pruned(decision.reason(), clock.instant()))));
    } else {
      boolean waits = decision.action() == Decision.Action.PAUSE;
      checkpoints.save(row);
      commit(
          List.of(Checkpoints.without(waits ? judged.withState(new TrialState.Paused()) : judged)));
    }
    listener.judged(row, rung, decision);
    if (decision.prune()) {
      listener.told(snapshot.history().trial(row.number()), progress());
    }
    return decision.action() == Decision.Action.CONTINUE ? Optional.of(judged) : Optional.empty();
  }

  /** Ends what still waits when there is nothing left to do. */
  private void endWaiting() {
    for (Trial trial : snapshot.history().open()) {
      if (trial.state() instanceof TrialState.Paused) {
        Decision decision =
            Decision.stop("the sweep ended while it waited at step " + trial.reached())
                .withIndex(decisions++);
        commit(List.of(trial.decided(decision).pruned(decision.reason(), clock.instant())));
        Trial ended = snapshot.history().trial(trial.number());
        listener.judged(ended, rungs.get(nextRung(ended).index() - 1), decision);
        listener.told(ended, progress());
      }
    }
  }

  private void commit(List<Trial> rows) {
    snapshot = store.commit(snapshot, rows);
    checkpoints.tidy(snapshot.history());
  }

  private Progress progress() {
    History history = snapshot.history();
    return new Progress(
        history.told(),
        history.told() - toldAtStart,
        history.completedCount(),
        history.prunedCount(),
        history.failedCount(),
        (int)
            history.open().stream()
                .filter(trial -> !(trial.state() instanceof TrialState.Paused))
                .count(),
        target,
        history.best(),
        Duration.between(begun, clock.instant()));
  }
}
