package io.sweepstake.sweeps.store.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sweepstake.sweeps.run.Budget;
import io.sweepstake.sweeps.run.Ramp;
import io.sweepstake.sweeps.run.RungsTest;
import io.sweepstake.sweeps.run.Study;
import io.sweepstake.sweeps.run.SweepPlan;
import io.sweepstake.sweeps.sampler.Samplers;
import io.sweepstake.sweeps.store.Snapshot;
import io.sweepstake.sweeps.store.StudyException;
import io.sweepstake.sweeps.store.seal.SealedBytes;
import io.sweepstake.sweeps.study.Ask;
import io.sweepstake.sweeps.study.Checkpoint;
import io.sweepstake.sweeps.study.Decision;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Lineage;
import io.sweepstake.sweeps.study.Measurement;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Schedule;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trials that wait, and their heirs, over deaths of the driver. */
class RungsOnDiskTest {
  private static final StoreOptions OPTIONS = new StoreOptions(Duration.ZERO, 4, Duration.ZERO);

  @TempDir java.nio.file.Path temp;

  @Test
  void waitingTrialsOutliveTheDriverWhereverItDies() throws Exception {
    resumeEqualsUninterrupted(RungsTest.PROMOTION, 43);
  }

  @Test
  void aPopulationOutlivesTheDriverWhereverItDies() throws Exception {
    resumeEqualsUninterrupted(RungsTest.POPULATION, 53);
  }

