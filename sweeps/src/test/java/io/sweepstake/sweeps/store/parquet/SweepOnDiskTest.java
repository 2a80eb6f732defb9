package io.sweepstake.sweeps.store.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sweepstake.sweeps.pruner.NoPruner;
import io.sweepstake.sweeps.run.Budget;
import io.sweepstake.sweeps.run.Replay;
import io.sweepstake.sweeps.run.Sweep;
import io.sweepstake.sweeps.run.SweepListener;
import io.sweepstake.sweeps.run.SweepPlan;
import io.sweepstake.sweeps.run.ThreadTrialExecutor;
import io.sweepstake.sweeps.run.trial.Evaluation;
import io.sweepstake.sweeps.run.trial.Packing;
import io.sweepstake.sweeps.sampler.Sampler;
import io.sweepstake.sweeps.sampler.tpe.TpeOptions;
import io.sweepstake.sweeps.sampler.tpe.TpeSampler;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.IntParam;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.store.StudyException;
import io.sweepstake.sweeps.store.TrialStore;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way: sampler, sweep and store together, over deaths of the driver. */
class SweepOnDiskTest {
  private static final Metric LOSS = Metric.of("loss");
  private static final FloatParam X = FloatParam.log("x", 1e-3, 1e3);
  private static final StudySpec SPEC =
      StudySpec.of("disk", SearchSpace.of(X), Objective.of(Goal.minimize(LOSS)), 3);
  private static final StoreOptions OPTIONS = new StoreOptions(Duration.ZERO, 4, Duration.ZERO);
  private static final SweepPlan PLAN = SweepPlan.synchronous(Budget.total(12), 3);

  @TempDir java.nio.file.Path temp;

  private static History sweep(TrialStore store) throws InterruptedException {
    try (ThreadTrialExecutor executor =
        new ThreadTrialExecutor(
            Evaluation.eachTrial(
                trial -> Metrics.of(LOSS, Math.abs(Math.log(trial.point().get(X))))),
            3)) {
      return new Sweep(
              store,
              new TpeSampler(TpeOptions.DEFAULT.withStartup(4)),
              new NoPruner(),
              executor,
              PLAN,
              SweepListener.SILENT)
          .run();
    }
  }

  private static List<String> outcome(History history) {
    return history.trials().stream()
        .map(t -> t.number() + " " + t.point() + " " + t.seed() + " " + t.ask() + " " + t.state())
        .toList();
  }

  @Test
  void resumeEqualsUninterrupted() throws Exception {
    StudyDirectory whole = ParquetTrialStoreTest.directory(temp.resolve("whole"));
    List<String> uninterrupted;
    try (ParquetTrialStore store = ParquetTrialStore.create(whole, SPEC, OPTIONS)) {
      History history = sweep(store);
      uninterrupted = outcome(history);
      assertThat(
              new Replay(history, new TpeSampler(TpeOptions.DEFAULT.withStartup(4))).differences())
          .isEmpty();
    }
    int deaths = 0;
    for (int at = 8; ; at += 17) {
      StudyDirectory directory = ParquetTrialStoreTest.directory(temp.resolve("killed-" + at));
      CrashingFileSystem files = new CrashingFileSystem(directory.files, at, at % 2 == 0);
      try (ParquetTrialStore store =
          ParquetTrialStore.create(new StudyDirectory(files, directory.root), SPEC, OPTIONS)) {
        History unused = sweep(store);
      } catch (StudyException dead) {
        assertThat(dead).hasRootCauseInstanceOf(CrashingFileSystem.Dead.class);
      }
      if (!files.dead()) {
        break;
      }
      deaths++;
      if (directory.exists("driver.lock")) {
        directory.delete(directory.path("driver.lock"));
      }
      if (at % 3 == 0 && !directory.list("trials", ".parquet").isEmpty()) {
        // The Parquet files alone suffice.
        directory.files.delete(directory.path("events"), true);
        directory.files.delete(directory.path("study.json"), true);
      }
      try (ParquetTrialStore store = ParquetTrialStore.openOrCreate(directory, SPEC, OPTIONS)) {
        assertThat(outcome(sweep(store))).as("killed at %s", at).isEqualTo(uninterrupted);
      }
    }
    assertThat(deaths).isGreaterThan(5);
  }

  @Test
  void whatPacksHeldIsKept() throws Exception {
    IntParam width = IntParam.uniform("width", 1, 4);
    StudySpec spec = StudySpec.of("packs", SearchSpace.of(X, width), SPEC.objective(), 3);
    StudyDirectory directory = ParquetTrialStoreTest.directory(temp.resolve("packs"));
    Sampler tpe = new TpeSampler(TpeOptions.DEFAULT.withStartup(4));
    History before;
    try (ParquetTrialStore store = ParquetTrialStore.create(directory, spec, OPTIONS);
        ThreadTrialExecutor executor =
            new ThreadTrialExecutor(
                Evaluation.eachTrial(trial -> Metrics.of(LOSS, trial.point().get(X))),
                2,
                new Packing(3, Set.of("width")))) {
      before =
          new Sweep(
                  store,
                  tpe,
                  new NoPruner(),
                  executor,
                  SweepPlan.synchronous(Budget.total(12), 6),
                  SweepListener.SILENT)
              .run();
    }
    assertThat(before.trials()).filteredOn(t -> t.ask().held().equals(Set.of("width"))).hasSize(8);
    for (boolean logToo : new boolean[] {true, false}) {
      if (!logToo) {
        directory.files.delete(directory.path("events"), true);
      }
      try (ParquetTrialStore store = ParquetTrialStore.open(directory, OPTIONS)) {
        History after = store.read().history();
        assertThat(after.trials())
            .extracting(Trial::ask)
            .isEqualTo(before.trials().stream().map(Trial::ask).toList());
        assertThat(new Replay(after, tpe).differences()).isEmpty();
      }
    }
  }
}
