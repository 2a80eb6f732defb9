package io.sweepstake.sweeps.store.parquet;

import static io.sweepstake.sweeps.store.TrialStoreContract.SPEC;
import static io.sweepstake.sweeps.store.TrialStoreContract.asked;
import static org.assertj.core.api.Assertions.assertThat;

import io.sweepstake.sweeps.store.StudyException;
import io.sweepstake.sweeps.store.driver.ProcessTable;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.StudySpec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a driver begins: at any moment beside another one, and when a call to the disk fails. */
class BeginningTest {
  private static final StoreOptions OPTIONS = ParquetTrialStoreTest.EVERY_COMMIT;

  /** A lease half written is void at once. */
  private static final Lease.Terms TERMS =
      new Lease.Terms(
          Duration.ZERO,
          Duration.ZERO,
          ProcessTable.OF_THIS_MACHINE,
          Lease.Time.REAL,
          notice -> {});

  private static final StudySpec OTHER = SPEC.withSettings(Map.of("setting", "another"));

  @TempDir Path temp;
  private StudyDirectory study;
  private PausingFileSystem files;

  private StudyDirectory paused(String name) {
    study = ParquetTrialStoreTest.directory(temp.resolve(name));
    files = new PausingFileSystem(study.files);
    return new StudyDirectory(files, study.root);
  }

  private History view() {
    return ParquetTrialStore.view(study.root, new Configuration(false));
  }

  /** Begins and ends; what it was told, if it was refused. */
  private static Optional<StudyException> run(Supplier<ParquetTrialStore> driver) {
    try (ParquetTrialStore store = driver.get()) {
      if (store.read().history().size() == 0) {
        store.commit(store.read(), List.of(asked(0, 0)));
      }
      return Optional.empty();
    } catch (StudyException refused) {
      return Optional.of(refused);
    }
  }

  private interface Rival {
    ParquetTrialStore begin(StudyDirectory directory, StudySpec spec);
  }

  /** A driver that is stopped at every call in turn, while another makes a study and ends. */
  private void stopAtEveryCall(Rival rival, StudySpec first) {
    for (int at = 0; ; at++) {
      StudyDirectory slow = paused(first.settings() + "-" + at);
      boolean[] made = new boolean[1];
      files.pauseAfter(at, () -> made[0] = run(() -> rival.begin(study, first)).isEmpty());
      Optional<StudyException> refusal = run(() -> rival.begin(slow, SPEC));
      if (files.armed()) {
        assertThat(at).as("the number of calls").isGreaterThan(20);
        return;
      }
      if (refusal.isPresent() && !first.equals(SPEC)) {
        assertThat(made[0]).as("either, stopped at %s: %s", at, refusal).isTrue();
      }
      assertThat(view().spec()).as("stopped at %s", at).isEqualTo(made[0] ? first : SPEC);
      assertThat(view().size()).isEqualTo(1);
      assertThat(made[0] && refusal.isEmpty()).as("both").isEqualTo(made[0] && first.equals(SPEC));
    }
  }

  @Test
  void ofTwoThatMakeAStudyOneDoes() {
    stopAtEveryCall(
        (directory, spec) -> ParquetTrialStore.create(directory, spec, OPTIONS, TERMS), OTHER);
  }

  @Test
  void whoFindsAnotherStudyMadeMeanwhileLeavesItAlone() {
    stopAtEveryCall(
        (directory, spec) -> ParquetTrialStore.openOrCreate(directory, spec, OPTIONS, TERMS),
        OTHER);
  }

  @Test
  void whoFindsItsStudyMadeMeanwhileGoesOnWithIt() {
    stopAtEveryCall(
        (directory, spec) -> ParquetTrialStore.openOrCreate(directory, spec, OPTIONS, TERMS), SPEC);
  }

  /** As on a disk that is full for a moment. */
  @Test
  void anOpeningThatFailsLeavesNothingThatHoldsOthersUp() throws IOException {
    for (int at = 0; ; at++) {
      StudyDirectory failing = paused("failing-" + at);
      History before;
      try (ParquetTrialStore store = ParquetTrialStore.create(study, SPEC, OPTIONS)) {
        before = ParquetTrialStoreTest.fill(store).history();
      }
      boolean[] begun = new boolean[1];
      files.pauseAfter(
          at,
          () -> {
            throw new IOException("No space left on device");
          });
      Optional<StudyException> refusal =
          run(
              () -> {
                ParquetTrialStore store = ParquetTrialStore.open(failing, OPTIONS, TERMS);
                begun[0] = files.armed();
                files.goOn();
                return store;
              });
      if (begun[0]) {
        assertThat(at).as("the number of calls").isGreaterThan(20);
        return;
      }
      refusal.ifPresent(told -> assertThat(told).hasMessageContaining("No space left"));
      assertThat(study.exists("driver.lock")).as("failed at %s", at).isFalse();
      assertThat(LoggedEvents.read(study).epoch())
          .as("failed at %s", at)
          .isEqualTo(Epoch.newest(study));
      ParquetTrialStoreTest.assertSame(view(), before);
    }
  }

  @Test
  void whatOneThatDiedWhileItTookALeaseLeftIsDeleted() throws IOException {
    paused("stale");
    ParquetTrialStore.create(study, SPEC, OPTIONS).close();
    study.write("_stale-0123.lock", "{}");
    ParquetTrialStore.open(study, OPTIONS).close();
    assertThat(study.exists("_stale-0123.lock")).isFalse();
  }
}
