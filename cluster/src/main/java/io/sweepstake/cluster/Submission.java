package io.sweepstake.cluster;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * One run of the application on a cluster, as arguments of {@code spark-submit}.
 *
 * @param master such as {@code spark://host:7077}
 * @param application the application jar: a file of this machine, or a URI that the cluster can
 *     reach
 * @param natives jars of ND4J's native libraries, likewise; may be empty, then nothing can be
 *     imitated
 * @param settings of Spark, which override those that every submission has
 * @param arguments of the program, from the command on
 */
public record Submission(
    String master,
    String application,
    List<String> natives,
    Map<String, String> settings,
    List<String> arguments) {
  /** The program that runs in the driver. */
  public static final String MAIN_CLASS = "io.sweepstake.jobs.cli.Main";

  private static final Pattern ELSEWHERE = Pattern.compile("[a-z][a-z0-9+.-]*://?");
  private static final String DEPLOY_MODE = "spark.submit.deployMode";
  private static final String VECTOR_MODULE = "--add-modules=jdk.incubator.vector";

  /**
   * @throws IllegalArgumentException if a jar does not exist
   */
  public Submission {
    Objects.requireNonNull(master, "master");
    natives = List.copyOf(natives);
    settings = Map.copyOf(settings);
    arguments = List.copyOf(arguments);
    requireJar("application jar", application);
    natives.forEach(jar -> requireJar("jar of natives", jar));
  }

  /** Of files of this machine, to a master whose address is known. */
  public Submission(
      URI master,
      Path application,
      List<Path> natives,
      Map<String, String> settings,
      List<String> arguments) {
    this(
        master.toString(),
        application.toString(),
        natives.stream().map(Path::toString).toList(),
        settings,
        arguments);
  }

  private static void requireJar(String what, String jar) {
    if (!ELSEWHERE.matcher(jar).lookingAt() && !Files.isRegularFile(Path.of(jar))) {
      throw new IllegalArgumentException(what + " " + jar + ": does not exist");
    }
  }

  /**
   * Settings of Spark that every submission has: the Vector API's module in driver and executors,
   * one thread for BLAS, since a task has one core, and no log lines among our own.
   */
  public static Map<String, String> standardSettings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("spark.driver.extraJavaOptions", VECTOR_MODULE);
    settings.put("spark.executor.extraJavaOptions", VECTOR_MODULE);
    settings.put("spark.executorEnv.OMP_NUM_THREADS", "1");
    settings.put("spark.log.level", "ERROR");
    return settings;
  }

  /** The words after {@code spark-submit}. */
  public List<String> submitArguments() {
    List<String> words = new ArrayList<>(List.of("--master", master));
    if (settings.containsKey(DEPLOY_MODE)) {
      words.addAll(List.of("--deploy-mode", settings.get(DEPLOY_MODE)));
    }
    words.addAll(List.of("--class", MAIN_CLASS));
    if (!natives.isEmpty()) {
      words.add("--jars");
      words.add(String.join(",", natives));
    }
    Map<String, String> all = standardSettings();
    settings.entrySet().stream()
        .filter(setting -> !setting.getKey().equals(DEPLOY_MODE))
        .sorted(Map.Entry.comparingByKey())
        .forEach(setting -> all.put(setting.getKey(), setting.getValue()));
    all.forEach(
        (name, value) -> {
          words.add("--conf");
          words.add(name + "=" + value);
        });
    words.add(application);
    words.addAll(arguments);
    return words;
  }
}
