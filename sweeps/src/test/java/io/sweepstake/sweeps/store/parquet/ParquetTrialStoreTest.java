package io.sweepstake.sweeps.store.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.store.Snapshot;
import io.sweepstake.sweeps.store.StudyException;
import io.sweepstake.sweeps.store.StudyLockedException;
import io.sweepstake.sweeps.store.TrialStore;
import io.sweepstake.sweeps.store.TrialStoreContract;
import io.sweepstake.sweeps.study.Artifact;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Measurement;
import io.sweepstake.sweeps.study.Strategy;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetTrialStoreTest extends TrialStoreContract {
  static final StoreOptions EVERY_COMMIT = new StoreOptions(Duration.ZERO, 64, Duration.ZERO);
  static final StoreOptions ONLY_AT_CLOSE = new StoreOptions(Duration.ofDays(1), 64, Duration.ZERO);

  @TempDir java.nio.file.Path temp;
  private int studies;

  @Override
  protected TrialStore store() {
    return ParquetTrialStore.create(fresh(), SPEC, EVERY_COMMIT);
  }

  private StudyDirectory fresh() {
    return directory(temp.resolve("study-" + studies++));
  }

  static StudyDirectory directory(java.nio.file.Path path) {
    return StudyDirectory.at(new Path(path.toUri()), new Configuration(false));
  }

  /** Six trials: four told out of order, one of each kind, and two in flight. */
  static Snapshot fill(TrialStore store) {
    Snapshot snapshot = store.commit(store.read(), List.of(asked(0, 0), asked(1, 0)));
    snapshot = store.commit(snapshot, List.of(completed(asked(1, 0), 0.5)));
    snapshot = store.commit(snapshot, List.of(asked(2, 1)));
    snapshot =
        store.commit(
            snapshot,
            List.of(asked(0, 0).failed(TrialState.Cause.DIVERGED, "NaN at 7, \"loss\"", NOON)));
    snapshot = store.commit(snapshot, List.of(asked(3, 2), asked(4, 2)));
    Trial measured = completed(asked(2, 1), 0.3).withState(new TrialState.Running());
    snapshot = store.commit(snapshot, List.of(measured));
    snapshot = store.commit(snapshot, List.of(measured.pruned("below the median", NOON)));
    snapshot = store.commit(snapshot, List.of(asked(3, 2).retried()));
    Trial last =
        completed(asked(3, 2).retried(), 0.8)
            .withArtifacts(List.of(new Artifact("network.zip", new byte[] {1, 2, 3})));
    snapshot = store.commit(snapshot, List.of(last, asked(5, 4)));
    return snapshot;
  }

  static void assertSame(History actual, History expected) {
    assertThat(actual.trials()).containsExactlyElementsOf(expected.trials());
    assertThat(actual.finished()).containsExactlyElementsOf(expected.finished());
    assertThat(actual.best()).isEqualTo(expected.best());
    assertThat(actual.spec()).isEqualTo(expected.spec());
  }

  @Test
  void openingAgainGivesTheSameHistory() {
    for (StoreOptions options : List.of(EVERY_COMMIT, ONLY_AT_CLOSE)) {
      StudyDirectory directory = fresh();
      History before;
      try (ParquetTrialStore store = ParquetTrialStore.create(directory, SPEC, options)) {
        before = fill(store).history();
        assertThat(store.artifact(3, "network.zip")).hasValue(new byte[] {1, 2, 3});
      }
      try (ParquetTrialStore store = ParquetTrialStore.open(directory, options)) {
        assertSame(store.read().history(), before);
      }
    }
  }

  @Test
  void theParquetFilesAloneSuffice() throws IOException {
    StudyDirectory directory = fresh();
    History before;
    try (ParquetTrialStore store = ParquetTrialStore.create(directory, SPEC, EVERY_COMMIT)) {
      before = fill(store).history();
    }
    for (String name : List.of("events", "study.json", "trials.csv", "best.json", "artifacts")) {
      directory.files.delete(directory.path(name), true);
    }
    try (ParquetTrialStore store = ParquetTrialStore.open(directory, EVERY_COMMIT)) {
      assertSame(store.read().history(), before);
      assertThat(directory.exists("study.json")).isTrue();
      assertThat(directory.exists("best.json")).isTrue();
    }
  }

  @Test
  void aViewNeedsNoLease() {
    StudyDirectory directory = fresh();
    try (ParquetTrialStore store = ParquetTrialStore.create(directory, SPEC, ONLY_AT_CLOSE)) {
      History now = fill(store).history();
      assertSame(ParquetTrialStore.view(directory.root, new Configuration(false)), now);
    }
  }

  @Test
  void theTableHasOneTypedRowPerFinishedTrial() throws IOException {
    StudyDirectory directory = fresh();
    try (ParquetTrialStore store = ParquetTrialStore.create(directory, SPEC, ONLY_AT_CLOSE)) {
      fill(store);
    }
    List<Object[]> rows = new ArrayList<>();
    ParquetFile file = null;
    for (Path part : ParquetTrialStore.liveParts(directory.root, new Configuration(false))) {
      file = ParquetFile.read(directory.files, part);
      rows.addAll(file.rows());
    }
    assertThat(rows).hasSize(4);
    assertThat(file.columns())
        .contains(
            "number",
            "state",
            "value",
            "objective",
            "params_rate",
            "params_width",
            "revenue",
            "regret",
            "welfare",
            "constraint_violation",
            "seed",
            "datetime_start",
            "datetime_complete",
            "duration_ms",
            "attempt",
            "failure_cause",
            "asked_after",
            "sampler_source",
            "user_attrs_engine");
    Object[] told = rows.get(3);
    assertThat(told[file.columns().indexOf("number")]).isEqualTo(3);
    assertThat(told[file.columns().indexOf("state")]).isEqualTo("COMPLETE");
    assertThat(told[file.columns().indexOf("objective")]).isEqualTo(0.8 - 5 * 0.01);
    assertThat(told[file.columns().indexOf("params_width")]).isEqualTo(128);
    assertThat(told[file.columns().indexOf("params_optimiser")]).isEqualTo("sgd");
    assertThat(told[file.columns().indexOf("duration_ms")]).isEqualTo(2000L);
    assertThat(told[file.columns().indexOf("attempt")]).isEqualTo(1);
    Object[] failed = rows.get(1);
    assertThat(failed[file.columns().indexOf("state")]).isEqualTo("FAIL");
    assertThat(failed[file.columns().indexOf("value")]).isNull();
    assertThat(failed[file.columns().indexOf("revenue")]).isNull();
    assertThat(failed[file.columns().indexOf("failure_cause")]).isEqualTo("DIVERGED");
    assertThat(failed[file.columns().indexOf("params_momentum")]).isNull();
  }

  @Test
  void writesWhatPeopleRead() throws IOException {
    StudyDirectory directory = fresh();
    try (ParquetTrialStore store = ParquetTrialStore.create(directory, SPEC, EVERY_COMMIT)) {
      fill(store);
    }
    List<String> lines = directory.readText("trials.csv").lines().toList();
    assertThat(lines).hasSize(5);
    assertThat(lines.get(0))
        .startsWith(
            "number,value,datetime_start,datetime_complete,duration,params_decay,params_momentum,"
                + "params_optimiser,params_rate,params_width,user_attrs_commit,user_attrs_engine,"
                + "state,objective,constraint_violation,revenue,regret,welfare,seed,")
        .endsWith(
            ",duration_ms,queue_ms,failure_cause,failure_message,pruned_reason,last_step,"
                + "asked_after,tell_index,sampler_source,schema_version");
    assertThat(lines.get(1)).startsWith("0,,,").contains(",FAIL,,", "\"NaN at 7, \"\"loss\"\"\"");
    assertThat(lines.get(4)).contains("0 days 00:00:02.000000");
    assertThat(directory.readText("best.json"))
        .contains(
            "\"number\" : 3", "\"revenue\" : 0.8", "\"rate\" : 1.0E-4", "\"feasible\" : true");
  }

  @Test
  void theCsvOfAReopenedStudyIsTheSameToTheLastDigit() throws IOException {
    StudyDirectory directory = fresh();
    Instant start = Instant.parse("2026-01-01T12:00:00.000000900Z");
    Instant end = Instant.parse("2026-01-01T12:00:01.000000100Z");
    try (ParquetTrialStore store = ParquetTrialStore.create(directory, SPEC, EVERY_COMMIT)) {
      Snapshot asked = store.commit(store.read(), List.of(asked(0, 0)));
      Trial ended =
          completed(asked(0, 0), 0.5)
              .started(start)
              .ended(new TrialState.Failed(TrialState.Cause.BUG, ""), end);
      store.commit(asked, List.of(ended));
    }
    String before = directory.readText("trials.csv");
    directory.files.delete(directory.path("trials.csv"), false);
    ParquetTrialStore.open(directory, EVERY_COMMIT).close();
    assertThat(directory.readText("trials.csv"))
        .isEqualTo(before)
        .contains("0 days 00:00:01.000000");
  }

  @Test
  void mergesSmallParts() throws IOException {
    StudyDirectory directory = fresh();
    StoreOptions options = new StoreOptions(Duration.ZERO, 4, Duration.ZERO);
    List<Trial> expected = new ArrayList<>();
    try (ParquetTrialStore store = ParquetTrialStore.create(directory, SPEC, options)) {
      for (int k = 0; k < 21; k++) {
        Snapshot snapshot = store.commit(store.read(), List.of(asked(k, k)));
        snapshot = store.commit(snapshot, List.of(completed(asked(k, k), 0.01 * k)));
        expected.add(snapshot.history().trial(k));
      }
      assertThat(directory.list("trials", ".parquet")).hasSizeLessThan(4);
      assertThat(directory.list("measurements", ".parquet")).hasSizeLessThan(4);
    }
    try (ParquetTrialStore store = ParquetTrialStore.open(directory, options)) {
      assertThat(store.read().history().trials()).containsExactlyElementsOf(expected);
    }
  }

  @Test
  void refusesASecondDriverAndNamesTheFirst() throws IOException {
    StudyDirectory directory = fresh();
    try (ParquetTrialStore store = ParquetTrialStore.create(directory, SPEC, EVERY_COMMIT)) {
      assertThat(store.read().history().size()).isZero();
      assertThatThrownBy(() -> ParquetTrialStore.open(directory, EVERY_COMMIT))
          .isInstanceOf(StudyLockedException.class)
          .hasMessageContaining("process " + ProcessHandle.current().pid())
          .hasMessageContaining("driver.lock");
    }
    ParquetTrialStore.open(directory, EVERY_COMMIT).close();
    assertThat(directory.exists("driver.lock")).isFalse();
  }

  @Test
  void namesATruncatedPartAndDestroysNothing() throws IOException {
    StudyDirectory directory = fresh();
    try (ParquetTrialStore store = ParquetTrialStore.create(directory, SPEC, EVERY_COMMIT)) {
      fill(store);
    }
    Path part = directory.list("trials", ".parquet").get(0);
    java.nio.file.Path file = java.nio.file.Path.of(part.toUri());
    byte[] content = Files.readAllBytes(file);
    for (int length : new int[] {0, 3, content.length / 2, content.length - 1}) {
      Files.write(file, java.util.Arrays.copyOf(content, length));
      List<String> before = listing();
      assertThatThrownBy(() -> ParquetTrialStore.open(directory, EVERY_COMMIT))
          .isInstanceOf(StudyException.class)
          .hasMessageContaining(part.getName())
          .hasMessageContaining("must be a whole Parquet file");
      assertThat(listing()).isEqualTo(before);
    }
    Files.write(file, content);
    ParquetTrialStore.open(directory, EVERY_COMMIT).close();
  }

  @Test
  void noticesAMissingPart() throws IOException {
    StudyDirectory directory = fresh();
    try (ParquetTrialStore store = ParquetTrialStore.create(directory, SPEC, EVERY_COMMIT)) {
      fill(store);
    }
    directory.delete(directory.list("trials", ".parquet").get(0));
    assertThatThrownBy(() -> ParquetTrialStore.open(directory, EVERY_COMMIT))
        .isInstanceOf(StudyException.class)
        .hasMessageContaining("missing");
  }

  @Test
  void refusesWhatIsNotAStudy() throws IOException {
    assertThatThrownBy(() -> ParquetTrialStore.open(fresh(), EVERY_COMMIT))
        .isInstanceOf(StudyException.class)
        .hasMessageContaining("not a study");
    java.nio.file.Path foreign = Files.createDirectory(temp.resolve("foreign"));
    Files.writeString(foreign.resolve("thesis.tex"), "x");
    assertThatThrownBy(() -> ParquetTrialStore.create(directory(foreign), SPEC, EVERY_COMMIT))
        .isInstanceOf(StudyException.class)
        .hasMessageContaining("thesis.tex");
    assertThat(foreign.toFile().list()).containsExactly("thesis.tex");
    Files.writeString(foreign.resolve("study.json"), "{\"name\": 3}");
    assertThatThrownBy(() -> ParquetTrialStore.open(directory(foreign), EVERY_COMMIT))
        .isInstanceOf(StudyException.class)
        .hasMessageContaining("study.json: not the definition of a study")
        .hasMessageContaining("schema_version");
    java.nio.file.Path file = Files.writeString(temp.resolve("file"), "x");
    assertThatThrownBy(() -> ParquetTrialStore.create(directory(file), SPEC, EVERY_COMMIT))
        .isInstanceOf(StudyException.class)
        .hasMessageContaining("must be a directory");
  }

  @Test
  void refusesToGoOnWithAnotherSpace() {
    StudyDirectory directory = fresh();
    ParquetTrialStore.create(directory, SPEC, EVERY_COMMIT).close();
    StudySpec other =
        new StudySpec(
            SPEC.name(),
            SearchSpace.of(FloatParam.log("rate", 1e-5, 1)),
            SPEC.objective(),
            SPEC.metrics(),
            SPEC.sampler(),
            SPEC.pruner(),
            SPEC.seed(),
            SPEC.settings(),
            List.of(),
            List.of());
    assertThatThrownBy(() -> ParquetTrialStore.openOrCreate(directory, other, EVERY_COMMIT))
        .isInstanceOf(StudyException.class)
        .hasMessageContaining("rate in [1.0E-5, 0.1] on a log scale")
        .hasMessageContaining("[1.0E-5, 1.0]");
    ParquetTrialStore.openOrCreate(directory, SPEC, EVERY_COMMIT).close();
  }

  @Test
  void refusesAPartOfAnotherStudy() throws IOException {
    StudyDirectory directory = fresh();
    try (ParquetTrialStore store = ParquetTrialStore.create(directory, SPEC, EVERY_COMMIT)) {
      fill(store);
    }
    StudyDirectory other = fresh();
    StudySpec spec = SPEC.withSettings(java.util.Map.of("setting", "another"));
    ParquetTrialStore.create(other, spec, EVERY_COMMIT).close();
    Path part = directory.list("trials", ".parquet").get(0);
    other.files.mkdirs(other.path("trials"));
    Files.copy(
        java.nio.file.Path.of(part.toUri()),
        java.nio.file.Path.of(other.path("trials/" + part.getName()).toUri()));
    assertThatThrownBy(() -> ParquetTrialStore.open(other, EVERY_COMMIT))
        .isInstanceOf(StudyException.class)
        .hasMessageContaining("another study")
        .hasMessageContaining("additive-1x2-uniform");
  }

  @Test
  void theTimerMovesTrialsToTheTable() throws Exception {
    StudyDirectory directory = fresh();
    StoreOptions options = new StoreOptions(Duration.ofMillis(20), 64, Duration.ofMillis(10));
    try (ParquetTrialStore store = ParquetTrialStore.create(directory, SPEC, options)) {
      Snapshot asked = store.commit(store.read(), List.of(asked(0, 0), asked(1, 0)));
      Snapshot one = store.commit(asked, List.of(completed(asked(0, 0), 1)));
      store.commit(one, List.of(completed(asked(1, 0), 2)));
      long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
      int rows = 0;
      while (rows < 2 && System.nanoTime() < deadline) {
        rows = 0;
        for (Path part : directory.list("trials", ".parquet")) {
          rows += ParquetFile.read(directory.files, part).rows().size();
        }
        Thread.onSpinWait();
      }
      assertThat(rows).isEqualTo(2);
    }
  }

  @Test
  void thatAPartCannotBeWrittenIsToldToTheNextCommit() throws Exception {
    StudyDirectory directory = fresh();
    StoreOptions options = new StoreOptions(Duration.ofMillis(20), 64, Duration.ZERO);
    try (ParquetTrialStore store = ParquetTrialStore.create(directory, SPEC, options)) {
      store.commit(store.read(), List.of(asked(0, 0)));
      java.nio.file.Path trials = java.nio.file.Path.of(directory.path("trials").toUri());
      Files.writeString(trials, "in the way");
      store.commit(store.read(), List.of(completed(asked(0, 0), 1)));
      assertThatThrownBy(
              () -> {
                for (int number = 1; number < 1000; number++) {
                  Thread.sleep(20);
                  store.commit(store.read(), List.of(asked(number, 1)));
                }
              })
          .isInstanceOf(StudyException.class)
          .hasMessageContaining("cannot be written");
      Files.delete(trials);
    }
    try (ParquetTrialStore store = ParquetTrialStore.open(directory, options)) {
      assertThat(store.read().history().told()).isEqualTo(1);
      assertThat(directory.list("trials", ".parquet")).hasSize(1);
    }
  }

  private List<String> listing() throws IOException {
    try (Stream<java.nio.file.Path> files = Files.walk(temp)) {
      return files.map(Object::toString).sorted().toList();
    }
  }

  @Test
  void refusesAnotherSamplerOrPrunerAndNamesBoth() throws IOException {
    StudyDirectory directory = fresh();
    StudySpec spec = SPEC.withSampler(Strategy.of("tpe")).withPruner(Strategy.of("asha"));
    ParquetTrialStore.create(directory, spec, EVERY_COMMIT).close();
    ParquetTrialStore.openOrCreate(directory, spec, EVERY_COMMIT).close();
    StudySpec sampler = spec.withSampler(Strategy.of("random"));
    assertThatThrownBy(() -> ParquetTrialStore.openOrCreate(directory, sampler, EVERY_COMMIT))
        .isInstanceOf(StudyException.class)
        .hasMessageEndingWith(": the study's sampler is tpe, was asked for random");
    StudySpec pruner = spec.withPruner(Strategy.of("median"));
    assertThatThrownBy(() -> ParquetTrialStore.openOrCreate(directory, pruner, EVERY_COMMIT))
        .isInstanceOf(StudyException.class)
        .hasMessageEndingWith(": the study's pruner is asha, was asked for median");
  }

  /** Also of {@code trials.csv}, which has columns that the Parquet files do not. */
  @Test
  void noMetricMayBeCalledLikeAColumn() throws IOException {
    StudyDirectory directory = fresh();
    Set<String> metrics = new HashSet<>();
    try (ParquetTrialStore store = ParquetTrialStore.create(directory, SPEC, EVERY_COMMIT)) {
      for (Trial trial : fill(store).history().trials()) {
        trial.state().metrics().asMap().keySet().forEach(metric -> metrics.add(metric.name()));
        for (Measurement measurement : trial.curve()) {
          measurement.metrics().asMap().keySet().forEach(metric -> metrics.add(metric.name()));
        }
      }
    }
    List<String> columns =
        new ArrayList<>(
            List.of(directory.readText("trials.csv").lines().findFirst().get().split(",")));
    for (String folder : List.of("trials", "measurements")) {
      for (Path part : directory.list(folder, ".parquet")) {
        columns.addAll(ParquetFile.read(directory.files, part).columns());
      }
    }
    assertThat(columns).contains("duration", "duration_ms", "number", "wall_ms");
    for (String column : columns) {
      if (!metrics.contains(column)) {
        assertThat(StudySpec.reserved(column)).as(column).isTrue();
      }
    }
  }
}
