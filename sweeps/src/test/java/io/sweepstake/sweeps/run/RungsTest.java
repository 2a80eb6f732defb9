package io.sweepstake.sweeps.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sweepstake.sweeps.pruner.PopulationTraining;
import io.sweepstake.sweeps.pruner.Pruner;
import io.sweepstake.sweeps.pruner.Pruners;
import io.sweepstake.sweeps.run.trial.TrialFunction;
import io.sweepstake.sweeps.sampler.RandomSampler;
import io.sweepstake.sweeps.sampler.tpe.TpeOptions;
import io.sweepstake.sweeps.sampler.tpe.TpeSampler;
import io.sweepstake.sweeps.store.CheckpointStore;
import io.sweepstake.sweeps.store.InMemoryTrialStore;
import io.sweepstake.sweeps.store.Snapshot;
import io.sweepstake.sweeps.store.TrialStore;
import io.sweepstake.sweeps.study.Checkpoint;
import io.sweepstake.sweeps.study.Decision;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Lineage;
import io.sweepstake.sweeps.study.Schedule;
import io.sweepstake.sweeps.study.Strategy;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Trials that stop, wait, go on and take over at rungs, over a training with real state. */
public class RungsTest {
  public static final String PROMOTION = "asha_promotion";
  public static final String POPULATION = "pbt";

  public static Pruner pruner(String name) {
    Map<String, String> options =
        switch (name) {
          case "none" -> Map.of();
          case "pbt" -> Map.of("frozen", "shape", "warmup", "20", "interval", "20");
          default -> Map.of("factor", "3", "first", "10");
        };
    return Pruners.of(Strategy.of(name, options), Goal.maximize(Ramp.SCORE), Ramp.STEPS);
  }

  public static History sweep(TrialStore store, String pruner, SweepPlan plan)
      throws InterruptedException {
    return sweep(store, pruner(pruner), new Ramp(), plan, SweepListener.SILENT);
  }

  private static History sweep(
      TrialStore store, Pruner pruner, TrialFunction function, SweepPlan plan, SweepListener ear)
      throws InterruptedException {
    try (ThreadTrialExecutor executor = new ThreadTrialExecutor(function, plan.parallelism())) {
      return new Sweep(store, new RandomSampler(), pruner, executor, plan, ear).run();
    }
  }

  /** All that a history says, times aside. */
  public static List<String> outcome(History history) {
    return history.trials().stream()
        .map(
            t ->
                t.number()
                    + " "
                    + t.point()
                    + " "
                    + t.seed()
                    + " "
                    + t.ask()
                    + " "
                    + t.tellIndex()
                    + " "
                    + t.state()
                    + " "
                    + t.curve())
        .toList();
  }

  /**
   * A store that dies, as far as the sweep can tell, at its n-th write; with what it wrote kept.
   */
  private static final class DyingStore implements TrialStore, CheckpointStore {
    static final class Killed extends RuntimeException {
      private static final long serialVersionUID = 1;
    }

    private final TrialStore inner;
    private int writesLeft;

    DyingStore(TrialStore inner, int writesLeft) {
      this.inner = inner;
      this.writesLeft = writesLeft;
    }

    private void live() {
      if (--writesLeft < 0) {
        throw new Killed();
      }
    }

    @Override
    public Snapshot read() {
      return inner.read();
    }

    @Override
    public Snapshot commit(Snapshot base, List<Trial> rows) {
      live();
      return inner.commit(base, rows);
    }

    @Override
    public CheckpointStore checkpoints() {
      return this;
    }

    @Override
    public void write(Checkpoint name, byte[] content) {
      live();
      inner.checkpoints().write(name, content);
    }

    @Override
    public Optional<byte[]> read(Checkpoint name) {
      return inner.checkpoints().read(name);
    }

    @Override
    public Set<Checkpoint> names() {
      return inner.checkpoints().names();
    }

    @Override
    public void delete(Checkpoint name) {
      live();
      inner.checkpoints().delete(name);
    }

    @Override
    public void close() {}
  }

