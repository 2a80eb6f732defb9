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
import java.util.TreeMap;
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

  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Map<String, String> GUESSED =
      Map.of("spark.authenticate", "true", "spark.authenticate.secret", "sesame");

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
  @Tag("slow")
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
    Path secret = directory.resolve("secret");
    cluster.secret().write(secret);
    Map<String, Object> profile =
        Map.of(
            "manager", "standalone",
            "master", cluster.master().toString(),
            "deploy-mode", "cluster",
            "executor-memory", "600m",
            "driver-memory", "600m",
            "natives", "none",
            "secret-file", secret.toString(),
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

    SubmittedRun.of(home, home.environment(ClusterSecret.in(secret)), submission, directory);

    assertThat(TrialTable.of(study))
        .singleElement()
        .satisfies(trial -> assertThat(trial.get("state")).isEqualTo("COMPLETE"));
    assertThat(study.resolve("best.json")).exists();
  }

  @Test
  void aDriverWithoutTheSecretIsRefusedInOneSentence() throws IOException {
    for (Map<String, String> settings : List.of(Map.<String, String>of(), GUESSED)) {
      Map<String, String> small = new TreeMap<>(Map.of("spark.driver.memory", "700m"));
      small.putAll(settings);
      Submission submission =
          new Submission(
              cluster.master(),
              Artifacts.applicationJar(),
              List.of(),
              small,
              List.of(
                  "sweep",
                  "--setting=additive-1x2-uniform",
                  "--trials=1",
                  "--study=" + directory.resolve("refused" + settings.size())));
      Path log = Files.createTempDirectory(directory, "refused");
      List<String> command = home.submitCommand(submission.submitArguments());
      try (Daemon driver = Daemon.start("driver", command, home.environment(), log)) {
        assertThat(driver.ended(START)).as(driver.lastWords()).isTrue();
        assertThat(driver.exitCode()).as(driver.lastWords()).isEqualTo(2);
      }
      assertThat(Files.readString(log.resolve("driver.log")))
          .containsOnlyOnce(
              "sweepstake: "
                  + cluster.master()
                  + ": must be told the cluster's secret, was told "
                  + (settings.isEmpty() ? "none" : "another")
                  + "; submit --secret-file names the file that holds it\n")
          .doesNotContain("\tat ");
    }
  }

  /** Of all processes of this test, in full. */
  private static List<String> commandLines() {
    return ProcessHandle.current()
        .descendants()
        .map(process -> Path.of("/proc", Long.toString(process.pid()), "cmdline"))
        .map(MiniClusterTest::textIfThere)
        .toList();
  }

  private static String textIfThere(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException ended) {
      return "";
    }
  }

  /** Runs the program through spark-submit and returns what it printed. */
  private static String submit(List<Path> natives, String... arguments) throws IOException {
    String text = cluster.secret().environment().values().iterator().next();
    try (Driver driver =
        Driver.start(home, cluster, natives, Map.of(), directory, List.of(arguments))) {
      long deadline = System.nanoTime() + SWEEP.toNanos();
      boolean executors = false;
      while (!driver.ended(LOOK) && System.nanoTime() < deadline) {
        List<String> lines = commandLines();
        executors |= lines.stream().anyMatch(line -> line.contains("ExecutorBackend"));
        assertThat(lines).noneMatch(line -> line.contains(text));
      }
      assertThat(executors).as(driver.said()).isTrue();
      assertThat(driver.ended(LOOK)).as(driver.said()).isTrue();
      assertThat(driver.exitCode()).as(driver.said()).isZero();
      return driver.said();
    }
  }
}
