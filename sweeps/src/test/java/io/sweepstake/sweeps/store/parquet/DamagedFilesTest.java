package io.sweepstake.sweeps.store.parquet;

import static io.sweepstake.sweeps.store.TrialStoreContract.SPEC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sweepstake.sweeps.store.StudyException;
import io.sweepstake.sweeps.store.TrialStoreContract;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
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
      isRefused(
          part.getFileName().toString(), "must be a whole Parquet file", "CRC", "put it back");
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

  /** It is none that a killed driver left: it says another name. */
  @Test
  void aCopyOfMeasurementsUnderAnotherNumberIsNamedAndBothStay() throws IOException {
    Path part = newest("measurements");
    Path copy = part.resolveSibling(part.getFileName().toString().replace("part-", "part-0009"));
    Files.copy(part, copy);
    isRefused(copy.getFileName().toString(), "a copy of " + part.getFileName());
    Files.delete(copy);
    ParquetTrialStore.open(study, ParquetTrialStoreTest.EVERY_COMMIT).close();
  }

  /** Names and samplers too, which parts once were not compared by. */
  @Test
  void aDefinitionThatWasChangedIsNamedAndMadeAnewWhenItIsDeleted() throws IOException {
    Path file = Path.of(study.path("study.json").toUri());
    byte[] content = Files.readAllBytes(file);
    for (String field :
        List.of("\"name\" : \"", "\"sampler\" : {\n    \"name\" : \"", "\"fingerprint\" : \"")) {
      byte[] damaged = content.clone();
      damaged[indexOf(content, field.getBytes(StandardCharsets.UTF_8)) + field.length()] ^= 1;
      Files.write(file, damaged);
      isRefused("study.json: was changed since the study was last written to", "or delete it");
    }
    Files.delete(file);
    ParquetTrialStore.open(study, ParquetTrialStoreTest.EVERY_COMMIT).close();
    assertThat(file).hasBinaryContent(content);
  }

  @Test
  void aLogThatIsGoneOrCutIsNamedAndTheTableGoesOnWithoutTheFolder() throws IOException {
    Path log = newest("events");
    byte[] content = Files.readAllBytes(log);
    Files.delete(log);
    Files.createDirectory(log);
    isRefused(log.getFileName().toString(), "a segment of the event log is missing");
    Files.delete(log);
    Files.write(log, new byte[content.length]);
    isRefused(log.getFileName().toString(), "or delete the folder events");
    for (int length = 0; length < content.length; length += 1 + content.length / 7) {
      Files.write(log, Arrays.copyOf(content, length));
      isRefused(log.getFileName().toString(), "a segment of the event log must have at least");
    }
    content[content.length / 2] ^= 1;
    Files.write(log, content);
    assertThat(viewed()).isEmpty(); // history for people, before the last checkpoint
    content[content.length - 20] ^= 1;
    Files.write(log, content);
    isRefused(log.getFileName().toString(), "of the event log is not as it was written");
    study.files.delete(study.path("events"), true);
    assertThat(viewed()).singleElement().asString().contains("events: the event log is gone");
    ParquetTrialStore.open(study, ParquetTrialStoreTest.EVERY_COMMIT).close();
    assertThat(viewed()).isEmpty();
  }

  /** Its driver was killed before it could say where the log ends; a witness says it. */
  @Test
  void theLogOfADriverThatWasKilledMayNotLoseItsEnd() throws IOException {
    Path killed = temp.resolve("killed");
    try (ParquetTrialStore store =
        ParquetTrialStore.open(study, ParquetTrialStoreTest.EVERY_COMMIT)) {
      var unused = store.commit(store.read(), List.of(TrialStoreContract.asked(6, 4)));
      copy(Path.of(study.root.toUri()), killed);
    }
    study = ParquetTrialStoreTest.directory(killed);
    Files.delete(killed.resolve("driver.lock"));
    assertThat(viewed()).isEmpty();
    Path log = newest("events");
    byte[] content = Files.readAllBytes(log);
    String whole = new String(content, StandardCharsets.UTF_8);
    int last = 1 + whole.lastIndexOf('\n', whole.length() - 2);
    for (int length : new int[] {content.length - 1, content.length - 9, last + 1, last, 0}) {
      Files.write(log, Arrays.copyOf(content, length));
      isRefused(log.getFileName().toString(), "of the event log");
    }
    // What was written when it was killed, and never returned, is no damage.
    Files.writeString(log, whole + "{\"time\":");
    assertThat(viewed()).isEmpty();
    ParquetTrialStore.open(study, ParquetTrialStoreTest.EVERY_COMMIT).close();
    try (Stream<Path> witnesses = Files.list(killed.resolve("events/drivers"))) {
      assertThat(witnesses.filter(file -> file.toString().endsWith(".reach"))).hasSize(1);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  private List<String> viewed() {
    List<String> notices = new ArrayList<>();
    var unused = ParquetTrialStore.view(study.root, new Configuration(false), notices::add);
    return notices;
  }

  @Test
  void whatTrialsLeftIsKnownAgainOrMissed() throws IOException {
    Path network = newest("artifacts");
    byte[] content = Files.readAllBytes(network);
    Files.write(network, new byte[] {1, 2, 4});
    try (ParquetTrialStore store =
        ParquetTrialStore.open(study, ParquetTrialStoreTest.EVERY_COMMIT)) {
      assertThatThrownBy(() -> store.artifact(3, "network.zip"))
          .isInstanceOf(StudyException.class)
          .hasMessageContaining("trial-3-network.zip: must be as it was written, 3 bytes");
      Files.write(network, content);
      assertThat(store.artifact(3, "network.zip")).hasValue(content);
    }
    Files.delete(network);
    List<String> notices = new ArrayList<>();
    assertThat(
            ParquetTrialStore.artifact(
                study.root, new Configuration(false), 3, "network.zip", notices::add))
        .isEmpty();
    assertThat(notices).singleElement().asString().contains("trial-3-network.zip: is missing");
  }

  @Test
  void partsOfOtherTablesAreKnownAgainOrMissed() throws IOException {
    StudyFolder folder = new StudyFolder(study);
    folder.append("runs", List.of("run"), List.of(List.of(1)));
    ParquetTrialStore.open(study, ParquetTrialStoreTest.EVERY_COMMIT).close();
    Path part = newest("runs");
    Path copy = part.resolveSibling("part-copy.parquet");
    Files.copy(part, copy);
    isRefused("part-copy.parquet: a copy of " + part.getFileName());
    Files.delete(copy);
    Files.delete(part);
    assertThat(viewed())
        .singleElement()
        .asString()
        .contains("runs/" + part.getFileName() + ": is missing; the study goes on without");
    ParquetTrialStore.open(study, ParquetTrialStoreTest.EVERY_COMMIT).close();
    assertThat(viewed()).isEmpty();
  }

  /** Made anew from the rest, whatever became of them. */
  @Test
  void filesForPeopleAreMadeAnew() throws IOException {
    for (String name : List.of("trials.csv", "best.json")) {
      Path file = Path.of(study.path(name).toUri());
      byte[] content = Files.readAllBytes(file);
      Files.write(file, Arrays.copyOf(content, 20));
      ParquetTrialStore.open(study, ParquetTrialStoreTest.EVERY_COMMIT).close();
      assertThat(file).hasBinaryContent(content);
    }
  }

  /** So that whoever reads trials/*.parquet reads whole files, at any moment. */
  @Test
  void whatIsUnfinishedStandsOutsideTheFoldersOfTables() throws IOException {
    for (String name : List.of("trials/part-1.parquet", "study.json", "checkpoints/a.bin")) {
      assertThat(study.unfinished(study.path(name)).getParent()).isEqualTo(study.root);
      assertThat(StudyDirectory.isUnfinished(study.unfinished(study.path(name)))).isTrue();
    }
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
      List<byte[]> parts =
          new ArrayList<>(List.of(content, (line + "\n").getBytes(StandardCharsets.UTF_8)));
      ByteBuffer damaged = ByteBuffer.allocate(parts.stream().mapToInt(p -> p.length).sum());
      parts.forEach(damaged::put);
      Files.write(log, damaged.array());
      isRefused(log.getFileName().toString(), "line", "of the event log");
    }
    Files.write(log, content);
    ParquetTrialStore.open(study, ParquetTrialStoreTest.EVERY_COMMIT).close();
  }
}
