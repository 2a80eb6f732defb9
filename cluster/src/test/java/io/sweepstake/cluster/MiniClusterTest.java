package io.sweepstake.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.sweepstake.cluster.profile.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes: a standalone master, two workers, and drivers that spark-submit starts. */
@Tag("spark")
class MiniClusterTest {
  private static final Duration START = Duration.ofSeconds(90);
  private static final Map<String, String> SMALL =
      Map.of(
          "spark.driver.memory", "700m",
          "spark.executor.memory", "600m",
          "spark.ui.enabled", "false",
          // Both executors before the first trial: they start at different speeds.
          "spark.cores.max", "2",
          "spark.scheduler.minRegisteredResourcesRatio", "1.0",
          "spark.scheduler.maxRegisteredResourcesWaitingTime", "60s");

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
    List<Long> workers = cluster.workers();
    cluster.close();
    assertThat(workers).hasSize(2).allMatch(pid -> ProcessHandle.of(pid).isEmpty());
    assertThat(cluster.status()).isEmpty();
  }

  @Test
  void bothWorkersOfferTheirCores() {
    assertThat(cluster.status())
        .hasValueSatisfying(
            status -> {
              assertThat(status.aliveWorkers()).isEqualTo(2);
              assertThat(status.cores()).isEqualTo(2);
            });
  }

  @Test
  void bothWorkersTrainTheTrialsOfASweepWithoutNativeLibraries() throws IOException {
    Path study = directory.resolve("without-natives/study");

    submit(
        List.of(),
        "sweep",
        "--setting=additive-1x2-uniform",
        "--trials=4",
        "--iterations=300",
        "--sampler=random",
        "--parallelism=2",
        "--finalists=0",
        "--study=" + study);

    List<Map<String, String>> trials = TrialTable.of(study);
    assertThat(trials).hasSize(4).allMatch(trial -> trial.get("state").equals("COMPLETE"));
    assertThat(trials.stream().map(trial -> trial.get("user_attrs_pid")).distinct()).hasSize(2);
    assertThat(trials.stream().map(trial -> trial.get("user_attrs_executor")).distinct())
        .hasSize(2);
    // The Vector API is there without a flag on anybody's command line.
    assertThat(trials).allMatch(trial -> trial.get("user_attrs_engine").startsWith("vector"));
    assertThat(study.resolve("best.json")).exists();
  }

  @Test
  void imitationIsSharedByTheTrialsThatStartFromIt() throws IOException {
    Path study = directory.resolve("with-natives/study");

    String said =
        submit(
            Artifacts.natives(),
            "sweep",
            "--setting=uniform",
            "--bidders=2",
            "--trials=2",
            "--iterations=200",
            "--sampler=random",
            "--parallelism=2",
            "--finalists=0",
            // Small steps: after 200 of them the network still is what it imitated.
            "--param=learning_rate=0.0001",
            "--study=" + study);

    assertThat(said).contains("imitates myerson on uniform").contains("warm start: kept as");
    assertThat(TrialTable.of(study))
        .hasSize(2)
        .allMatch(trial -> trial.get("state").equals("COMPLETE"))
        // Myerson's revenue is 5/12.
        .allMatch(trial -> Math.abs(Double.parseDouble(trial.get("revenue")) - 5 / 12.0) < 0.05);
  }

  @Test
  void aClusterThatCannotStartSaysWhyAndLeavesNothingRunning() throws IOException {
    Path empty = Files.createDirectories(directory.resolve("no-spark/jars")).getParent();

    assertThatIOException()
        .isThrownBy(
            () ->
                MiniCluster.start(
                    new SparkHome(empty),
                    new MiniCluster.Size(1, 1, 512),
                    directory.resolve("never"),
                    START))
        .withMessageContaining("a process has ended")
        .withMessageContaining("org.apache.spark.deploy");
    assertThat(ProcessHandle.current().descendants().map(each -> each.info().commandLine()))
        .noneMatch(line -> line.orElse("").contains("no-spark"));
  }

  @Test
  void aDriverOnTheClusterRunsASweepToItsEnd() throws IOException {
    Path study = directory.resolve("cluster-mode/study");
    Map<String, Object> profile =
        Map.of(
            "manager", "standalone",
            "master", cluster.master().toString(),
            "deploy-mode", "cluster",
            "executor-memory", "600m",
            "driver-memory", "600m",
            "natives", "none",
            "spark", Map.of("spark.cores.max", "1", "spark.ui.enabled", "false"));
    Submission submission =
        Profile.of(profile)
            .submission(
                new Installation(Path.of("").toAbsolutePath().getParent()),
                List.of(
                    "sweep",
                    "--setting=additive-1x2-uniform",
                    "--trials=1",
                    "--iterations=100",
                    "--finalists=0",
                    "--study=" + study));

    SubmittedRun.of(home, submission, directory);

    assertThat(TrialTable.of(study))
        .singleElement()
        .satisfies(trial -> assertThat(trial.get("state")).isEqualTo("COMPLETE"));
    assertThat(study.resolve("best.json")).exists();
  }

  /** Runs the program through spark-submit and returns what it printed. */
  private static String submit(List<Path> natives, String... arguments) throws IOException {
    return SubmittedRun.of(
            home,
            new Submission(
                cluster.master(), Artifacts.applicationJar(), natives, SMALL, List.of(arguments)),
            directory)
        .output();
  }
}
