package io.sweepstake.cluster;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the build has made for the tests of this module; it names them in system properties. */
final class Artifacts {
  private Artifacts() {}

  static Path applicationJar() {
    return named("application.jar");
  }

  /** Where to link Spark's jars, out of the way of temporary directories, which follow links. */
  static Path sparkHome() {
    return named("application.jar").resolveSibling("spark-home");
  }

  /** Spark's own jars and what they depend on. */
  static List<Path> sparkJars() throws IOException {
    return classPath("spark.class.path");
  }

  /** ND4J's native libraries for this machine. */
  static List<Path> natives() throws IOException {
    return classPath("natives.class.path");
  }

  /** The script that finds this machine's GPUs. */
  static Path gpuDiscovery() {
    return Path.of("gpu/gpu-discovery.sh").toAbsolutePath();
  }

  private static List<Path> classPath(String property) throws IOException {
    return Stream.of(Files.readString(named(property)).strip().split(File.pathSeparator))
        .map(Path::of)
        .toList();
  }

  private static Path named(String property) {
    String file = System.getProperty(property);
    if (file == null || !Files.exists(Path.of(file))) {
      throw new IllegalStateException(
          property + ": " + file + " does not exist; run mvn verify, which makes it");
    }
    return Path.of(file);
  }
}
