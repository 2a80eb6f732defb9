package io.sweepstake.sweeps.store.parquet;

import static io.sweepstake.sweeps.store.TrialStoreContract.SPEC;
import static io.sweepstake.sweeps.store.TrialStoreContract.asked;
import static io.sweepstake.sweeps.store.TrialStoreContract.completed;
import static org.assertj.core.api.Assertions.assertThat;

import io.sweepstake.sweeps.store.Snapshot;
import io.sweepstake.sweeps.store.StudyException;
import io.sweepstake.sweeps.store.driver.ProcessTable;
import io.sweepstake.sweeps.study.Artifact;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Seeds;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Studies of which one file is damaged at random are what they were, or say in a sentence what they
 * are not; and nothing of them is deleted.
 */
class DamageTest {
  private static final StoreOptions OPTIONS = new StoreOptions(Duration.ZERO, 4, Duration.ZERO);

  /** What is made anew from the rest; nobody reads it but people. */
  private static final Set<String> DERIVED = Set.of("trials.csv", "best.json");

  private static final List<Damage> DAMAGES = List.of(Damage.values());

  @TempDir Path temp;
  private Path closed;
  private Path killed;
  private Path other;

  @BeforeEach
  void studies() throws IOException {
    closed = temp.resolve("closed");
    killed = temp.resolve("killed");
    other = temp.resolve("other");
    made(closed, 0.1, killed);
    made(other, 0.2, temp.resolve("other-killed"));
  }

