package io.sweepstake.cluster;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of a checkout in which the launcher has built the program.
 *
 * @param home the directory of the launcher
 */
public record Installation(Path home) {
  private static final String PROPERTY = "sweepstake.home";

  /**
   * The one that this program was started from.
   *
   * @throws IllegalArgumentException if the launcher did not start it
   */
  public static Installation ofThisProgram() {
    String home = System.getProperty(PROPERTY);
    if (home == null) {
      throw new IllegalArgumentException(
          "this command needs the launcher, ./sweepstake in a checkout; this program was started"
              + " in another way");
    }
    return new Installation(Path.of(home));
  }

  /** The application jar, which may not have been built. */
  public Path application() {
    return home.resolve("cluster/target/sweepstake-application.jar");
  }

  /** The jar of ND4J's native libraries, if it has been built. */
  public Optional<Path> natives() {
    return Optional.of(home.resolve("cluster/target/sweepstake-natives-linux-x86_64.jar"))
        .filter(Files::isRegularFile);
  }

  /** Where profiles lie that can be called by their name. */
  public Path profiles() {
    return home.resolve("cluster/profiles");
  }

  /** The script that finds a machine's GPUs. */
  public Path gpuDiscovery() {
    return home.resolve("cluster/gpu/gpu-discovery.sh");
  }

  /**
   * A Spark of the artefacts that this program was built with, enough for standalone clusters and
   * for this machine.
   *
   * @throws IOException if the links to its jars cannot be made
   */
  public SparkHome spark() throws IOException {
    String jars = Files.readString(home.resolve("cluster/target/spark-class-path"));
    return SparkHome.linking(
        home.resolve("cluster/target/spark-home"),
        Stream.of(jars.strip().split(File.pathSeparator)).map(Path::of).toList());
  }
}
