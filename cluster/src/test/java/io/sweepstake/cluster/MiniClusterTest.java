package io.sweepstake.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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
  private static final Duration SWEEP = Duration.ofSeconds(240);
  private static final Map<String, String> SMALL =
      Map.of(
          "spark.driver.memory", "700m",
          "spark.executor.memory", "600m",
          "spark.ui.enabled", "false",
          // Both executors before the first trial: they start at different speeds.
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
  void bothWorkersTrainTheTrialsOfASweep() throws IOException {
    Path study = directory.resolve("study");

    submit(
        List.of(),
        "sweep",
        "--setting=additive-1x2-uniform",
        "--trials=4",
        "--iterations=300",
        "--sampler=random",
        "--parallelism=2",
        "--finalists=1",
        "--study=" + study);

    List<JsonNode> trials =
        query(study, "SELECT number, state, user_attrs_pid, user_attrs_engine FROM trials");
    assertThat(trials).hasSize(4).allMatch(trial -> trial.get("state").asText().equals("COMPLETE"));
    assertThat(trials.stream().map(trial -> trial.get("user_attrs_pid").asText()).distinct())
        .hasSize(2);
    // The Vector API is there without a flag on anybody's command line.
    assertThat(trials)
        .allMatch(trial -> trial.get("user_attrs_engine").asText().startsWith("vector"));
    assertThat(study.resolve("best.json")).exists();
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

  /** The rows that the program's own query command finds, on the cluster. */
  private static List<JsonNode> query(Path study, String sql) throws IOException {
    String output = submit(List.of(), "query", study.toString(), sql, "--format=json");
    List<JsonNode> rows = new ArrayList<>();
    new ObjectMapper()
        .readTree(output.substring(output.indexOf('['), output.lastIndexOf(']') + 1))
        .forEach(rows::add);
    return rows;
  }

  /** Runs the program through spark-submit and returns what it printed. */
  private static String submit(List<Path> natives, String... arguments) throws IOException {
    Submission submission =
        new Submission(
            cluster.master(), Artifacts.applicationJar(), natives, SMALL, List.of(arguments));
    Path log = Files.createTempDirectory(directory, "driver");
    List<String> command = home.submitCommand(submission.submitArguments());
    try (Daemon driver = Daemon.start("driver", command, home.environment(), log)) {
      assertThat(driver.ended(SWEEP)).as(driver.lastWords()).isTrue();
      assertThat(driver.exitCode()).as(driver.lastWords()).isZero();
      return Files.readString(log.resolve("driver.log"));
    }
  }
}