  @Test
  void theBestThirdIsPromotedAtEveryRungAndSomeoneRunsThrough() throws InterruptedException {
    Ramp ramp = new Ramp();
    TrialStore store = new InMemoryTrialStore(Ramp.SPEC);
    History history =
        sweep(
            store,
            pruner(PROMOTION),
            ramp,
            SweepPlan.synchronous(Budget.total(27), 4),
            SweepListener.SILENT);

    assertThat(history.told()).isEqualTo(27);
    assertThat(reached(history, 10)).isEqualTo(27);
    // A third, and those that were among the best third only until better ones came.
    assertThat(reached(history, 30)).isBetween(9L, 13L);
    assertThat(reached(history, 90)).isBetween(3L, 6L);
    assertThat(history.completedCount()).isBetween(1, 3);
    assertThat(history.trials()).allMatch(trial -> trial.attempt() == 0);
    assertThat(ramp.trained).as("nothing is trained twice").doesNotHaveDuplicates();
    assertThat(ramp.trained.stream().filter(stretch -> stretch.contains("@0→"))).hasSize(27);
    assertThat(store.checkpoints().names()).as("all are deleted at the end").isEmpty();
    // The three best at a rung were all promoted, sooner or later.
    List<Trial> byFirst =
        history.trials().stream()
            .sorted((a, b) -> Double.compare(score(b, 10), score(a, 10)))
            .limit(9)
            .toList();
    assertThat(byFirst).allMatch(trial -> trial.reached() >= 30);
  }

  private static long reached(History history, long step) {
    return history.trials().stream().filter(trial -> trial.reached() >= step).count();
  }

  private static double score(Trial trial, long step) {
    return trial.curve().stream()
        .filter(m -> m.step() == step)
        .findFirst()
        .orElseThrow()
        .metrics()
        .value(Ramp.SCORE)
        .getAsDouble();
  }

  @Test
  void aTrialThatWaitsIsPromotedWhenItTurnsOutToBeGood() throws InterruptedException {
    History history =
        sweep(
            new InMemoryTrialStore(Ramp.SPEC),
            PROMOTION,
            SweepPlan.synchronous(Budget.total(27), 1));
    // One at a time: whoever is asked first can only be promoted after two more have come.
    List<Decision.Action> actions = new ArrayList<>();
    long repechages =
        history.trials().stream()
            .filter(
                trial ->
                    trial.decisions().size() > 1
                        && trial.decisions().get(1).index() > trial.decisions().get(0).index() + 1)
            .count();
    history.trials().forEach(t -> t.decisions().forEach(d -> actions.add(d.action())));
    assertThat(repechages).isGreaterThan(3);
    assertThat(actions).contains(Decision.Action.PAUSE, Decision.Action.PROMOTE);
  }

  @Test
  void decisionsAreNumberedInTheirOrderAndSayWhatWasCompared() throws InterruptedException {
    for (String name : List.of("asha", PROMOTION, POPULATION)) {
      History history =
          sweep(
              new InMemoryTrialStore(Ramp.SPEC), name, SweepPlan.asynchronous(Budget.total(12), 3));
      List<Integer> indices = new ArrayList<>();
      for (Trial trial : history.trials()) {
        for (var measurement : trial.curve()) {
          for (Decision decision : measurement.decisions()) {
            indices.add(decision.index());
            assertThat(decision.reason()).isNotBlank();
            if (!decision.reason().contains("ended while it waited")) {
              assertThat(decision.value())
                  .as(name)
                  .isEqualTo(measurement.metrics().value(Ramp.SCORE).getAsDouble());
            }
          }
        }
      }
      Collections.sort(indices);
      assertThat(indices)
          .as(name)
          .isEqualTo(IntStream.range(0, indices.size()).boxed().toList())
          .hasSizeGreaterThan(12);
    }
  }

  @Test
  void aPopulationFindsAScheduleThatBeatsEveryConstant() throws InterruptedException {
    History history =
        sweep(
            new InMemoryTrialStore(Ramp.SPEC),
            POPULATION,
            SweepPlan.synchronous(Budget.total(16), 4));
    Trial best = history.best().orElseThrow();
    Schedule schedule = Schedule.of(history, best);

    assertThat(best.state().metrics().value(Ramp.SCORE).getAsDouble())
        .isGreaterThan(Ramp.BEST_CONSTANT);
    assertThat(schedule.stages()).hasSizeGreaterThan(1);
    assertThat(schedule.stages().get(0).from()).isZero();
    assertThat(schedule.stages().get(schedule.stages().size() - 1).trial())
        .isEqualTo(best.number());
    // Trained as the schedule says, a single network gets the very same score.
    double score = 0;
    for (int t = 0; t < Ramp.STEPS; t++) {
      int step = t;
      double rate =
          schedule.stages().stream()
              .filter(stage -> stage.from() <= step)
              .reduce((a, b) -> b)
              .orElseThrow()
              .point()
              .get(Ramp.RATE);
      double off = rate - (1 - (double) t / Ramp.STEPS);
      score += 1 - off * off;
    }
    assertThat(best.state().metrics().value(Ramp.SCORE).getAsDouble()).isEqualTo(score);
  }

