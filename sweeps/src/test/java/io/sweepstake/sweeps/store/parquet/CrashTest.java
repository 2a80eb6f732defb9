package io.sweepstake.sweeps.store.parquet;

import static io.sweepstake.sweeps.store.TrialStoreContract.SPEC;
import static io.sweepstake.sweeps.store.TrialStoreContract.asked;
import static io.sweepstake.sweeps.store.TrialStoreContract.completed;
import static org.assertj.core.api.Assertions.assertThat;

import io.sweepstake.sweeps.store.Snapshot;
import io.sweepstake.sweeps.store.StudyException;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills the driver before every single change to the file system, and looks at what is left. */
class CrashTest {
  private static final StoreOptions OPTIONS = new StoreOptions(Duration.ZERO, 3, Duration.ZERO);
  private static final int TRIALS = 4;

  @TempDir java.nio.file.Path temp;

  @Test
  void nothingIsLostOrDoubledWheneverTheDriverDies() throws IOException {
    // Dying between two changes is half of what dying within one looks like: a sample will do.
    crash(false, 5);
  }

  @Test
  void nothingIsLostOrDoubledWhenTheDriverDiesWhileWriting() throws IOException {
    crash(true, 1);
  }

  private void crash(boolean halfWrites, int every) throws IOException {
    int crashes = 0;
    for (int at = 0; ; at += every) {
      java.nio.file.Path path = temp.resolve("study-" + halfWrites + at);
      StudyDirectory local = ParquetTrialStoreTest.directory(path);
      StudyDirectory sane =
          new StudyDirectory(
              new CrashingFileSystem(local.files, Integer.MAX_VALUE, false), local.root);
      CrashingFileSystem files = new CrashingFileSystem(local.files, at, halfWrites);
      Progress progress = new Progress();
      drive(new StudyDirectory(files, sane.root), progress);
      if (!files.dead()) {
        assertThat(crashes).as("the number of places to die").isGreaterThan(90 / every);
        return;
      }
      crashes++;
      releaseLease(sane);
      check(sane, progress, at);
      delete(path);
    }
  }

  /** What the driver knows to be durable, because a commit returned. */
  private static final class Progress {
    boolean created;
    int asked;
    final Map<Integer, Trial> told = new HashMap<>();
  }

  private static void drive(StudyDirectory directory, Progress progress) {
    try (ParquetTrialStore store = ParquetTrialStore.create(directory, SPEC, OPTIONS)) {
      progress.created = true;
      Snapshot snapshot = store.commit(store.read(), List.of(asked(0, 0), asked(1, 0)));
      progress.asked = 2;
      for (int k = 0; k < TRIALS; k++) {
        Trial row =
            k == 3
                ? asked(k, Math.max(0, k - 1))
                    .failed(TrialState.Cause.DIVERGED, "NaN", Instants.NOON)
                : completed(asked(k, Math.max(0, k - 1)), 0.1 * k);
        snapshot = store.commit(snapshot, List.of(row));
        progress.told.put(k, snapshot.history().trial(k));
        snapshot = store.commit(snapshot, List.of(asked(k + 2, k + 1)));
        progress.asked = k + 3;
      }
    } catch (StudyException dead) {
      assertThat(dead).hasRootCauseInstanceOf(CrashingFileSystem.Dead.class);
    }
  }

  private static void check(StudyDirectory directory, Progress progress, int at)
      throws IOException {
    if (!progress.created) {
      // Nothing was promised; a new study can be made in its place.
      ParquetTrialStore.openOrCreate(directory, SPEC, OPTIONS).close();
      return;
    }
    History view = ParquetTrialStore.view(directory.root, new Configuration(false));
    verify(view, progress, at);
    try (ParquetTrialStore store = ParquetTrialStore.open(directory, OPTIONS)) {
      History history = store.read().history();
      verify(history, progress, at);
      // And the survivor goes on as if nothing had been.
      Snapshot snapshot = store.read();
      for (Trial open : history.open()) {
        snapshot = store.commit(snapshot, List.of(completed(open.restarted(), 0.5)));
      }
      assertThat(snapshot.history().told()).isEqualTo(snapshot.history().size());
    }
    // In the table itself every trial stands once.
    int rows = 0;
    Map<Object, Integer> seen = new HashMap<>();
    for (Path part : directory.list("trials", ".parquet")) {
      ParquetFile file = ParquetFile.read(directory.files, part);
      for (Object[] row : file.rows()) {
        seen.merge(row[file.columns().indexOf("number")], 1, Integer::sum);
        rows++;
      }
    }
    assertThat(seen.values()).as("killed at %s", at).allMatch(count -> count == 1);
    try (ParquetTrialStore store = ParquetTrialStore.open(directory, OPTIONS)) {
      assertThat(store.read().history().told()).isEqualTo(rows);
    }
  }

  private static void verify(History history, Progress progress, int at) {
    assertThat(history.size()).as("killed at %s", at).isBetween(progress.asked, progress.asked + 2);
    for (Trial told : progress.told.values()) {
      assertThat(history.trial(told.number())).as("killed at %s", at).isEqualTo(told);
    }
    assertThat(history.told())
        .as("killed at %s", at)
        .isBetween(progress.told.size(), progress.told.size() + 1);
  }

  /** The dead driver was this process, which lives: its lease must be made another's. */
  private static void releaseLease(StudyDirectory directory) throws IOException {
    if (directory.exists("driver.lock")) {
      directory.delete(directory.path("driver.lock"));
    }
  }

  private static void delete(java.nio.file.Path path) throws IOException {
    if (Files.exists(path)) {
      try (Stream<java.nio.file.Path> files = Files.walk(path)) {
        for (java.nio.file.Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static final class Instants {
    static final java.time.Instant NOON = io.sweepstake.sweeps.store.TrialStoreContract.NOON;
  }
}
