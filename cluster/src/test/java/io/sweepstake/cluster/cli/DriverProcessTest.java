package io.sweepstake.cluster.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class DriverProcessTest {
  @Test
  void theExitCodeIsTheDrivers() throws IOException {
    assertThat(DriverProcess.run(new ProcessBuilder("sh", "-c", "exit 0"))).isZero();
    assertThat(DriverProcess.run(new ProcessBuilder("sh", "-c", "exit 7"))).isEqualTo(7);
  }

  @Test
  void aDriverThatAStandaloneWorkerRanAndThatFailedIsAFailure() throws IOException {
    String line = "INFO ClientEndpoint: State of driver driver-1 is %s, exiting spark-submit JVM.";
    assertThat(
            DriverProcess.run(
                new ProcessBuilder("sh", "-c", "echo '" + line.formatted("FAILED") + "' >&2")))
        .isEqualTo(1);
    assertThat(
            DriverProcess.run(
                new ProcessBuilder("sh", "-c", "echo '" + line.formatted("FINISHED") + "' >&2")))
        .isZero();
  }
}