  @Test
  void heirsStandInForThoseTheyReplaceAndCountOnce() throws InterruptedException {
    History history =
        sweep(
            new InMemoryTrialStore(Ramp.SPEC),
            POPULATION,
            SweepPlan.asynchronous(Budget.total(8), 3));
    int heirs = Budget.heirs(history);
    assertThat(heirs).isPositive();
    assertThat(history.size()).isEqualTo(8 + heirs);
    assertThat(history.completedCount()).as("as many end as began").isEqualTo(8);
    assertThat(history.prunedCount()).isEqualTo(heirs);
    Set<Integer> replaced = new HashSet<>();
    for (Trial trial : history.trials()) {
      Optional<Lineage> origin = trial.ask().origin();
      if (origin.isPresent()) {
        Trial parent = history.trial(origin.get().parent());
        assertThat(replaced.add(origin.get().replaced())).isTrue();
        assertThat(history.trial(origin.get().replaced()).state())
            .isInstanceOf(TrialState.Pruned.class);
        assertThat(trial.seed()).isEqualTo(parent.seed());
        assertThat(trial.point().get(Ramp.SHAPE)).isEqualTo(parent.point().get(Ramp.SHAPE));
        assertThat(trial.curve().get(0).step()).isGreaterThan(origin.get().step());
      }
    }
  }

  @Test
  void synchronousSweepsAreRepeatable() throws InterruptedException {
    for (String name : List.of("asha", "hyperband", PROMOTION, POPULATION)) {
      SweepPlan plan = SweepPlan.synchronous(Budget.total(12), 4);
      List<String> first = outcome(sweep(new InMemoryTrialStore(Ramp.SPEC), name, plan));
      List<String> second = outcome(sweep(new InMemoryTrialStore(Ramp.SPEC), name, plan));
      assertThat(second).as(name).isEqualTo(first);
    }
  }

  @Test
  void resumeEqualsUninterruptedWhereverTheDriverDies() throws InterruptedException {
    SweepPlan plan = SweepPlan.synchronous(Budget.total(9), 3);
    for (String name : List.of("asha", "hyperband", PROMOTION, POPULATION)) {
      List<String> uninterrupted = outcome(sweep(new InMemoryTrialStore(Ramp.SPEC), name, plan));
      AtomicBoolean finished = new AtomicBoolean();
      for (int at = 0; !finished.get(); at++) {
        TrialStore store = new InMemoryTrialStore(Ramp.SPEC);
        DyingStore dying = new DyingStore(store, at);
        try {
          var unused = sweep(dying, name, plan);
          finished.set(true);
        } catch (DyingStore.Killed killed) {
          finished.set(false);
        }
        assertThat(outcome(sweep(store, name, plan)))
            .as("%s killed at write %s", name, at)
            .isEqualTo(uninterrupted);
        assertThat(store.checkpoints().names()).as("%s, %s", name, at).isEmpty();
      }
    }
  }

  @Test
  void waitingTrialsOutliveTheDriver() throws InterruptedException {
    TrialStore store = new InMemoryTrialStore(Ramp.SPEC);
    SweepPlan plan = SweepPlan.asynchronous(Budget.total(12), 2);
    assertThatThrownBy(() -> sweep(new DyingStore(store, 20), PROMOTION, plan))
        .isInstanceOf(DyingStore.Killed.class);
    List<Trial> waiting =
        store.read().history().open().stream()
            .filter(trial -> trial.state() instanceof TrialState.Paused)
            .toList();
    assertThat(waiting).isNotEmpty();
    assertThat(store.checkpoints().names())
        .containsAll(waiting.stream().map(t -> new Checkpoint(t.number(), t.reached())).toList());

    Ramp ramp = new Ramp();
    History history = sweep(store, pruner(PROMOTION), ramp, plan, SweepListener.SILENT);
    assertThat(history.told()).isEqualTo(12);
    for (Trial trial : waiting) {
      assertThat(ramp.trained).noneMatch(stretch -> stretch.startsWith(trial.number() + "@0→"));
    }
  }

  @Test
  void everyPointOfAnAsynchronousPopulationCanBeReplayed() throws InterruptedException {
    History history =
        sweep(
            new InMemoryTrialStore(Ramp.SPEC),
            POPULATION,
            SweepPlan.asynchronous(Budget.total(12), 4));
    assertThat(Budget.heirs(history)).isPositive();
    assertThat(new Replay(history, new RandomSampler(), pruner(POPULATION)).differences())
        .isEmpty();
    Pruner bolder =
        new PopulationTraining(
            Goal.maximize(Ramp.SCORE), pruner(POPULATION).rungs(), 0.25, 1, Set.of("shape"));
    assertThat(new Replay(history, new RandomSampler(), bolder).differences())
        .isNotEmpty()
        .allMatch(difference -> difference.trial().ask().origin().isPresent());
  }

