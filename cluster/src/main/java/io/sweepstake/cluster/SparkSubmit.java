package io.sweepstake.cluster;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs submissions: by a Spark installation's own {@code spark-submit}, or without one. */
public sealed interface SparkSubmit {
  /** The name of a Spark installation's directory in the environment. */
  String SPARK_HOME = "SPARK_HOME";

  /**
   * The command line of a submission's driver.
   *
   * @param onThisMachine whether the whole cluster is on this machine
   */
  ProcessBuilder driver(Submission submission, boolean onThisMachine) throws IOException;

  /** In a few words, for a person. */
  String description();

  /**
   * Spark as the environment has it, else as this program was built with.
   *
   * @param module how the name of the jar begins that the cluster's manager needs, if any
   * @throws IllegalArgumentException if {@code SPARK_HOME} is not Spark 3.5 with Scala 2.12, or
   *     there is nothing that can talk to the manager
   */
  static SparkSubmit of(
      Map<String, String> environment, Installation installation, Optional<String> module)
      throws IOException {
    String home = environment.getOrDefault(SPARK_HOME, "");
    if (!home.isBlank()) {
      return Installed.in(Path.of(home), module);
    }
    if (module.isPresent()) {
      throw new IllegalArgumentException(
          SPARK_HOME
              + ": must name a Spark 3.5 installation with "
              + module.get()
              + "*.jar, was not set; the Spark that this program brings knows standalone masters"
              + " and this machine only");
    }
    return new Linked(installation.spark());
  }

  /** A Spark installation. */
  record Installed(Path home, String core) implements SparkSubmit {
    private static final String CORE = "spark-core_";

    static Installed in(Path home, Optional<String> module) throws IOException {
      if (!Files.isExecutable(home.resolve("bin/spark-submit"))) {
        throw new IllegalArgumentException(
            SPARK_HOME + ": must have bin/spark-submit, was " + home);
      }
      String core = jar(home, CORE).orElse("no " + CORE + "*.jar");
      if (!core.startsWith(CORE + "2.12-3.5.")) {
        throw new IllegalArgumentException(
            SPARK_HOME + ": must be Spark 3.5 with Scala 2.12, has " + core + ": " + home);
      }
      if (module.isPresent() && jar(home, module.get()).isEmpty()) {
        throw new IllegalArgumentException(
            SPARK_HOME
                + ": must have jars/"
                + module.get()
                + "*.jar for this manager, was "
                + home);
      }
      return new Installed(home, core);
    }

    private static Optional<String> jar(Path home, String prefix) throws IOException {
      Path jars = home.resolve("jars");
      if (!Files.isDirectory(jars)) {
        return Optional.empty();
      }
      try (DirectoryStream<Path> found = Files.newDirectoryStream(jars, prefix + "*.jar")) {
        for (Path jar : found) {
          return Optional.of(jar.getFileName().toString());
        }
      }
      return Optional.empty();
    }

    @Override
    public ProcessBuilder driver(Submission submission, boolean onThisMachine) {
      List<String> command = new ArrayList<>(List.of(home.resolve("bin/spark-submit").toString()));
      command.addAll(submission.submitArguments());
      ProcessBuilder builder = new ProcessBuilder(command);
      if (onThisMachine) {
        builder.environment().putIfAbsent("SPARK_LOCAL_IP", MiniCluster.LOOPBACK);
      }
      return builder;
    }

    @Override
    public String description() {
      return "the Spark of " + SPARK_HOME + ", " + core;
    }
  }

  /** Spark's artefacts, with no installation around them. */
  record Linked(SparkHome home) implements SparkSubmit {
    @Override
    public ProcessBuilder driver(Submission submission, boolean onThisMachine) throws IOException {
      ProcessBuilder builder = new ProcessBuilder(home.submitCommand(submission.submitArguments()));
      Map<String, String> environment = new HashMap<>(home.environment());
      if (!onThisMachine) {
        environment.remove("SPARK_LOCAL_IP");
        Optional.ofNullable(System.getenv("SPARK_LOCAL_IP"))
            .ifPresent(address -> environment.put("SPARK_LOCAL_IP", address));
      }
      builder.environment().clear();
      builder.environment().putAll(environment);
      return builder;
    }

    @Override
    public String description() {
      return "the Spark that this program was built with";
    }
  }
}
