package io.sweepstake.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real cluster, and what can be in its way. */
@Tag("spark")
class StandingClusterTest {
  private static final MiniCluster.Size SMALL = new MiniCluster.Size(1, 1, 512);
  private static final Duration WITHIN = Duration.ofSeconds(90);
  private static final StandingCluster.Ports ANY = new StandingCluster.Ports(0, 0);

  @TempDir Path directory;

  @Test
  void runsUntilStoppedAndOnlyOnce()
      throws IOException, InterruptedException, ExecutionException, TimeoutException {
    SparkHome home = SparkHome.linking(Artifacts.sparkHome(), Artifacts.sparkJars());
    StandingCluster cluster = new StandingCluster(directory);
    leaveBehindAFileAboutProcessesThatHaveEnded();
    assertThat(cluster.running()).isEmpty();

    StandingCluster.Running running = cluster.start(home, SMALL, Map.of(), ANY, WITHIN);
    try {
      assertThat(running.status()).map(MasterStatus::aliveWorkers).contains(1);
      // Another program that looks sees the same.
      assertThat(new StandingCluster(directory).running()).contains(running);
      assertThatIOException()
          .isThrownBy(() -> cluster.start(home, SMALL, Map.of(), ANY, WITHIN))
          .withMessage(
              "mini-cluster: already runs at %s, 2 of 2 processes; stop it first",
              running.master());
      // Its port is taken, for a cluster elsewhere.
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  new StandingCluster(directory.resolve("other"))
                      .start(
                          home,
                          SMALL,
                          Map.of(),
                          new StandingCluster.Ports(running.master().getPort(), 0),
                          WITHIN))
          .withMessageContaining("port: must be free, was " + running.master().getPort());

      ProcessHandle master = running.processes().get(0).handle().orElseThrow();
      master.destroyForcibly();
      master.onExit().get(30, TimeUnit.SECONDS);
      assertThat(cluster.running().orElseThrow().alive())
          .extracting(StandingProcess::name)
          .doesNotContain("master");
      assertThat(cluster.running().orElseThrow().status()).isEmpty();

      // As after a crash: all are dead, nothing was tidied up, and the same ports are wanted.
      byte[] secret = Files.readAllBytes(cluster.secretFile());
      Path left = Files.createDirectories(directory.resolve("blocks-7/blockmgr-1"));
      ProcessHandle worker = running.processes().get(1).handle().orElseThrow();
      worker.destroyForcibly();
      worker.onExit().get(30, TimeUnit.SECONDS);
      StandingCluster.Running again =
          cluster.start(
              home,
              SMALL,
              Map.of(),
              new StandingCluster.Ports(running.master().getPort(), running.webPage().getPort()),
              WITHIN);
      assertThat(again.master()).isEqualTo(running.master());
      assertThat(again.status()).map(MasterStatus::aliveWorkers).contains(1);
      assertThat(left.getParent()).doesNotExist();
      assertThat(Files.readAllBytes(cluster.secretFile())).isNotEqualTo(secret);
      assertThat(Files.getPosixFilePermissions(cluster.secretFile()))
          .containsExactlyInAnyOrder(
              PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    } finally {
      cluster.stop();
    }
    assertThat(running.alive()).isEmpty();
    assertThat(cluster.secretFile()).doesNotExist();
    assertThat(cluster.running()).isEmpty();
    assertThat(cluster.stop()).isEmpty();
  }

  /** This very process has one of the ids, but was not started then. */
  private void leaveBehindAFileAboutProcessesThatHaveEnded() throws IOException {
    Files.writeString(
        directory.resolve("cluster.json"),
        """
        {"master": "spark://127.0.0.1:1", "web-page": "http://127.0.0.1:2/", "processes": [
          {"name": "master", "pid": %d, "started": "%s"}]}
        """
            .formatted(ProcessHandle.current().pid(), Instant.EPOCH));
  }

  @Test
  void aWorkerThatCannotStartEndsAllAndSaysWhy() throws IOException {
    SparkHome home = SparkHome.linking(Artifacts.sparkHome(), Artifacts.sparkJars());
    StandingCluster cluster = new StandingCluster(directory);
    Path none =
        Scripts.write(directory.resolve("none.sh"), "echo '{\"name\":\"gpu\",\"addresses\":[]}'");

    assertThatIOException()
        .isThrownBy(
            () ->
                cluster.start(
                    home,
                    SMALL,
                    Map.of(
                        "spark.worker.resource.gpu.amount",
                        "1",
                        "spark.worker.resource.gpu.discoveryScript",
                        none.toString()),
                    ANY,
                    WITHIN))
        .withMessageContaining("worker-1 said")
        .withMessageContaining("gpu");
    assertThat(cluster.running()).isEmpty();
  }

  @Test
  void aTakenPortAndADamagedFileAreNamed() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      Files.createDirectories(directory.resolve("jars"));
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  new StandingCluster(directory)
                      .start(
                          new SparkHome(directory),
                          SMALL,
                          Map.of(),
                          new StandingCluster.Ports(0, taken.getLocalPort()),
                          WITHIN))
          .withMessageContaining("web-port: must be free, was " + taken.getLocalPort());
    }
    Files.writeString(directory.resolve("cluster.json"), "{\"master\":");
    assertThatIOException()
        .isThrownBy(() -> new StandingCluster(directory).running())
        .withMessageContaining("cluster.json: is damaged");
  }
}
