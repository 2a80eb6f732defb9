package io.sweepstake.cluster;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * A directory that Spark takes for an installation: its jars are under {@code jars}.
 *
 * <p>No Spark distribution is needed: daemons, {@code spark-submit} and executors are plain classes
 * of the Spark artefacts in a Maven repository.
 *
 * @param directory absolute
 */
public record SparkHome(Path directory) {
  private static final String SCALA_VERSION = "2.12";
  private static final long LAUNCHER_SECONDS = 60;

  /**
   * @throws IllegalArgumentException if the directory has no {@code jars}
   */
  public SparkHome {
    Objects.requireNonNull(directory, "directory");
    directory = directory.toAbsolutePath();
    if (!Files.isDirectory(directory.resolve("jars"))) {
      throw new IllegalArgumentException(
          "Spark home " + directory + ": must have a directory jars, had none");
    }
  }

  /**
   * Makes a home in a directory, with links to jars that lie elsewhere, in place of earlier ones.
   * Links that are right already stay, for a cluster may be running from them.
   *
   * @param jars Spark's own and what they depend on; nothing of ours
   * @throws IllegalArgumentException if a jar does not exist
   */
  public static SparkHome linking(Path directory, List<Path> jars) throws IOException {
    Path links = Files.createDirectories(directory.resolve("jars"));
    Map<Path, Path> wanted = new LinkedHashMap<>();
    for (Path jar : jars) {
      if (!Files.isRegularFile(jar)) {
        throw new IllegalArgumentException("Spark jar " + jar + ": does not exist");
      }
      wanted.put(links.resolve(jar.getFileName()), jar.toAbsolutePath());
    }
    try (DirectoryStream<Path> earlier = Files.newDirectoryStream(links, Files::isSymbolicLink)) {
      for (Path link : earlier) {
        if (!wanted.remove(link, Files.readSymbolicLink(link))) {
          Files.delete(link);
        }
      }
    }
    for (Map.Entry<Path, Path> link : wanted.entrySet()) {
      Files.createSymbolicLink(link.getKey(), link.getValue());
    }
    return new SparkHome(directory);
  }

  String classPath() {
    return directory.resolve("conf") + File.pathSeparator + directory.resolve("jars") + "/*";
  }

  /** The Java that this program runs on. */
  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /**
   * What Spark's processes need to find each other on this machine alone, and nothing that another
   * Spark installation may have left in our own environment.
   */
  Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.keySet().removeIf(name -> name.startsWith("SPARK_") || name.startsWith("HADOOP_"));
    environment.put("SPARK_HOME", directory.toString());
    environment.put("SPARK_SCALA_VERSION", SCALA_VERSION);
    environment.put("SPARK_LOCAL_IP", MiniCluster.LOOPBACK);
    environment.put("OMP_NUM_THREADS", "1");
    return environment;
  }

  /** The same for processes that have a secret. */
  Map<String, String> environment(ClusterSecret secret) {
    Map<String, String> environment = environment();
    environment.putAll(secret.environment());
    return environment;
  }

  /**
   * The command line of a driver, exactly as {@code spark-submit} would make it: Spark's own
   * launcher turns {@code spark.driver.*} settings into JVM flags and adds those that Java 17
   * needs.
   *
   * @param arguments of {@code spark-submit}
   * @throws IllegalArgumentException if the launcher refuses the arguments
   */
  public List<String> submitCommand(List<String> arguments) throws IOException {
    List<String> launcher =
        new ArrayList<>(
            List.of(
                java(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath(),
                "org.apache.spark.launcher.Main",
                "org.apache.spark.deploy.SparkSubmit"));
    launcher.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(launcher);
    builder.environment().clear();
    builder.environment().putAll(environment());
    Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (!process.waitFor(LAUNCHER_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("Spark's launcher did not end in " + LAUNCHER_SECONDS + " s");
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("interrupted", e));
    }
    // Words end with NUL; before them comes an empty line, which clears what scripts may have set.
    List<String> command =
        List.of(output.substring(output.indexOf('\n') + 1).split("\0", -1)).stream()
            .filter(word -> !word.isBlank())
            .toList();
    if (process.exitValue() != 0 || command.isEmpty()) {
      throw new IllegalArgumentException(
          "spark-submit: refused the arguments " + String.join(" ", Redaction.of(arguments)));
    }
    return command;
  }
}
