package io.sweepstake.sweeps.store.parquet;

import static io.sweepstake.sweeps.store.TrialStoreContract.SPEC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sweepstake.sweeps.store.StudyException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of a study that people or disks have damaged: they are named, and nothing is deleted. */
class DamagedFilesTest {
  @TempDir Path temp;
  private StudyDirectory study;

  @BeforeEach
  void study() {
    study = ParquetTrialStoreTest.directory(temp.resolve("study"));
    try (ParquetTrialStore store =
        ParquetTrialStore.create(study, SPEC, ParquetTrialStoreTest.EVERY_COMMIT)) {
      assertThat(ParquetTrialStoreTest.fill(store).history().told()).isEqualTo(4);
    }
  }

  private Path newest(String folder) throws IOException {
    var paths = study.list(folder, "");
    return Path.of(paths.get(paths.size() - 1).toUri());
  }

  private void isRefused(String... saying) throws IOException {
    List<String> before = listing();
    assertThatThrownBy(() -> ParquetTrialStore.open(study, ParquetTrialStoreTest.EVERY_COMMIT))
        .isInstanceOf(StudyException.class)
        .message()
        .contains(saying)
        .hasLineCount(1);
    assertThatThrownBy(() -> ParquetTrialStore.view(study.root, new Configuration(false)))
        .isInstanceOf(StudyException.class)
        .message()
        .contains(saying);
    assertThat(listing()).isEqualTo(before);
  }

  private List<String> listing() throws IOException {
    try (Stream<Path> files = Files.walk(temp)) {
      return files.map(Path::toString).sorted().toList();
    }
  }

  @Test
  void aBitFlippedInAValueIsNoticed() throws IOException {
    for (String folder : List.of("trials", "measurements")) {
      Path part = newest(folder);
      byte[] content = Files.readAllBytes(part);
      byte[] revenue = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putDouble(0.8).array();
      int at = indexOf(content, revenue);
      content[at] ^= 1;
      Files.write(part, content);
      isRefused(part.getFileName().toString(), "must be a whole Parquet file", "CRC");
      content[at] ^= 1;
      Files.write(part, content);
    }
    ParquetTrialStore.open(study, ParquetTrialStoreTest.EVERY_COMMIT).close();
  }

  private static int indexOf(byte[] content, byte[] wanted) {
    for (int k = 0; ; k++) {
      if (ByteBuffer.wrap(content, k, wanted.length).equals(ByteBuffer.wrap(wanted))) {
        return k;
      }
    }
  }

  @Test
  void measurementsThatAreGoneAreNamed() throws IOException {
    Path part = newest("measurements");
    byte[] content = Files.readAllBytes(part);
    Files.delete(part);
    isRefused("measurements/" + part.getFileName(), "must hold 2 measurements", "is missing");
    Files.write(part, content);
    ParquetTrialStore.open(study, ParquetTrialStoreTest.EVERY_COMMIT).close();
  }

  @Test
  void aCopyOfAPartUnderAnotherNumberIsNamedAndItsOriginalStays() throws IOException {
    Path part = newest("trials");
    Path copy = part.resolveSibling(part.getFileName().toString().replace("part-", "part-0009"));
    Files.copy(part, copy);
    isRefused(copy.getFileName().toString(), "a copy of " + part.getFileName());
    Files.delete(copy);
    ParquetTrialStore.open(study, ParquetTrialStoreTest.EVERY_COMMIT).close();
  }

  @Test
  void aDefinitionThatIsCutAnywhereIsNamed() throws IOException {
    Path file = Path.of(study.path("study.json").toUri());
    byte[] content = Files.readAllBytes(file);
    for (int length = 1; length < content.length; length += 150) {
      Files.write(file, Arrays.copyOf(content, length));
      isRefused("study.json: not the definition of a study, not JSON");
    }
    Files.write(file, content);
    ParquetTrialStore.open(study, ParquetTrialStoreTest.EVERY_COMMIT).close();
  }

  /** It would stand for a driver that began later and found no parts. */
  @Test
  void aCopyOfTheLogUnderALaterEpochIsNamed() throws IOException {
    Path log = newest("events");
    Path copy = log.resolveSibling(log.getFileName().toString().replaceFirst("^0", "9"));
    Files.copy(log, copy);
    isRefused(copy.getFileName().toString(), "a copy of a segment of epoch 1");
    Files.delete(copy);
    ParquetTrialStore.open(study, ParquetTrialStoreTest.EVERY_COMMIT).close();
  }

  @Test
  void linesOfTheLogThatAreNoCommitsAreNamed() throws IOException {
    Path log = newest("events");
    byte[] content = Files.readAllBytes(log);
    for (String line :
        List.of("null", "{}", "[]", "7", "{\"rows\":[{}]}", "{\"rows\":[{\"trial\":{}}]}")) {
      List<byte[]> parts = new ArrayList<>(List.of(content, (line + "\n").getBytes()));
      ByteBuffer damaged = ByteBuffer.allocate(parts.stream().mapToInt(p -> p.length).sum());
      parts.forEach(damaged::put);
      Files.write(log, damaged.array());
      isRefused(log.getFileName().toString(), "must be a commit of this study, was " + line);
    }
    Files.write(log, content);
    ParquetTrialStore.open(study, ParquetTrialStoreTest.EVERY_COMMIT).close();
  }
}
