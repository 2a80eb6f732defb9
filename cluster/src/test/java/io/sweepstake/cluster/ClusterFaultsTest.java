package io.sweepstake.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.sweepstake.sweeps.store.parquet.ParquetTrialStore;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What else happens to sweeps on real clusters. */
@Tag("spark")
class ClusterFaultsTest {
  private static final Duration START = Duration.ofSeconds(90);
  private static final Duration PATIENCE = Duration.ofSeconds(180);

  @TempDir static Path directory;
  private static SparkHome home;
  private static MiniCluster cluster;

  @BeforeAll
  static void startCluster() throws IOException {
    home = SparkHome.linking(Artifacts.sparkHome(), Artifacts.sparkJars());
    cluster =
        MiniCluster.start(
            home, new MiniCluster.Size(2, 1, 1024), directory.resolve("cluster"), START);
  }

  @AfterAll
  static void stopCluster() {
    cluster.close();
  }

  @Test
  void speculativeTwinsDoubleNothingAndTheDriverHearsHowFarTrialsAre() throws IOException {
    Path study = directory.resolve("speculative");
    String said =
        sweep(
            study,
            Map.of(
                "spark.speculation", "true",
                "spark.speculation.interval", "100ms",
                // A stage of one task is speculated upon only by the clock.
                "spark.speculation.task.duration.threshold", "1s",
                "spark.executor.heartbeatInterval", "500ms",
                "spark.log.level", "INFO",
                // Progress is shown on terminals.
                "spark.driver.extraJavaOptions",
                    "--add-modules=jdk.incubator.vector -Dsweepstake.terminal=true"),
            "--trials=2",
            "--iterations=4000",
            "--sampler=random",
            "--parallelism=1");

    assertThat(said).contains("as speculatable");
    assertThat(said).containsPattern("1 running \\[0:[1-9][0-9]?%\\]");
    History history = history(study);
    assertThat(history.size()).isEqualTo(2);
    assertThat(history.completedCount()).isEqualTo(2);
    assertThat(history.trials()).extracting(Trial::attempt).containsOnly(0);
  }

  @Test
  void aTrialThatNeedsMoreMemoryThanAnExecutorHasFailsAndTheOthersDoNot() throws IOException {
    Path study = directory.resolve("out of memory");
    String said =
        sweep(
            study,
            Map.of(),
            "--trials=3",
            "--iterations=200",
            "--sampler=grid",
            "--parallelism=2",
            // A grid varies its first parameters first: all but the profiles are given.
            "--param=width=8",
            "--param=depth=2",
            "--param=input_gain=1",
            // The cached misreports of the last: 3 GB.
            "--param=misreport_ascents=8",
            "--param=profiles={1024,2048,16000000}");

    History history = history(study);
    assertThat(history.trials())
        .as("one trial for each number of profiles")
        .extracting(trial -> trial.point().values().get("profiles"))
        .containsExactlyInAnyOrder("1024", "2048", "16000000");
    assertThat(said).contains("failed", "out of memory");
    assertThat(history.completedCount()).isEqualTo(2);
    assertThat(history.finished())
        .map(Trial::state)
        .filteredOn(TrialState.Failed.class::isInstance)
        .singleElement()
        .satisfies(
            state ->
                assertThat(((TrialState.Failed) state).cause())
                    .isEqualTo(TrialState.Cause.OUT_OF_MEMORY));
  }

  private static History history(Path study) {
    return ParquetTrialStore.view(
        new org.apache.hadoop.fs.Path(study.toUri()), new Configuration(false));
  }

  private static String sweep(Path study, Map<String, String> settings, String... arguments)
      throws IOException {
    List<String> all =
        new ArrayList<>(List.of("sweep", "--setting=additive-1x2-uniform", "--finalists=0"));
    all.addAll(List.of(arguments));
    all.add("--study=" + study);
    try (Driver driver = Driver.start(home, cluster, List.of(), settings, directory, all)) {
      assertThat(driver.ended(PATIENCE)).as(driver.said()).isTrue();
      assertThat(driver.exitCode()).as(driver.said()).isZero();
      return driver.said();
    }
  }
}
