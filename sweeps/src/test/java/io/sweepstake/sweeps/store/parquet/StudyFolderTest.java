package io.sweepstake.sweeps.store.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyFolderTest {
  @TempDir Path temp;

  @Test
  void aFileIsTheOldOrTheNewOneWheneverTheDriverDies() throws IOException {
    for (boolean halfWrites : new boolean[] {false, true}) {
      int deaths = 0;
      for (int at = 0; ; at++) {
        StudyDirectory local = ParquetTrialStoreTest.directory(temp.resolve(halfWrites + "-" + at));
        StudyFolder sane = new StudyFolder(local);
        sane.write("run.json", "the old one");
        CrashingFileSystem files = new CrashingFileSystem(local.files, at, halfWrites);
        boolean written = write(new StudyFolder(new StudyDirectory(files, local.root)));
        String content = new String(sane.bytes("run.json").orElseThrow());
        assertThat(content).as("died at %s", at).isEqualTo(written ? "the new one" : "the old one");
        if (!files.dead()) {
          break;
        }
        deaths++;
      }
      assertThat(deaths).as("places to die: create, write, sync, rename").isEqualTo(4);
    }
  }

  private static boolean write(StudyFolder folder) throws IOException {
    try {
      folder.write("run.json", "the new one");
      return true;
    } catch (CrashingFileSystem.Dead dead) {
      return false;
    }
  }

  @Test
  void aPartIsThereWholeOrNotAtAll() throws IOException {
    for (int at = 0; ; at++) {
      StudyDirectory local = ParquetTrialStoreTest.directory(temp.resolve("table-" + at));
      CrashingFileSystem files = new CrashingFileSystem(local.files, at, true);
      StudyFolder dying = new StudyFolder(new StudyDirectory(files, local.root));
      try {
        dying.append("runs", List.of("why"), List.of(List.of("all trials have run")));
      } catch (CrashingFileSystem.Dead dead) {
        assertThat(new StudyFolder(local).rows("runs")).as("died at %s", at).isEmpty();
        continue;
      }
      assertThat(new StudyFolder(local).rows("runs"))
          .containsExactly(Map.of("why", "all trials have run"));
      return;
    }
  }

  @Test
  void cellsComeBackAsTheyWere() throws IOException {
    StudyFolder folder = new StudyFolder(temp.resolve("a study").toString());
    assertThat(folder.rows("results")).isEmpty();
    List<String> columns = List.of("whole", "long", "real", "text", "truth", "nothing");
    List<Object> row = Arrays.asList(7, 1L << 40, 0.1, "ü, \"x\"\n", true, null);
    folder.append(
        "results", columns, List.of(row, Arrays.asList(null, null, null, null, null, null)));
    List<Map<String, Object>> rows = folder.rows("results");
    assertThat(rows).hasSize(2);
    assertThat(rows.get(0).values()).containsExactly(7, 1L << 40, 0.1, "ü, \"x\"\n", "true", null);
    assertThat(rows.get(1).keySet()).containsExactlyElementsOf(columns);
    assertThat(rows.get(1).values()).containsOnlyNulls();
    assertThatThrownBy(
            () -> folder.append("results", List.of("x"), List.of(List.of(1), List.of(1.5))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("column x: must be of one type, was INT and DOUBLE");
  }

  @Test
  void aDamagedPartIsNamed() throws IOException {
    StudyFolder folder = new StudyFolder(temp.toString());
    folder.append("runs", List.of("x"), List.of(List.of(1)));
    Path part = Path.of(ParquetTrialStoreTest.directory(temp).list("runs", "").get(0).toUri());
    Files.writeString(part, "no");
    assertThatThrownBy(() -> folder.rows("runs"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(part.getFileName().toString())
        .hasMessageContaining("damaged");
  }

  /** A driver's timer and its main thread may both have a new best trial to show. */
  @Test
  void twoThreadsMayWriteOneFile() throws Exception {
    StudyDirectory directory = ParquetTrialStoreTest.directory(temp);
    List<Callable<Object>> writers =
        IntStream.range(0, 4)
            .<Callable<Object>>mapToObj(
                k ->
                    () -> {
                      for (int turn = 0; turn < 50; turn++) {
                        directory.write("best.json", "by " + k);
                      }
                      return null;
                    })
            .toList();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    for (Future<Object> written : threads.invokeAll(writers)) {
      assertThat(written.get()).isNull();
    }
    threads.shutdown();
    assertThat(temp.resolve("best.json")).content().startsWith("by ");
    assertThat(directory.all("."))
        .extracting(org.apache.hadoop.fs.Path::getName)
        .containsExactly("best.json");
  }

  @Test
  void whatMayNotBeWrittenIsSaidToBeForbidden() {
    StudyDirectory study =
        StudyDirectory.at(
            new org.apache.hadoop.fs.Path("/study"),
            new org.apache.hadoop.conf.Configuration(false));
    assertThat(study.failure("cannot be opened", new AccessDeniedException("/study/driver.lock")))
        .hasMessageEndingWith("/study: cannot be opened: /study/driver.lock: permission denied");
  }
}
