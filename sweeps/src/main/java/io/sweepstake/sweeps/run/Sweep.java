package io.sweepstake.sweeps.run;

import io.sweepstake.sweeps.pruner.Pruner;
import io.sweepstake.sweeps.run.trial.Pack;
import io.sweepstake.sweeps.run.trial.Packing;
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
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The act of searching: asks the sampler for points, has them run, and tells the store what came of
 * them, until the budget is spent or the space exhausted.
 *
 * <p>What is asked is committed before it runs, and a told trial is committed before anything else
 * happens; so the process may be killed at any moment, and a sweep over the same store goes on:
 * trials in flight go on from their last rung, or run again with the same number, point and seed. A
 * trial that fails is a row like any other; only one whose worker was lost is sent again.
 *
 * <p>A free worker takes, in this order, an heir of a trial that ended at a rung, a trial that
 * waits there and that the pruner lets go on, an enqueued point, a new one. What still waits when
 * nothing else is left to do ends as pruned; when the sweep was told to stop, it goes on waiting.
 *
 * <p>One sweep runs once, on the caller's thread; other threads may enqueue points in its study and
 * tell it to {@link #stop}.
 */
public final class Sweep {
  /** The {@link #ending} of a sweep that spent its budget. */
  public static final String ALL_HAVE_RUN = "all trials have run";

  private static final String EXHAUSTED = "the sampler has no more points to propose";

  private final Study study;
  private final Pruner pruner;
  private final SweepPlan plan;
  private final SweepListener listener;
  private final InstantSource stopwatch;
  private final Packing packing;
  private final Rungs rungs;
  private final Departures departures;
  private final Returns returns;

  private Checkpoints checkpoints;
  private Instant begun;
  private int target;
  private int imported;
  private int toldAtStart;
  private volatile String ending;

  public Sweep(
      TrialStore store,
      Sampler sampler,
      Pruner pruner,
      TrialExecutor executor,
      SweepPlan plan,
      SweepListener listener) {
    this(new Study(store, sampler, InstantSource.system()), pruner, executor, plan, listener);
  }

  public Sweep(
      TrialStore store,
      Sampler sampler,
      Pruner pruner,
      TrialExecutor executor,
      SweepPlan plan,
      SweepListener listener,
      InstantSource clock) {
    this(new Study(store, sampler, clock), pruner, executor, plan, listener, clock, clock);
  }

  /** A sweep of a study that others may use at the same time. */
  public Sweep(
      Study study, Pruner pruner, TrialExecutor executor, SweepPlan plan, SweepListener listener) {
    this(study, pruner, executor, plan, listener, InstantSource.system(), new SteadyClock());
  }

  private Sweep(
      Study study,
      Pruner pruner,
      TrialExecutor executor,
      SweepPlan plan,
      SweepListener listener,
      InstantSource clock,
      InstantSource stopwatch) {
    this.study = study;
    this.pruner = pruner;
    this.plan = plan;
    this.listener = listener;
    this.stopwatch = stopwatch;
    packing = executor.packing();
    rungs = new Rungs(pruner, clock);
    departures = new Departures(packing, rungs);
    returns = new Returns(executor, rungs, study.spec().objective(), plan.retries(), clock);
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
    begun = stopwatch.instant();
    target = plan.budget().target(start);
    imported = Budget.imported(start);
    toldAtStart = start.told();
    checkpoints = new Checkpoints(study.checkpoints(), pruner);
    checkpoints.tidy(start);
    rungs.begin(start);
    List<Trial> interrupted = takeUpInterrupted();
    if (plan.mode() == SweepPlan.Mode.SYNCHRONOUS) {
      runInBatches(interrupted);
    } else {
      runContinuously(interrupted);
    }
    if (!stopped()) {
      endWaiting();
    }
    History history = study.history();
    listener.ended(ending, progress());
    int ran = history.told() - history.removedCount();
    if (ran > 0 && ran == history.failedCount()) {
      Trial first =
          history.finished().stream().filter(trial -> !trial.removed()).findFirst().orElseThrow();
      TrialState.Failed failure = (TrialState.Failed) first.state();
      throw new SweepFailedException(
          (ran == 1
                  ? "the only trial failed; trial "
                  : "all " + ran + " trials failed; the first, trial ")
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
      submit(takeUp(plan.parallelism() - returns.out() - departures.size()));
      if (returns.out() == 0) {
        return;
      }
      List<Trial> rows = await();
      while (returns.waiting()) {
        rows.addAll(await());
      }
      submit(settle(rows));
    }
  }

  /** Settles rows that came back at about the same time, those that ended in one commit. */
  private List<Trial> settle(List<Trial> rows) {
    List<Trial> ended = rows.stream().filter(Trial::finished).map(Checkpoints::without).toList();
    if (!ended.isEmpty()) {
      commit(ended);
      ended.forEach(row -> listener.told(study.history().trial(row.number()), progress()));
    }
    List<Trial> goOn = new ArrayList<>();
    for (Trial row : rows) {
      if (!row.finished()) {
        settle(row).ifPresent(goOn::add);
      }
    }
    return goOn;
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
    int lowest = batch.stream().mapToInt(trial -> rungs.next(trial).index()).min().getAsInt();
    List<Trial> below = new ArrayList<>();
    List<Trial> rest = new ArrayList<>();
    batch.forEach(trial -> (rungs.next(trial).index() == lowest ? below : rest).add(trial));
    rest.addAll(runToNextRung(below));
    return rest;
  }

  private List<Trial> runToNextRung(List<Trial> batch) throws InterruptedException {
    TreeMap<Integer, Trial> due = new TreeMap<>();
    batch.forEach(trial -> due.put(trial.number(), null));
    submit(batch);
    List<Trial> goOn = new ArrayList<>();
    while (!due.isEmpty()) {
      depart();
      for (Trial row : await()) {
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
    List<Trial> released = new ArrayList<>();
    Study.Asked asked =
        study.ask(
            history -> {
              released.addAll(fromRungs(history, count));
              return released;
            },
            count,
            this::enough,
            packing);
    boolean exhausted = count > 0 && asked.toRun().isEmpty() && ending == null;
    if (exhausted) {
      ending = EXHAUSTED;
    }
    History history = study.history();
    checkpoints.tidy(history);
    for (Trial row : released) {
      Trial known = history.trial(row.number());
      if (row.curve().isEmpty()) {
        listener.asked(known, progress());
      } else {
        listener.judged(known, rungs.at(row), Rungs.last(row));
        if (row.finished()) {
          listener.told(known, progress());
        }
      }
    }
    asked.known().forEach(trial -> listener.told(history.trial(trial.number()), progress()));
    asked.toRun().stream()
        .filter(trial -> !released.contains(trial))
        .forEach(trial -> listener.asked(trial, progress()));
    // Now that nothing new can come, what waits may be let go on.
    return exhausted && !history.open().isEmpty() ? takeUp(count) : asked.toRun();
  }

  /** Rows that take trials at rungs on: heirs, and those that waited, up to so many that run. */
  private List<Trial> fromRungs(History before, int count) {
    List<Trial> rows = new ArrayList<>();
    History history = before;
    int toRun = 0;
    while (toRun < count && !stopped()) {
      Optional<Trial> next = rungs.heir(history);
      if (next.isPresent()) {
        target++; // It stands in for one that counts already.
      } else {
        next = rungs.released(history, !enough(history), checkpoints.names());
      }
      if (next.isEmpty()) {
        break;
      }
      toRun += next.get().finished() ? 0 : 1;
      rows.add(next.get());
      history = history.with(next.get());
    }
    return rows;
  }

  /** Whether the sweep ends before its time: what waits shall wait for another. */
  private boolean stopped() {
    boolean spent = ALL_HAVE_RUN.equals(ending) || EXHAUSTED.equals(ending);
    if (spent && !study.history().open().isEmpty()) {
      plan.stop()
          .reason(study.history(), Duration.between(begun, stopwatch.instant()))
          .ifPresent(this::stop);
    }
    return ending != null && !ALL_HAVE_RUN.equals(ending) && !EXHAUSTED.equals(ending);
  }

  private boolean enough(History history) {
    if (ending == null && Budget.begun(history) >= target) {
      ending = ALL_HAVE_RUN;
    }
    if (ending == null) {
      // Never back to null: another thread may stop the sweep meanwhile.
      plan.stop()
          .reason(history, Duration.between(begun, stopwatch.instant()))
          .ifPresent(reason -> ending = reason);
    }
    return ending != null;
  }

  private void submit(Collection<Trial> trials) {
    departures.add(trials);
    depart();
  }

  private void depart() {
    for (Pack pack : departures.next(returns.free())) {
      returns.send(new Pack(pack.trials().stream().map(checkpoints::with).toList(), pack.upTo()));
    }
  }

  /** Waits for a pack and returns what became of its trials, less those sent out once more. */
  private List<Trial> await() throws InterruptedException {
    Returns.Returned returned = returns.take();
    if (!returned.again().isEmpty()) {
      commit(returned.again().stream().map(Checkpoints::without).toList());
      returned.again().forEach(listener::retried);
      submit(returned.again());
    }
    return returned.rows();
  }

  /** Commits what became of a trial; returns it when it is to go on to the next rung. */
  private Optional<Trial> settle(Trial row) {
    if (row.finished()) {
      commit(List.of(Checkpoints.without(row)));
      listener.told(study.history().trial(row.number()), progress());
      return Optional.empty();
    }
    Trial judged = rungs.judged(row, study.history());
    if (!judged.finished()) {
      checkpoints.save(row);
    }
    commit(List.of(Checkpoints.without(judged)));
    listener.judged(row, rungs.at(row), Rungs.last(judged));
    if (judged.finished()) {
      listener.told(study.history().trial(row.number()), progress());
    }
    return judged.state() instanceof TrialState.Running ? Optional.of(judged) : Optional.empty();
  }

  /** Ends what still waits when there is nothing left to do. */
  private void endWaiting() {
    for (Trial trial : study.history().open()) {
      if (trial.state() instanceof TrialState.Paused) {
        commit(List.of(rungs.ended(trial)));
        Trial ended = study.history().trial(trial.number());
        listener.judged(ended, rungs.at(ended), Rungs.last(ended));
        listener.told(ended, progress());
      }
    }
  }

  private void commit(List<Trial> rows) {
    checkpoints.tidy(study.commit(rows));
  }

  private Progress progress() {
    History history = study.history();
    return new Progress(
        history.told() - imported,
        history.told() - toldAtStart,
        history.completedCount(),
        history.prunedCount(),
        history.failedCount(),
        (int)
            history.open().stream()
                .filter(trial -> !(trial.state() instanceof TrialState.Paused))
                .count(),
        target - imported,
        history.best(),
        Duration.between(begun, stopwatch.instant()));
  }
}
