package io.sweepstake.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A run of the program through spark-submit that has ended well.
 *
 * @param output what it printed
 */
record SubmittedRun(String output) {
  private static final Duration WITHIN = Duration.ofSeconds(240);

  static SubmittedRun of(
      SparkHome home, Map<String, String> environment, Submission submission, Path directory)
      throws IOException {
    Path log = Files.createTempDirectory(directory, "driver");
    List<String> command = home.submitCommand(submission.submitArguments());
    try (Daemon driver = Daemon.start("driver", command, environment, log)) {
      assertThat(driver.ended(WITHIN)).as(driver.lastWords()).isTrue();
      assertThat(driver.exitCode()).as(driver.lastWords()).isZero();
      return new SubmittedRun(Files.readString(log.resolve("driver.log")));
    }
  }
}
