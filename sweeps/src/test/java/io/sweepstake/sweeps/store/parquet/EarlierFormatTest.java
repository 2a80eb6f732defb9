package io.sweepstake.sweeps.store.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sweepstake.sweeps.store.Snapshot;
import io.sweepstake.sweeps.store.StudyException;
import io.sweepstake.sweeps.store.driver.ProcessTable;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Strategy;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Studies as the version before format 2 left them, made by it: {@code format-1/whole}, four trials
 * told, and {@code format-1/killed}, whose driver was killed with kill -9 after some. Only what
 * they said of the machine was rewritten since.
 */
class EarlierFormatTest {
  @TempDir Path temp;
  private final List<String> notices = new ArrayList<>();

  private StudyDirectory copy(String name) throws IOException {
    Path from = Path.of("src/test/resources/format-1").resolve(name);
    Path to = temp.resolve(name);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
    return ParquetTrialStoreTest.directory(to);
  }

  private ParquetTrialStore open(StudyDirectory study) {
    return ParquetTrialStore.open(
        study,
        ParquetTrialStoreTest.EVERY_COMMIT,
        new Lease.Terms(
            Duration.ZERO,
            Duration.ZERO,
            ProcessTable.OF_THIS_MACHINE,
            Lease.Time.REAL,
            notices::add));
  }

  private static History view(StudyDirectory study) {
    return ParquetTrialStore.view(study.root, new Configuration(false));
  }

  @Test
  void aWholeStudyOpensAsItWasAndIsBroughtForward() throws IOException {
    StudyDirectory study = copy("whole");
    History before = view(study);
    assertThat(before.told()).isEqualTo(4);
    assertThat(before.completedCount()).isEqualTo(4);
    try (ParquetTrialStore store = open(study)) {
      ParquetTrialStoreTest.assertSame(store.read().history(), before);
    }
    assertThat(notices).singleElement().asString().contains("from format 1 to 2");
    assertThat(study.readText("study.json")).contains("\"format_version\" : 2");
    ParquetTrialStoreTest.assertSame(view(study), before);
    notices.clear();
    open(study).close();
    assertThat(notices).isEmpty();
  }

  @Test
  void aKilledStudyLosesNothingAndGoesOn() throws IOException {
    StudyDirectory study = copy("killed");
    History before = view(study);
    assertThat(before.told()).isPositive();
    assertThat(before.open()).isNotEmpty();
    try (ParquetTrialStore store = open(study)) {
      ParquetTrialStoreTest.assertSame(store.read().history(), before);
      Snapshot snapshot = store.read();
      for (Trial open : before.open()) {
        snapshot =
            store.commit(
                snapshot,
                List.of(
                    open.restarted().failed(TrialState.Cause.BUG, "ended here", Instant.EPOCH)));
      }
    }
    History after = view(study);
    assertThat(after.told()).isEqualTo(after.size());
    assertThat(after.finished().subList(0, before.told()))
        .containsExactlyElementsOf(before.finished());
    // The log of the old format no longer counts, whatever its driver still adds.
    Path old = Path.of(study.list("events", "000000.jsonl").get(0).toUri());
    Files.writeString(old, "not a commit\n", java.nio.file.StandardOpenOption.APPEND);
    ParquetTrialStoreTest.assertSame(view(study), after);
  }

  @Test
  void aStudyThatIsRefusedStaysInItsFormat() throws IOException {
    StudyDirectory study = copy("killed");
    study.delete(study.path("driver.lock"));
    List<String> before = contents();
    StudySpec other = view(study).spec().withSampler(Strategy.of("random"));
    assertThatThrownBy(
            () -> ParquetTrialStore.openOrCreate(study, other, ParquetTrialStoreTest.EVERY_COMMIT))
        .isInstanceOf(StudyException.class)
        .hasMessageEndingWith(": the study's sampler is tpe, was asked for random");
    assertThat(contents()).isEqualTo(before);
  }

  private List<String> contents() throws IOException {
    List<String> contents = new ArrayList<>();
    try (Stream<Path> files = Files.walk(temp).filter(Files::isRegularFile).sorted()) {
      for (Path file : files.toList()) {
        contents.add(file + ": " + Arrays.hashCode(Files.readAllBytes(file)));
      }
    }
    return contents;
  }

  @Test
  void aLaterFormatIsRefusedInOneSentence() throws IOException {
    StudyDirectory study = copy("whole");
    open(study).close();
    String text = study.readText("study.json");
    study.write("study.json", text.replace("\"format_version\" : 2", "\"format_version\" : 4"));
    assertThatThrownBy(() -> open(study))
        .isInstanceOf(StudyException.class)
        .hasMessageEndingWith(
            "study.json: this study is in format 4, written by a later version of sweepstake; this"
                + " one knows formats up to 3");
    assertThatThrownBy(() -> view(study)).hasMessageContaining("format 4");
  }
}
