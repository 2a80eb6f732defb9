package io.sweepstake.sweeps.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sweepstake.sweeps.pruner.NoPruner;
import io.sweepstake.sweeps.pruner.Pruner;
import io.sweepstake.sweeps.pruner.Rung;
import io.sweepstake.sweeps.run.trial.Evaluation;
import io.sweepstake.sweeps.run.trial.Pack;
import io.sweepstake.sweeps.run.trial.Packing;
import io.sweepstake.sweeps.run.trial.TrialFunction;
import io.sweepstake.sweeps.sampler.RandomSampler;
import io.sweepstake.sweeps.sampler.Sampler;
import io.sweepstake.sweeps.sampler.Suggestion;
import io.sweepstake.sweeps.sampler.tpe.TpeOptions;
import io.sweepstake.sweeps.sampler.tpe.TpeSampler;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.IntParam;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.store.InMemoryTrialStore;
import io.sweepstake.sweeps.store.Snapshot;
import io.sweepstake.sweeps.store.TrialStore;
import io.sweepstake.sweeps.study.Ask;
import io.sweepstake.sweeps.study.Decision;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Measurement;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SweepTest {
  static final FloatParam X = FloatParam.uniform("x", -5, 5);
  static final IntParam N = IntParam.uniform("n", 1, 8);
  static final Metric LOSS = Metric.of("loss");
  static final StudySpec SPEC =
      StudySpec.of("bowl", SearchSpace.of(X, N), Objective.of(Goal.minimize(LOSS)), 5);

  static Metrics bowl(Trial trial) {
    double x = trial.point().get(X);
    return Metrics.of(LOSS, x * x + trial.point().get(N));
  }

  static Sampler tpe() {
    return new TpeSampler(TpeOptions.DEFAULT.withStartup(6));
  }

  /** A store that dies, as far as the sweep can tell, at its n-th commit. */
  private static final class DyingStore implements TrialStore {
    static final class Killed extends RuntimeException {
      private static final long serialVersionUID = 1;
    }

    private final TrialStore inner;
    private int commitsLeft;

    DyingStore(TrialStore inner, int commitsLeft) {
      this.inner = inner;
      this.commitsLeft = commitsLeft;
    }

    @Override
    public Snapshot read() {
      return inner.read();
    }

    @Override
    public Snapshot commit(Snapshot base, List<Trial> rows) {
      if (--commitsLeft < 0) {
        throw new Killed();
      }
      return inner.commit(base, rows);
    }

    @Override
    public void close() {}
  }

  /** Runs packs when told to, in an order of its own, and keeps count. */
  private static class ScriptedExecutor implements TrialExecutor {
    private record Job(Pack pack, CompletableFuture<List<Trial>> result) {}

    private final TrialFunction function;
    private final int slots;
    private final Packing packing;
    private final Random order;
    private final List<Job> waiting = new ArrayList<>();
    private int most;

    ScriptedExecutor(TrialFunction function, int slots, int packSize, long seed) {
      this(function, slots, Packing.of(packSize), seed);
    }

    ScriptedExecutor(TrialFunction function, int slots, Packing packing, long seed) {
      this.function = function;
      this.slots = slots;
      this.packing = packing;
      order = new Random(seed);
    }

    @Override
    public synchronized CompletionStage<List<Trial>> submit(Pack pack) {
      assertThat(pack.trials()).hasSizeLessThanOrEqualTo(packing.most());
      Job job = new Job(pack, new CompletableFuture<>());
      waiting.add(job);
      most = Math.max(most, waiting.stream().mapToInt(j -> j.pack().trials().size()).sum());
      var unused = CompletableFuture.runAsync(this::finishOne);
      return job.result();
    }

    private synchronized void finishOne() {
      Job job = waiting.remove(order.nextInt(waiting.size()));
      try {
        job.result().complete(function.advance(job.pack().trials(), job.pack().upTo()));
      } catch (RuntimeException thrown) {
        job.result().completeExceptionally(thrown);
      }
    }

    @Override
    public int slots() {
      return slots;
    }

    @Override
    public Packing packing() {
      return packing;
    }

    @Override
    public void close() {}
  }

  private static History sweep(
      TrialStore store, Sampler sampler, TrialFunction function, SweepPlan plan)
      throws InterruptedException {
    try (ThreadTrialExecutor executor = new ThreadTrialExecutor(function, plan.parallelism())) {
      return new Sweep(store, sampler, new NoPruner(), executor, plan, SweepListener.SILENT).run();
    }
  }

  private static List<String> outcome(History history) {
    return history.trials().stream()
        .map(t -> t.number() + " " + t.point() + " " + t.seed() + " " + t.ask() + " " + t.state())
        .toList();
  }

  /** Ends what it has when as many packs are in it as there are workers, all at once. */
  private static final class VolleyExecutor implements TrialExecutor {
    private final List<Pack> packs = new ArrayList<>();
    private final List<CompletableFuture<List<Trial>>> results = new ArrayList<>();

    @Override
    public CompletionStage<List<Trial>> submit(Pack pack) {
      CompletableFuture<List<Trial>> result = new CompletableFuture<>();
      packs.add(pack);
      results.add(result);
      if (packs.size() % slots() == 0) {
        for (int k = packs.size() - slots(); k < packs.size(); k++) {
          results
              .get(k)
              .complete(
                  Evaluation.eachTrial(SweepTest::bowl)
                      .advance(packs.get(k).trials(), packs.get(k).upTo()));
        }
      }
      return result;
    }

    @Override
    public int slots() {
      return 8;
    }

    @Override
    public Packing packing() {
      return Packing.SINGLE;
    }

    @Override
    public void close() {}
  }

  @Test
  void whatEndsTogetherIsToldInOneCommit() throws InterruptedException {
    DyingStore fewCommits = new DyingStore(new InMemoryTrialStore(SPEC), 8);
    History history =
        new Sweep(
                fewCommits,
                tpe(),
                new NoPruner(),
                new VolleyExecutor(),
                SweepPlan.asynchronous(Budget.total(24), 8),
                SweepListener.SILENT)
            .run();
    assertThat(history.completedCount()).isEqualTo(24);
    assertThat(new Replay(history, tpe()).differences()).isEmpty();
  }

  /** Packs of up to three trials with one {@code n}. */
  private static final Packing THREE_OF_ONE_N = new Packing(3, Set.of("n"));

  private static final class PackRecorder {
    final List<List<Trial>> packs = new ArrayList<>();

    List<Trial> advance(List<Trial> pack, Rung upTo) {
      packs.add(pack);
      return Evaluation.eachTrial(SweepTest::bowl).advance(pack, upTo);
    }
  }

  private static History packed(TrialStore store, PackRecorder recorder, SweepPlan plan)
      throws InterruptedException {
    ScriptedExecutor executor = new ScriptedExecutor(recorder::advance, 1, THREE_OF_ONE_N, 7);
    return new Sweep(store, tpe(), new NoPruner(), executor, plan, SweepListener.SILENT).run();
  }

  @Test
  void packsHoldTrialsOfOneShape() throws InterruptedException {
    PackRecorder recorder = new PackRecorder();
    TrialStore store = new InMemoryTrialStore(SPEC);
    Study study = new Study(store, tpe(), InstantSource.system());
    for (int n : new int[] {1, 2, 1, 2, 1, 2, 1, 8}) {
      study.enqueue(Map.of("n", n));
    }
    packed(store, recorder, SweepPlan.synchronous(Budget.total(8), 8));
    assertThat(recorder.packs)
        .extracting(pack -> pack.stream().map(Trial::number).toList())
        .containsExactlyInAnyOrder(List.of(0, 2, 4), List.of(1, 3, 5), List.of(6), List.of(7));
  }

  @Test
  void theFirstOfAPackIsFreeAndTheOthersHaveItsShape() throws InterruptedException {
    PackRecorder recorder = new PackRecorder();
    History history =
        packed(new InMemoryTrialStore(SPEC), recorder, SweepPlan.synchronous(Budget.total(36), 6));
    assertThat(recorder.packs).hasSize(12).allMatch(pack -> pack.size() == 3);
    assertThat(recorder.packs)
        .allMatch(pack -> pack.stream().map(t -> t.point().get(N)).distinct().count() == 1);
    assertThat(history.trials())
        .allMatch(
            trial -> trial.ask().held().equals(trial.number() % 3 == 0 ? Set.of() : Set.of("n")));
    assertThat(history.trials().stream().map(Trial::point).distinct()).hasSize(36);
    assertThat(new Replay(history, tpe()).differences()).isEmpty();
  }

  @Test
  void packsAreTheSameAfterAKill() throws InterruptedException {
    SweepPlan plan = SweepPlan.synchronous(Budget.total(18), 6);
    List<String> uninterrupted =
        outcome(packed(new InMemoryTrialStore(SPEC), new PackRecorder(), plan));
    for (int killedAt : new int[] {1, 4, 9, 14}) {
      TrialStore store = new InMemoryTrialStore(SPEC);
      assertThatThrownBy(() -> packed(new DyingStore(store, killedAt), new PackRecorder(), plan))
          .isInstanceOf(DyingStore.Killed.class);
      assertThat(outcome(packed(store, new PackRecorder(), plan))).isEqualTo(uninterrupted);
    }
  }

  @Test
  void sweepsThatShareSlotsKeepToTheirShapes() throws InterruptedException {
    PackRecorder recorder = new PackRecorder();
    TrialExecutor member =
        new SlotShare(2).member(new ScriptedExecutor(recorder::advance, 1, THREE_OF_ONE_N, 7));
    new Sweep(
            new InMemoryTrialStore(SPEC),
            new RandomSampler(),
            new NoPruner(),
            member,
            SweepPlan.asynchronous(Budget.total(24), 6),
            SweepListener.SILENT)
        .run();
    assertThat(recorder.packs)
        .anyMatch(pack -> pack.size() > 1)
        .allMatch(pack -> pack.stream().map(t -> t.point().get(N)).distinct().count() == 1);
  }

  @Test
  void aClockThatIsSetBackAndForthHarmsNothing() throws InterruptedException {
    AtomicInteger looks = new AtomicInteger();
    InstantSource jumping =
        () -> Instant.EPOCH.plus(Duration.ofDays(looks.incrementAndGet() % 2 == 0 ? 400 : -400));
    TrialFunction function =
        (pack, upTo) ->
            pack.stream()
                .map(
                    trial ->
                        trial.started(jumping.instant()).completed(bowl(trial), jumping.instant()))
                .toList();
    InMemoryTrialStore store = new InMemoryTrialStore(SPEC);
    try (ThreadTrialExecutor executor = new ThreadTrialExecutor(function, 2)) {
      History history =
          new Sweep(
                  new Study(store, tpe(), jumping),
                  new NoPruner(),
                  executor,
                  SweepPlan.asynchronous(Budget.total(12), 2)
                      .until(StopCondition.elapsed(Duration.ofMinutes(10))),
                  SweepListener.SILENT)
              .run();
      assertThat(history.completedCount()).isEqualTo(12);
      assertThat(history.trials())
          .allMatch(trial -> trial.timing().duration().filter(Duration::isNegative).isEmpty());
    }
  }

  @Test
  void runsTheBudgetAndFindsAGoodPoint() throws InterruptedException {
    TrialStore store = new InMemoryTrialStore(SPEC);
    History history =
        sweep(
            store,
            tpe(),
            Evaluation.eachTrial(SweepTest::bowl),
            SweepPlan.asynchronous(Budget.additional(60), 4));
    assertThat(history.size()).isEqualTo(60);
    assertThat(history.told()).isEqualTo(60);
    assertThat(history.best().orElseThrow().state().metrics().value(LOSS).orElseThrow())
        .isLessThan(1.5);
  }

  @Test
  void additionalAddsAndTotalTopsUp() throws InterruptedException {
    TrialStore store = new InMemoryTrialStore(SPEC);
    TrialFunction function = Evaluation.eachTrial(SweepTest::bowl);
    sweep(store, tpe(), function, SweepPlan.asynchronous(Budget.additional(5), 2));
    sweep(store, tpe(), function, SweepPlan.asynchronous(Budget.additional(5), 2));
    assertThat(store.read().history().told()).isEqualTo(10);
    sweep(store, tpe(), function, SweepPlan.asynchronous(Budget.total(12), 2));
    assertThat(store.read().history().told()).isEqualTo(12);
    sweep(store, tpe(), function, SweepPlan.asynchronous(Budget.total(12), 2));
    assertThat(store.read().history().told()).isEqualTo(12);
  }

  @Test
  void synchronousSweepsAreEqualWhoeverIsFast() throws InterruptedException {
    List<String> first = null;
    for (int k = 0; k < 4; k++) {
      TrialStore store = new InMemoryTrialStore(SPEC);
      ScriptedExecutor executor =
          new ScriptedExecutor(Evaluation.eachTrial(SweepTest::bowl), 4, k % 2 + 1, k);
      SweepPlan plan = SweepPlan.synchronous(Budget.additional(30), 4);
      List<String> outcome =
          outcome(
              new Sweep(store, tpe(), new NoPruner(), executor, plan, SweepListener.SILENT).run());
      first = first == null ? outcome : first;
      assertThat(outcome).isEqualTo(first);
    }
  }

  @Test
  void resumeEqualsUninterrupted() throws InterruptedException {
    TrialFunction function = Evaluation.eachTrial(SweepTest::bowl);
    SweepPlan plan = SweepPlan.synchronous(Budget.total(18), 3);
    List<String> uninterrupted =
        outcome(sweep(new InMemoryTrialStore(SPEC), tpe(), function, plan));
    for (int killedAt = 0; killedAt < 24; killedAt++) {
      TrialStore store = new InMemoryTrialStore(SPEC);
      DyingStore dying = new DyingStore(store, killedAt);
      assertThatThrownBy(() -> sweep(dying, tpe(), function, plan))
          .isInstanceOf(DyingStore.Killed.class);
      // A fresh sampler, as in a fresh process.
      assertThat(outcome(sweep(store, tpe(), function, plan)))
          .as("killed at commit %s", killedAt)
          .isEqualTo(uninterrupted);
    }
  }

  @Test
  void trialsInFlightRunAgainWithTheSamePointAndSeed() throws InterruptedException {
    TrialStore store = new InMemoryTrialStore(SPEC);
    SweepPlan plan = SweepPlan.asynchronous(Budget.total(20), 4);
    TrialFunction function = Evaluation.eachTrial(SweepTest::bowl);
    assertThatThrownBy(() -> sweep(new DyingStore(store, 9), tpe(), function, plan))
        .isInstanceOf(DyingStore.Killed.class);
    List<Trial> inFlight = store.read().history().open();
    assertThat(inFlight).isNotEmpty();
    History history = sweep(store, tpe(), function, plan);
    assertThat(history.told()).isEqualTo(20);
    for (Trial trial : inFlight) {
      Trial told = history.trial(trial.number());
      assertThat(told.point()).isEqualTo(trial.point());
      assertThat(told.seed()).isEqualTo(trial.seed()).isEqualTo(Trial.seed(5, trial.number()));
    }
  }

  @Test
  void everySuggestionOfAnAsynchronousSweepCanBeReplayed() throws InterruptedException {
    ScriptedExecutor executor =
        new ScriptedExecutor(Evaluation.eachTrial(SweepTest::bowl), 5, 1, 3);
    History history =
        new Sweep(
                new InMemoryTrialStore(SPEC),
                tpe(),
                new NoPruner(),
                executor,
                SweepPlan.asynchronous(Budget.additional(50), 5),
                SweepListener.SILENT)
            .run();
    assertThat(new Replay(history, tpe()).differences()).isEmpty();
    assertThat(new Replay(history, new RandomSampler()).differences()).isNotEmpty();
  }

  @Test
  void neverRunsMoreThanItMay() throws InterruptedException {
    ScriptedExecutor executor =
        new ScriptedExecutor(Evaluation.eachTrial(SweepTest::bowl), 3, 1, 8);
    SweepPlan plan = SweepPlan.asynchronous(Budget.additional(40), 3);
    new Sweep(
            new InMemoryTrialStore(SPEC),
            tpe(),
            new NoPruner(),
            executor,
            plan,
            SweepListener.SILENT)
        .run();
    assertThat(executor.most).isLessThanOrEqualTo(3);
  }

  @Test
  void asksAreCommittedBeforeAnythingRuns() throws InterruptedException {
    TrialStore store = new InMemoryTrialStore(SPEC);
    TrialFunction function =
        Evaluation.eachTrial(
            trial -> {
              Trial known = store.read().history().trial(trial.number());
              if (!known.point().equals(trial.point())) {
                throw new IllegalStateException("not asked");
              }
              return bowl(trial);
            });
    History history =
        sweep(store, tpe(), function, SweepPlan.asynchronous(Budget.additional(20), 4));
    assertThat(history.failedCount()).isZero();
  }

  @Test
  void aFailureIsARowAndOnlyThatTrials() throws InterruptedException {
    TrialFunction function =
        Evaluation.eachTrial(
            trial -> {
              if (trial.point().get(X) > 0) {
                throw new ArithmeticException("x was positive");
              }
              return bowl(trial);
            });
    History history =
        sweep(
            new InMemoryTrialStore(SPEC),
            tpe(),
            function,
            SweepPlan.asynchronous(Budget.additional(30), 4));
    assertThat(history.told()).isEqualTo(30);
    assertThat(history.failedCount()).isBetween(1, 29);
    for (Trial trial : history.trials()) {
      boolean failed = trial.state() instanceof TrialState.Failed;
      assertThat(failed).isEqualTo(trial.point().get(X) > 0);
      assertThat(trial.attempt()).isZero();
    }
  }

  @Test
  void aPackThatThrowsFailsItsTrials() throws InterruptedException {
    TrialFunction function =
        (pack, upTo) -> {
          if (pack.get(0).number() == 4) {
            throw new IllegalStateException("boom");
          }
          return Evaluation.eachTrial(SweepTest::bowl).advance(pack, upTo);
        };
    History history =
        sweep(
            new InMemoryTrialStore(SPEC),
            tpe(),
            function,
            SweepPlan.synchronous(Budget.additional(8), 2));
    assertThat(history.trial(4).state())
        .isEqualTo(
            new TrialState.Failed(TrialState.Cause.BUG, "java.lang.IllegalStateException: boom"));
    assertThat(history.failedCount()).isEqualTo(1);
  }

  @Test
  void onlyALostWorkerIsSentAgainAndNotForEver() throws InterruptedException {
    Set<String> attempts = Collections.synchronizedSet(new HashSet<>());
    TrialFunction function =
        (pack, upTo) -> {
          Trial trial = pack.get(0);
          attempts.add(trial.number() + "/" + trial.attempt() + "/" + trial.point());
          if ((trial.number() == 2 && trial.attempt() < 2) || trial.number() == 3) {
            throw new LostWorkerException("executor 7 is gone", null);
          }
          return Evaluation.eachTrial(SweepTest::bowl).advance(pack, upTo);
        };
    History history =
        sweep(
            new InMemoryTrialStore(SPEC),
            tpe(),
            function,
            SweepPlan.asynchronous(Budget.additional(6), 2));
    assertThat(history.trial(2).state()).isInstanceOf(TrialState.Completed.class);
    assertThat(history.trial(2).attempt()).isEqualTo(2);
    TrialState.Failed lost = (TrialState.Failed) history.trial(3).state();
    assertThat(lost.cause()).isEqualTo(TrialState.Cause.LOST_WORKER);
    assertThat(history.trial(3).attempt()).isEqualTo(3);
    assertThat(attempts).hasSize(4 + 3 + 4);
  }

  @Test
  void aSweepInWhichEveryTrialFailsSaysSoOnce() {
    TrialFunction function =
        Evaluation.eachTrial(
            trial -> {
              throw new IllegalStateException("no data");
            });
    TrialStore store = new InMemoryTrialStore(SPEC);
    assertThatThrownBy(
            () -> sweep(store, tpe(), function, SweepPlan.asynchronous(Budget.additional(5), 2)))
        .isInstanceOf(SweepFailedException.class)
        .hasMessageContaining("all 5 trials failed")
        .hasMessageContaining("IllegalStateException: no data");
    assertThat(store.read().history().told()).isEqualTo(5);
  }

  @Test
  void aTrialWithoutTheGoalsMetricFails() throws InterruptedException {
    TrialFunction function =
        Evaluation.eachTrial(
            trial -> trial.number() == 1 ? Metrics.of(Metric.of("los"), 1) : bowl(trial));
    History history =
        sweep(
            new InMemoryTrialStore(SPEC),
            tpe(),
            function,
            SweepPlan.synchronous(Budget.additional(3), 1));
    assertThat(((TrialState.Failed) history.trial(1).state()).message())
        .isEqualTo("reported no loss, which the objective needs");
  }

  @Test
  void anExhaustedSpaceEndsTheSweep() throws InterruptedException {
    Sampler three =
        (history, random) ->
            history.size() == 3
                ? Optional.empty()
                : Optional.of(
                    new Suggestion(
                        Point.of(SPEC.space(), Map.of("x", 1.0, "n", history.size() + 1)), "grid"));
    for (SweepPlan plan :
        List.of(
            SweepPlan.asynchronous(Budget.additional(10), 2),
            SweepPlan.synchronous(Budget.additional(10), 2))) {
      History history =
          sweep(new InMemoryTrialStore(SPEC), three, Evaluation.eachTrial(SweepTest::bowl), plan);
      assertThat(history.told()).isEqualTo(3);
    }
  }

  @Test
  void enqueuedPointsComeFirst() throws InterruptedException {
    TrialStore store = new InMemoryTrialStore(SPEC);
    Point wished = Point.of(SPEC.space(), Map.of("x", 0.25, "n", 2));
    Trial waiting =
        Trial.asked(0, wished, SPEC.seed(), new Ask(0, "enqueued"), Instant.EPOCH)
            .withState(new TrialState.Waiting());
    store.commit(store.read(), List.of(waiting));
    History history =
        sweep(
            store,
            tpe(),
            Evaluation.eachTrial(SweepTest::bowl),
            SweepPlan.synchronous(Budget.total(3), 2));
    assertThat(history.told()).isEqualTo(3);
    assertThat(history.trial(0).point()).isEqualTo(wished);
    assertThat(history.trial(0).state().metrics().value(LOSS)).hasValue(2.0625);
  }

  @Test
  void trialsAreJudgedAtRungsAndGoOnFromTheirMeasurements() throws InterruptedException {
    Pruner secondRungNeedsLuck =
        new Pruner() {
          @Override
          public List<Rung> rungs() {
            return List.of(new Rung(0, 10), new Rung(1, 20));
          }

          @Override
          public Decision decide(Trial trial, Rung rung, History history) {
            return rung.index() == 1 && trial.number() % 3 == 0
                ? Decision.stop("a multiple of three")
                : Decision.proceed("no reason to stop");
          }
        };
    TrialFunction function =
        (pack, upTo) ->
            pack.stream()
                .map(
                    trial -> {
                      long from = trial.curve().size() * 10L;
                      assertThat(upTo.isEnd() || upTo.step() == from + 10).isTrue();
                      return upTo.isEnd()
                          ? trial.completed(bowl(trial), Instant.EPOCH)
                          : trial.measured(new Measurement(from + 10, bowl(trial), 1));
                    })
                .toList();
    for (SweepPlan plan :
        List.of(
            SweepPlan.asynchronous(Budget.additional(9), 3),
            SweepPlan.synchronous(Budget.additional(9), 3))) {
      List<String> decisions = Collections.synchronizedList(new ArrayList<>());
      SweepListener listener =
          new SweepListener() {
            @Override
            public void judged(Trial trial, Rung rung, Decision decision) {
              decisions.add(trial.number() + "@" + rung.step() + " " + decision.prune());
            }
          };
      try (ThreadTrialExecutor executor = new ThreadTrialExecutor(function, 3)) {
        History history =
            new Sweep(
                    new InMemoryTrialStore(SPEC),
                    new RandomSampler(),
                    secondRungNeedsLuck,
                    executor,
                    plan,
                    listener)
                .run();
        assertThat(history.prunedCount()).isEqualTo(3);
        assertThat(history.completedCount()).isEqualTo(6);
        assertThat(history.trial(3).state())
            .isEqualTo(new TrialState.Pruned(20, bowl(history.trial(3)), "a multiple of three"));
      }
      assertThat(decisions).hasSize(18).contains("3@20 true", "4@20 false", "3@10 false");
    }
  }

  @Test
  void progressCountsWhatHappens() throws InterruptedException {
    List<Progress> seen = new ArrayList<>();
    SweepListener listener =
        new SweepListener() {
          @Override
          public void told(Trial trial, Progress progress) {
            seen.add(progress);
          }
        };
    TrialFunction function =
        Evaluation.eachTrial(
            trial -> {
              if (trial.number() == 0) {
                throw new IllegalStateException("first");
              }
              return bowl(trial);
            });
    try (ThreadTrialExecutor executor = new ThreadTrialExecutor(function, 2)) {
      new Sweep(
              new InMemoryTrialStore(SPEC),
              new RandomSampler(),
              new NoPruner(),
              executor,
              SweepPlan.synchronous(Budget.additional(6), 2),
              listener)
          .run();
    }
    assertThat(seen).extracting(Progress::told).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(seen).extracting(Progress::failed).containsOnly(1);
    assertThat(seen).extracting(Progress::running).containsExactly(1, 0, 1, 0, 1, 0);
    assertThat(seen).extracting(Progress::target).containsOnly(6);
    assertThat(seen.get(0).best()).isEmpty();
    assertThat(seen.get(5).best()).isPresent();
    assertThat(seen.get(5).trialsPerMinute()).isPositive();
  }
}