  @Test
  void everyPointOfAPrunedAsynchronousSweepCanBeReplayed() throws InterruptedException {
    for (String name : List.of("asha", PROMOTION, "hyperband")) {
      TpeOptions options = TpeOptions.DEFAULT.withStartup(4);
      SweepPlan plan = SweepPlan.asynchronous(Budget.total(25), 4);
      History history;
      try (ThreadTrialExecutor executor = new ThreadTrialExecutor(new Ramp(), 4)) {
        history =
            new Sweep(
                    new InMemoryTrialStore(Ramp.SPEC),
                    new TpeSampler(options),
                    pruner(name),
                    executor,
                    plan,
                    SweepListener.SILENT)
                .run();
      }
      assertThat(new Replay(history, new TpeSampler(options)).differences()).as(name).isEmpty();
    }
  }

  @Test
  void checkpointsAreAtMostTwoPerMemberOfASynchronousPopulation() throws InterruptedException {
    TrialStore store = new InMemoryTrialStore(Ramp.SPEC);
    AtomicInteger most = new AtomicInteger();
    SweepListener counting =
        new SweepListener() {
          @Override
          public void asked(Trial trial, Progress progress) {
            most.accumulateAndGet(store.checkpoints().names().size(), Math::max);
          }
        };
    SweepPlan plan = SweepPlan.synchronous(Budget.total(8), 8);
    var unused = sweep(store, pruner(POPULATION), new Ramp(), plan, counting);
    assertThat(most.get()).isBetween(8, 16);
    assertThat(store.checkpoints().names()).isEmpty();
  }

  @Test
  void aLostWorkerCostsOneRungAndNotTheTrial() throws InterruptedException {
    Ramp ramp = new Ramp();
    Set<String> lost = Collections.synchronizedSet(new HashSet<>());
    TrialFunction fragile =
        (pack, upTo) -> {
          Trial trial = pack.get(0);
          if (trial.number() % 2 == 0 && lost.add(trial.number() + "@" + trial.reached())) {
            throw new LostWorkerException("executor 3 is gone", null);
          }
          return ramp.advance(pack, upTo);
        };
    for (String name : List.of("asha", POPULATION)) {
      lost.clear();
      History history =
          sweep(
              new InMemoryTrialStore(Ramp.SPEC),
              pruner(name),
              fragile,
              new SweepPlan(
                  Budget.total(6), 2, SweepPlan.Mode.SYNCHRONOUS, 20, StopCondition.NEVER),
              SweepListener.SILENT);
      assertThat(history.failedCount()).isZero();
      assertThat(outcomeOfPoints(history))
          .as("as if no worker had been lost")
          .isEqualTo(
              outcomeOfPoints(
                  sweep(
                      new InMemoryTrialStore(Ramp.SPEC),
                      name,
                      SweepPlan.synchronous(Budget.total(6), 2))));
    }
  }

  private static List<String> outcomeOfPoints(History history) {
    return history.trials().stream().map(t -> t.point() + " " + t.state() + t.curve()).toList();
  }

  @Test
  void nothingIsKeptForTrialsThatGoOnFromTheirMeasurementsAlone() throws InterruptedException {
    // A trial function that leaves no checkpoint, as one over folds would.
    TrialFunction folds =
        (pack, upTo) -> {
          List<Trial> rows = new ArrayList<>();
          for (Trial row : new Ramp().advance(pack.stream().map(RungsTest::fresh).toList(), upTo)) {
            rows.add(row.withArtifacts(List.of()));
          }
          for (int k = 0; k < rows.size(); k++) {
            Trial sent = pack.get(k);
            Trial row = rows.get(k);
            List<io.sweepstake.sweeps.study.Measurement> curve = new ArrayList<>(sent.curve());
            curve.addAll(row.curve());
            rows.set(k, row.withCurve(curve));
          }
          return rows;
        };
    TrialStore store = new InMemoryTrialStore(Ramp.SPEC);
    SweepPlan plan = SweepPlan.synchronous(Budget.total(12), 3);
    assertThatThrownBy(
            () ->
                sweep(
                    new DyingStore(store, 9), pruner(PROMOTION), folds, plan, SweepListener.SILENT))
        .isInstanceOf(DyingStore.Killed.class);
    History history = sweep(store, pruner(PROMOTION), folds, plan, SweepListener.SILENT);
    assertThat(history.told()).isEqualTo(12);
    assertThat(history.failedCount()).isZero();
    assertThat(history.completedCount()).isPositive();
    assertThat(store.checkpoints().names()).isEmpty();
  }

  private static Trial fresh(Trial trial) {
    return trial.withCurve(List.of());
  }
}
