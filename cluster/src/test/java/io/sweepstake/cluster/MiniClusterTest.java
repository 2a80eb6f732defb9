package io.sweepstake.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real processes: a standalone master, two workers, and drivers that spark-submit starts. */
@Tag("spark")
class MiniClusterTest {
  private static final Duration START = Duration.ofSeconds(60);

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
    assertThat(workers).allMatch(pid -> ProcessHandle.of(pid).isEmpty());
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
}
