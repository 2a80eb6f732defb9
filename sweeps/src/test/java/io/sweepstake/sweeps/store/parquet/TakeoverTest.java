package io.sweepstake.sweeps.store.parquet;

import static io.sweepstake.sweeps.store.TrialStoreContract.SPEC;
import static io.sweepstake.sweeps.store.TrialStoreContract.asked;
import static io.sweepstake.sweeps.store.TrialStoreContract.completed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sweepstake.sweeps.store.Snapshot;
import io.sweepstake.sweeps.store.StudyException;
import io.sweepstake.sweeps.store.StudyLockedException;
import io.sweepstake.sweeps.store.driver.Driver;
import io.sweepstake.sweeps.study.Artifact;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Trial;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Drivers that are stopped in the middle of a call to the file system, robbed of the study, and go
 * on unaware. Whatever a commit returned is there for ever, and every trial stands once.
 */
class TakeoverTest {
  private static final StoreOptions OPTIONS = new StoreOptions(Duration.ZERO, 3, Duration.ZERO);
  private static final int STUDIES = 20;
  private static final int TAKEOVERS_EACH = 10;

  @TempDir java.nio.file.Path temp;
  private StudyDirectory study;

  /** What commits have returned, and views have shown, as told. */
  private final Map<Integer, Trial> shown = new HashMap<>();

  private final Set<Integer> pausedAt = new HashSet<>();
  private final Random random = new Random(19);
  private int takeovers;

  private final class Driver {
    private final PausingFileSystem files = new PausingFileSystem(study.files);
    private final String name = "driver " + takeovers;
    private ParquetTrialStore store;

    /** Opens the study, of which the lease looks void. */
    void open() {
      deleteLock();
      store = ParquetTrialStore.open(new StudyDirectory(files, study.root), OPTIONS);
    }

    /** Ends one trial and asks for another. */
    void step() {
      Snapshot before = store.read();
      if (before.history().open().isEmpty()) {
        // The last one was robbed before it could.
        ask(before);
      }
      Trial open = store.read().history().open().get(0);
      Trial told =
          completed(open.attempt() == 0 ? open.retried() : open, random.nextDouble())
              .withArtifacts(List.of(new Artifact("by", name.getBytes())));
      Snapshot after = store.commit(store.read(), List.of(told));
      show(after.history());
      ask(after);
    }

    private void ask(Snapshot base) {
      store.commit(base, List.of(asked(base.history().size(), base.history().told())));
    }

    /** Goes on until it notices that it was robbed, and says so. */
    void goOnUntilRefused() {
      assertThatThrownBy(
              () -> {
                for (int k = 0; k < 3; k++) {
                  step();
                }
              })
          .as(name)
          .isInstanceOf(StudyLockedException.class)
          .hasMessageContaining("another driver took this study over: process ");
      store.close();
    }
  }

  private void deleteLock() {
    try {
      study.delete(study.path("driver.lock"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void show(History history) {
    for (Trial trial : history.finished()) {
      Trial before = shown.putIfAbsent(trial.number(), trial);
      assertThat(before == null ? trial : before)
          .as("after %s takeovers", takeovers)
          .isEqualTo(trial);
    }
  }

  private void check(History history) {
    for (Trial trial : shown.values()) {
      assertThat(history.size()).isGreaterThan(trial.number());
      assertThat(history.trial(trial.number()))
          .as("after %s takeovers", takeovers)
          .isEqualTo(trial);
    }
  }

  private void look() {
    History now = ParquetTrialStore.view(study.root, new Configuration(false));
    check(now);
    show(now);
  }

  /** Has a driver stopped after so many calls, and another one in its place. */
  private Driver rob(Driver victim, int calls) {
    List<Driver> takers = new ArrayList<>();
    pausedAt.add(calls);
    victim.files.pauseAfter(
        calls,
        () -> {
          look();
          Driver taker = new Driver();
          takeovers++;
          if (random.nextInt(4) == 0) {
            takers.add(robWhileItOpens(taker));
          } else {
            taker.open();
            check(taker.store.read().history());
            takers.add(taker);
          }
          for (int k = random.nextInt(3); k > 0; k--) {
            takers.get(0).step();
          }
        });
    try {
      while (victim.files.armed()) {
        victim.step();
      }
      victim.goOnUntilRefused();
    } catch (StudyLockedException noticed) {
      assertThat(noticed).hasMessageContaining("another driver took this study over: process ");
      victim.store.close();
    }
    look();
    return takers.get(0);
  }

  /** A driver that takes over may be robbed before it has done so. */
  private Driver robWhileItOpens(Driver victim) {
    Driver taker = new Driver();
    int[] taken = {0};
    victim.files.pauseAfter(
        random.nextInt(150),
        () -> {
          taker.open();
          taker.step();
          takeovers++;
          taken[0] = newestEpoch();
        });
    try {
      victim.open();
    } catch (StudyLockedException noticed) {
      return taker;
    } catch (StudyException lostAFile) {
      // Cleaned up by its successor while it read.
      assertThat(victim.files.armed()).as("%s", lostAFile).isFalse();
      return taker;
    }
    if (victim.files.armed()) {
      victim.files.pauseAfter(-1, () -> {});
      return victim;
    }
    if (newestEpoch() > taken[0]) {
      // It slept before it began: then it is the taker who was robbed.
      taker.goOnUntilRefused();
      return victim;
    }
    victim.goOnUntilRefused();
    return taker;
  }

  private int newestEpoch() {
    try {
      return Epoch.newest(study);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void nothingShownIsLostAndNothingStandsTwiceHoweverOftenAStudyIsTakenOver() throws IOException {
    int points = 0;
    for (int k = 0; k < STUDIES; k++) {
      study = ParquetTrialStoreTest.directory(temp.resolve("study-" + k));
      shown.clear();
      points = takeOverAgainAndAgain();
      checkTable();
    }
    assertThat(takeovers).isGreaterThanOrEqualTo(200);
    assertThat(pausedAt).as("every call of a step").hasSizeGreaterThanOrEqualTo(points);
  }

  /** The number of calls in a step. */
  private int takeOverAgainAndAgain() {
    try (ParquetTrialStore store = ParquetTrialStore.create(study, SPEC, OPTIONS)) {
      store.commit(store.read(), List.of(asked(0, 0), asked(1, 0)));
    }
    Driver driver = new Driver();
    driver.open();
    driver.step();
    int begun = driver.files.calls();
    driver.step();
    // The next one merges parts, which takes more.
    driver.step();
    int points = (driver.files.calls() - begun) / 2;
    int last = takeovers + TAKEOVERS_EACH;
    while (takeovers < last) {
      driver = rob(driver, takeovers % (2 * points));
    }
    driver.step();
    driver.store.close();
    return points;
  }

  private void checkTable() throws IOException {
    look();
    Set<Object> numbers = new HashSet<>();
    for (Path part : study.list("trials", ".parquet")) {
      ParquetFile file = ParquetFile.read(study.files, part);
      for (Object[] row : file.rows()) {
        Object number = row[file.columns().indexOf("number")];
        assertThat(numbers.add(number)).as("trial %s stands once", number).isTrue();
      }
    }
    assertThat(numbers).hasSameSizeAs(shown.values());
    assertThat(study.readText("trials.csv").lines()).hasSize(shown.size() + 1);
    try (ParquetTrialStore store = ParquetTrialStore.open(study, OPTIONS)) {
      assertThat(store.read().history().told()).isEqualTo(shown.size());
    }
  }
}