  private void resumeEqualsUninterrupted(String pruner, int every) throws Exception {
    SweepPlan plan = SweepPlan.synchronous(Budget.total(9), 3);
    StudyDirectory whole = ParquetTrialStoreTest.directory(temp.resolve("whole"));
    List<String> uninterrupted;
    try (ParquetTrialStore store = ParquetTrialStore.create(whole, Ramp.SPEC, OPTIONS)) {
      uninterrupted = RungsTest.outcome(RungsTest.sweep(store, pruner, plan));
      assertThat(store.checkpoints().names()).isEmpty();
    }
    int deaths = 0;
    int waited = 0;
    for (int at = 8; ; at += every) {
      StudyDirectory directory = ParquetTrialStoreTest.directory(temp.resolve("killed-" + at));
      CrashingFileSystem files = new CrashingFileSystem(directory.files, at, at % 2 == 0);
      try (ParquetTrialStore store =
          ParquetTrialStore.create(new StudyDirectory(files, directory.root), Ramp.SPEC, OPTIONS)) {
        History unused = RungsTest.sweep(store, pruner, plan);
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
      try (ParquetTrialStore store =
          ParquetTrialStore.openOrCreate(directory, Ramp.SPEC, OPTIONS)) {
        waited +=
            store.read().history().open().stream()
                    .anyMatch(trial -> trial.state() instanceof TrialState.Paused)
                ? 1
                : 0;
        assertThat(RungsTest.outcome(RungsTest.sweep(store, pruner, plan)))
            .as("killed at %s", at)
            .isEqualTo(uninterrupted);
        assertThat(store.checkpoints().names()).as("killed at %s", at).isEmpty();
      }
    }
    assertThat(deaths).isGreaterThan(5);
    assertThat(waited).as("deaths while trials waited").isPositive();
  }

  @Test
  void theTablesAloneTellOfDecisionsAndLineages() throws Exception {
    StudyDirectory directory = ParquetTrialStoreTest.directory(temp.resolve("study"));
    History history;
    try (ParquetTrialStore store = ParquetTrialStore.create(directory, Ramp.SPEC, OPTIONS)) {
      history =
          RungsTest.sweep(store, RungsTest.POPULATION, SweepPlan.synchronous(Budget.total(12), 4));
    }
    directory.files.delete(directory.path("events"), true);
    History read = ParquetTrialStore.view(directory.root, new Configuration(false));
    assertThat(RungsTest.outcome(read)).isEqualTo(RungsTest.outcome(history));
    Trial best = history.best().orElseThrow();
    assertThat(Schedule.of(read, read.best().orElseThrow())).isEqualTo(Schedule.of(history, best));
    assertThat(Schedule.of(read, best).stages()).hasSizeGreaterThan(1);
    String json =
        Files.readString(java.nio.file.Path.of(directory.path("best.json").toUri().getPath()));
    assertThat(json).contains("\"schedule\"", "\"from\" : 0");
    String csv =
        Files.readString(java.nio.file.Path.of(directory.path("trials.csv").toUri().getPath()));
    assertThat(csv.lines().findFirst().orElseThrow())
        .contains("parent_trial,parent_step,replaced_trial");
  }

  @Test
  void studiesWithoutPrunersHaveNoColumnsForThemAndOpenBesideThoseThatDo() throws Exception {
    StudyDirectory directory = ParquetTrialStoreTest.directory(temp.resolve("study"));
    SweepPlan plan = SweepPlan.synchronous(Budget.additional(4), 2);
    try (ParquetTrialStore store = ParquetTrialStore.create(directory, Ramp.SPEC, OPTIONS)) {
      History unused = RungsTest.sweep(store, "none", plan);
    }
    for (Path part : directory.list("trials", ".parquet")) {
      assertThat(ParquetFile.read(directory.files, part).columns()).doesNotContain("parent_trial");
    }
    for (Path part : directory.list("measurements", ".parquet")) {
      assertThat(ParquetFile.read(directory.files, part).columns()).doesNotContain("decisions");
    }
    History both;
    try (ParquetTrialStore store = ParquetTrialStore.open(directory, OPTIONS)) {
      both = RungsTest.sweep(store, RungsTest.POPULATION, plan);
      assertThat(both.trial(0).decisions()).isEmpty();
    }
    try (ParquetTrialStore store = ParquetTrialStore.open(directory, OPTIONS)) {
      assertThat(RungsTest.outcome(store.read().history())).isEqualTo(RungsTest.outcome(both));
    }
  }

  @Test
  void aTrialThatWaitsReadsBackAsItWas() {
    Map<String, Object> values = Map.of("rate", 0.5, "shape", 2);
    Trial asked =
        Trial.asked(
            0,
            io.sweepstake.sweeps.space.Point.of(Ramp.SPEC.space(), values),
            11,
            new Ask(0, "pbt", new Lineage(3, 20, 1)),
            Instant.parse("2026-01-01T00:00:00Z"));
    Trial waiting =
        asked
            .measured(new Measurement(40, Metrics.of(Ramp.SCORE, 7), 12))
            .decided(Decision.pause("waits").withIndex(5))
            .decided(
                Decision.exploit(new Lineage(2, 40, 0), "\"worst\"")
                    .withIndex(9)
                    .on(Double.NEGATIVE_INFINITY))
            .withState(new TrialState.Paused());
    StudyDirectory directory = ParquetTrialStoreTest.directory(temp.resolve("study"));
    try (ParquetTrialStore store = ParquetTrialStore.create(directory, Ramp.SPEC, OPTIONS)) {
      Snapshot unused = store.commit(store.read(), List.of(waiting));
      store.checkpoints().write(new Checkpoint(0, 40), new byte[] {1, 2, 3});
    }
    try (ParquetTrialStore store = ParquetTrialStore.open(directory, OPTIONS)) {
      assertThat(store.read().history().trial(0)).isEqualTo(waiting);
      assertThat(store.checkpoints().names()).containsExactly(new Checkpoint(0, 40));
      assertThat(store.checkpoints().read(new Checkpoint(0, 40)).orElseThrow())
          .containsExactly(1, 2, 3);
      store.checkpoints().delete(new Checkpoint(0, 40));
      assertThat(store.checkpoints().read(new Checkpoint(0, 40))).isEmpty();
    }
  }

  @Test
  void checkpointsThatHaveChangedPlacesOrStudiesAreNotTakenUp() throws Exception {
    Checkpoint first = new Checkpoint(0, 40);
    Checkpoint second = new Checkpoint(1, 40);
    java.nio.file.Path folder = temp.resolve("study/checkpoints");
    java.nio.file.Path others = temp.resolve("other/checkpoints");
    try (ParquetTrialStore store = asked("study");
        ParquetTrialStore other = asked("other")) {
      store.checkpoints().write(first, new byte[] {1, 2, 3});
      store.checkpoints().write(second, new byte[] {4, 5, 6});
      other.checkpoints().write(first, new byte[] {7, 8, 9});
      Files.copy(
          folder.resolve("trial-0-step-40.bin"),
          folder.resolve("trial-1-step-40.bin"),
          StandardCopyOption.REPLACE_EXISTING);
      assertThat(store.checkpoints().read(first)).contains(new byte[] {1, 2, 3});
      assertThat(store.checkpoints().read(second)).contains(new byte[0]);
      // Even of one with the same definition.
      Files.copy(
          others.resolve("trial-0-step-40.bin"),
          folder.resolve("trial-0-step-40.bin"),
          StandardCopyOption.REPLACE_EXISTING);
      assertThat(store.checkpoints().read(first)).contains(new byte[0]);
      // As versions before sealed them.
      String name = "checkpoints/trial-1-step-40.bin";
      Files.write(temp.resolve("study/" + name), SealedBytes.of(new byte[] {4}, name));
      assertThat(store.checkpoints().read(second)).contains(new byte[] {4});
    }
  }

  /** A study in which two trials have been asked for, just now. */
  private ParquetTrialStore asked(String name) {
    ParquetTrialStore store =
        ParquetTrialStore.create(
            ParquetTrialStoreTest.directory(temp.resolve(name)), Ramp.SPEC, OPTIONS);
    Instant now = name.equals("study") ? Instant.EPOCH : Instant.EPOCH.plusMillis(1);
    Study study = new Study(store, Samplers.of(Ramp.SPEC.sampler()), () -> now);
    assertThat(study.ask(2)).hasSize(2);
    return store;
  }
}
