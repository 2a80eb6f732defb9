package io.sweepstake.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The program, started by spark-submit, in a process of its own. */
final class Driver implements AutoCloseable {
  private static final Map<String, String> SMALL =
      Map.of(
          "spark.driver.memory", "700m",
          "spark.executor.memory", "600m",
          "spark.ui.enabled", "false",
          // Both executors before the first trial: they start at different speeds.
          "spark.cores.max", "2",
          "spark.scheduler.minRegisteredResourcesRatio", "1.0",
          "spark.scheduler.maxRegisteredResourcesWaitingTime", "60s");

  private final Daemon process;
  private final Path log;

  private Driver(Daemon process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts it, small.
   *
   * @param natives jars of ND4J's native libraries, if they are needed
   * @param settings of Spark, besides
   * @param directory for its log
   */
  static Driver start(
      SparkHome home,
      MiniCluster cluster,
      List<Path> natives,
      Map<String, String> settings,
      Path directory,
      List<String> arguments)
      throws IOException {
    Map<String, String> all = new TreeMap<>(SMALL);
    all.putAll(ClusterSecret.settings());
    all.putAll(settings);
    Submission submission =
        new Submission(cluster.master(), Artifacts.applicationJar(), natives, all, arguments);
    Path log = Files.createTempDirectory(directory, "driver");
    List<String> command = home.submitCommand(submission.submitArguments());
    return new Driver(
        Daemon.start("driver", command, home.environment(cluster.secret()), log), log);
  }

  boolean ended(Duration within) {
    return process.ended(within);
  }

  int exitCode() {
    return process.exitCode();
  }

  /** As {@code kill -9} does. */
  void kill() {
    process.kill();
  }

  /** All that it has said. */
  String said() throws IOException {
    return Files.readString(log.resolve("driver.log"));
  }

  @Override
  public void close() {
    process.close();
  }
}