  /**
   * A study of three drivers, of whom the last was stopped while trials were under way.
   *
   * @param copy what it was before it was closed, as if its driver had been killed
   */
  private static void made(Path at, double value, Path copy) throws IOException {
    StudyDirectory study = ParquetTrialStoreTest.directory(at);
    int number = 0;
    for (int driver = 0; driver < 3; driver++) {
      try (ParquetTrialStore store = ParquetTrialStore.openOrCreate(study, SPEC, OPTIONS)) {
        Snapshot now = store.read();
        for (int k = 0; k < 3; k++, number++) {
          Trial trial = asked(number, number);
          now = store.commit(now, List.of(trial));
          Artifact left = new Artifact("network", new byte[] {(byte) number, (byte) (10 * value)});
          now =
              store.commit(
                  now, List.of(completed(trial, value * number).withArtifacts(List.of(left))));
        }
        store.folder().append("runs", List.of("run", "value"), List.of(List.of(driver, value)));
        if (driver == 2) {
          Trial paused = completed(asked(number, number), value);
          now = store.commit(now, List.of(asked(number, number), asked(number + 1, number)));
          now = store.commit(now, List.of(paused.withState(new TrialState.Paused())));
          copy(at, copy);
          Files.delete(copy.resolve("driver.lock"));
        }
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  /** All that a study says. */
  private record State(History history, List<Map<String, Object>> runs, List<String> artifacts) {
    static State of(StudyDirectory study, List<String> notices) throws IOException {
      Configuration conf = new Configuration(false);
      History history = ParquetTrialStore.view(study.root, conf, notices::add);
      List<String> artifacts = new ArrayList<>();
      for (int k = 0; k < history.size(); k++) {
        artifacts.add(
            ParquetTrialStore.artifact(study.root, conf, k, "network", notices::add)
                .map(Arrays::toString)
                .orElse(""));
      }
      List<Map<String, Object>> runs = new ArrayList<>(new StudyFolder(study).rows("runs"));
      runs.sort((a, b) -> (Integer) a.get("run") - (Integer) b.get("run"));
      return new State(history, runs, artifacts);
    }

    void assertSame(State expected) {
      ParquetTrialStoreTest.assertSame(history, expected.history);
      assertThat(runs).isEqualTo(expected.runs);
      assertThat(artifacts).isEqualTo(expected.artifacts);
    }
  }

  @Test
  void whatIsDamagedIsNamed() throws IOException {
    damage(60);
  }

  @Test
  @Tag("slow")
  void whatIsDamagedIsNamedSixHundredTimes() throws IOException {
    damage(600);
  }

  private void damage(int times) throws IOException {
    State whole = State.of(ParquetTrialStoreTest.directory(closed), new ArrayList<>());
    State.of(ParquetTrialStoreTest.directory(killed), new ArrayList<>()).assertSame(whole);
    int named = 0;
    for (int k = 0; k < times; k++) {
      named += damage(k, k % 3 == 2 ? killed : closed, whole) ? 1 : 0;
    }
    assertThat(named).as("damages that were named").isGreaterThan(times / 2);
  }

  private boolean damage(int seed, Path base, State whole) throws IOException {
    Random random = new Random(Seeds.derive(7, "damage", seed));
    Path study = temp.resolve("damaged-" + seed);
    copy(base, study);
    List<Path> files = files(study);
    Path file = files.get(random.nextInt(files.size()));
    Damage damage = DAMAGES.get(random.nextInt(DAMAGES.size()));
    String name = study.relativize(file).toString();
    String what = "damage " + seed + ": " + name + " " + damage + " of " + base.getFileName();
    damage.to(file, namesake(study, file), random);
    Map<String, Integer> before = contents(study);
    List<String> said = new ArrayList<>();
    StudyDirectory directory = ParquetTrialStoreTest.directory(study);
    try {
      State.of(directory, said).assertSame(whole);
    } catch (StudyException | IOException refused) {
      said.add(refused.getMessage());
    } catch (AssertionError | RuntimeException wrong) {
      if (said.isEmpty() || wrong instanceof RuntimeException) {
        throw new AssertionError(what, wrong);
      }
    }
    assertThat(contents(study)).as(what).isEqualTo(before);
    List<String> notices = new ArrayList<>();
    Lease.Terms terms =
        new Lease.Terms(
            Duration.ZERO,
            Duration.ZERO,
            ProcessTable.OF_THIS_MACHINE,
            Lease.Time.REAL,
            notices::add);
    try (ParquetTrialStore store = ParquetTrialStore.open(directory, OPTIONS, terms)) {
      if (notices.isEmpty()) {
        ParquetTrialStoreTest.assertSame(store.read().history(), whole.history);
      }
    } catch (StudyException refused) {
      notices.add(refused.getMessage());
    } catch (AssertionError | RuntimeException wrong) {
      throw new AssertionError(what, wrong);
    }
    assertKept(what, before, study);
    said.addAll(notices);
    assertThat(said).as(what).allSatisfy(line -> assertThat(line).hasLineCount(1).contains(": "));
    return !said.isEmpty();
  }

  private static List<Path> files(Path study) throws IOException {
    try (Stream<Path> all = Files.walk(study)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> !DERIVED.contains(file.getFileName().toString()))
          .sorted()
          .toList();
    }
  }

  /** The file in the other study's folder that stands where this one does. */
  private Path namesake(Path study, Path file) throws IOException {
    Path folder = study.relativize(file.getParent());
    List<Path> here = files(file.getParent());
    List<Path> there = files(other.resolve(folder.toString()));
    return there.get(Math.min(here.indexOf(file), there.size() - 1));
  }

  private static Map<String, Integer> contents(Path study) throws IOException {
    Map<String, Integer> contents = new TreeMap<>();
    for (Path file : files(study)) {
      contents.put(study.relativize(file).toString(), Arrays.hashCode(Files.readAllBytes(file)));
    }
    return contents;
  }

  /** What a driver did not write over is still there, under whatever name. */
  private static void assertKept(String what, Map<String, Integer> before, Path study)
      throws IOException {
    Set<Integer> after = new HashSet<>(contents(study).values());
    before.forEach(
        (name, content) -> {
          if (!name.startsWith("events/drivers") && !name.equals("driver.lock")) {
            assertThat(after).as(what + " keeps " + name).contains(content);
          }
        });
  }
}
