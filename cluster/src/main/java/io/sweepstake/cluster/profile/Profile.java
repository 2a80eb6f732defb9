package io.sweepstake.cluster.profile;

import io.sweepstake.cluster.ClusterSecret;
import io.sweepstake.cluster.Installation;
import io.sweepstake.cluster.Submission;
import io.sweepstake.jobs.config.Fields;
import io.sweepstake.jobs.config.Home;
import io.sweepstake.jobs.config.Suggestion;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.launcher.JavaModuleOptions;

/**
 * How sweeps are submitted to one cluster.
 *
 * @param master in the manager's form
 * @param application another application jar than the one built here: a file, or a URI that the
 *     cluster can reach
 * @param natives jars of native libraries; empty for the one built here, if it is there
 * @param secretFile of a standalone cluster's secret
 * @param spark other settings of Spark, by name; they win over those that the rest implies
 */
public record Profile(
    Manager manager,
    String master,
    DeployMode mode,
    ExecutorSize executors,
    Optional<String> driverMemory,
    GpuShare gpus,
    Optional<String> application,
    Optional<List<String>> natives,
    Optional<Path> secretFile,
    Map<String, String> spark) {
  /** What a profile, and a flag of {@code submit}, can say. */
  public static final List<String> KEYS =
      List.of(
          "manager",
          "master",
          "deploy-mode",
          "executors",
          "executor-cores",
          "executor-memory",
          "driver-memory",
          "gpus-per-executor",
          "gpu-amount-per-task",
          "gpu-discovery-script",
          "gpu-stage-level",
          "application",
          "natives",
          "secret-file",
          "spark");

  private static final String NO_NATIVES = "none";
  private static final String VECTOR_MODULE = "--add-modules=jdk.incubator.vector";
  private static final String DRIVER_OPTIONS = "spark.driver.extraJavaOptions";
  private static final String EXECUTOR_OPTIONS = "spark.executor.extraJavaOptions";

  /**
   * @throws IllegalArgumentException naming the first value that does not fit the manager
   */
  public Profile {
    spark = Map.copyOf(spark);
    manager.checkMaster(master);
    driverMemory.ifPresent(size -> ExecutorSize.checkMemory("driver-memory", size));
    if (manager == Manager.LOCAL && mode == DeployMode.CLUSTER) {
      throw new IllegalArgumentException(
          "deploy-mode: must be client for manager local, was cluster");
    }
    if (manager == Manager.LOCAL && executors.count().isPresent()) {
      throw new IllegalArgumentException(
          "executors: must not be given for manager local, which has none, was "
              + executors.count().getAsInt());
    }
    if (manager == Manager.KUBERNETES && !spark.containsKey("spark.kubernetes.container.image")) {
      throw new IllegalArgumentException(
          "spark.kubernetes.container.image: must be given for manager kubernetes, under spark:");
    }
    if (manager == Manager.KUBERNETES
        && mode == DeployMode.CLUSTER
        && application.isEmpty()
        && !spark.containsKey("spark.kubernetes.file.upload.path")) {
      throw new IllegalArgumentException(
          "application: must be a URI that the driver's pod can reach, such as"
              + " local:///opt/sweepstake/sweepstake-application.jar in its image, was missing");
    }
    if (secretFile.isPresent() && manager != Manager.STANDALONE) {
      throw new IllegalArgumentException(
          "secret-file: must not be given for manager "
              + manager
              + ", only standalone clusters have one, was "
              + secretFile.get());
    }
    spark.keySet().forEach(Profile::checkSetting);
  }

  private static void checkSetting(String name) {
    if (!name.startsWith("spark.")) {
      throw new IllegalArgumentException("spark: names must begin with spark., was " + name);
    }
    if (name.equals("spark.master") || name.equals("spark.submit.deployMode")) {
      throw new IllegalArgumentException(
          name + ": must be given as " + (name.endsWith("r") ? "master" : "deploy-mode"));
    }
  }

  /**
   * A profile of keys and values.
   *
   * @param values by key, as YAML or flags have them
   * @throws IllegalArgumentException naming the first key or value that is wrong
   */
  public static Profile of(Map<String, ?> values) {
    for (String key : values.keySet()) {
      if (!KEYS.contains(key)) {
        throw new IllegalArgumentException("unknown key " + key + Suggestion.clause(key, KEYS));
      }
    }
    Fields fields = new Fields(values);
    Manager manager = Manager.named(fields.required("manager"));
    ExecutorSize executors = ExecutorSize.of(fields);
    String master =
        fields
            .text("master")
            .or(() -> localMaster(manager, executors))
            .or(manager::usualMaster)
            .orElseThrow(
                () -> new IllegalArgumentException("master: must be given, as " + manager.form()));
    return new Profile(
        manager,
        master,
        DeployMode.named(fields.text("deploy-mode").orElse("client")),
        executors,
        fields.text("driver-memory"),
        GpuShare.of(fields),
        fields.text("application"),
        fields.text("natives").map(Profile::natives),
        fields.text("secret-file").map(Profile::path),
        settings(values.get("spark")));
  }

  private static Optional<String> localMaster(Manager manager, ExecutorSize executors) {
    return manager == Manager.LOCAL && executors.cores().isPresent()
        ? Optional.of("local[" + executors.cores().getAsInt() + "]")
        : Optional.empty();
  }

  /** In profiles, which shells do not read, too, a tilde is its user's home. */
  private static Path path(String text) {
    return text.startsWith("~/") ? Home.directory().resolve(text.substring(2)) : Path.of(text);
  }

  private static List<String> natives(String text) {
    return text.equals(NO_NATIVES) ? List.of() : List.of(text.split(",", -1));
  }

  private static Map<String, String> settings(Object value) {
    Map<String, String> settings = new LinkedHashMap<>();
    if (value == null) {
      return settings;
    }
    if (!(value instanceof Map<?, ?> map)) {
      throw new IllegalArgumentException(
          "spark: must be settings of Spark with their values, was " + value);
    }
    map.forEach((name, text) -> settings.put(String.valueOf(name), String.valueOf(text)));
    return settings;
  }

  /** Whether tasks run on this machine alone. */
  public boolean onThisMachine() {
    return manager == Manager.LOCAL
        || master.startsWith("spark://127.0.0.1:")
        || master.startsWith("spark://localhost:");
  }

  /**
   * One run of the program on the cluster.
   *
   * @param arguments of the program, from the command on
   * @throws IllegalArgumentException if a jar does not exist
   */
  public Submission submission(Installation installation, List<String> arguments) {
    List<String> nativeJars =
        natives.orElseGet(
            () -> installation.natives().map(jar -> List.of(jar.toString())).orElse(List.of()));
    return new Submission(
        master,
        application.orElse(installation.application().toString()),
        nativeJars,
        settings(installation),
        arguments);
  }

  /** All settings that differ from those of every submission. */
  Map<String, String> settings(Installation installation) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("spark.submit.deployMode", mode.toString());
    driverMemory.ifPresent(size -> settings.put("spark.driver.memory", size));
    if (manager != Manager.LOCAL) {
      executors.addTo(settings, manager);
    }
    gpus.addTo(settings, manager, usualScript(installation));
    if (gpus.any() && manager == Manager.YARN && gpus.script().isEmpty()) {
      settings.put("spark.files", installation.gpuDiscovery().toString());
    }
    if (manager == Manager.STANDALONE && mode == DeployMode.CLUSTER) {
      // Otherwise the exit code would be that of handing in the program, not of the program.
      settings.put("spark.standalone.submit.waitAppCompletion", "true");
    }
    if (secretFile.isPresent()) {
      settings.putAll(ClusterSecret.settings());
    }
    settings.putAll(spark);
    settings.put(DRIVER_OPTIONS, javaOptions(DRIVER_OPTIONS, mode == DeployMode.CLUSTER));
    settings.put(EXECUTOR_OPTIONS, javaOptions(EXECUTOR_OPTIONS, false));
    return settings;
  }

  /**
   * The profile's own JVM flags with those that the program needs. A driver that this machine's
   * spark-submit starts, and every executor, has Spark's own flags for Java 17 already; one that a
   * standalone worker starts has not.
   */
  private String javaOptions(String name, boolean withModules) {
    String own = spark.getOrDefault(name, "");
    String vector = own.contains("jdk.incubator.vector") ? "" : VECTOR_MODULE;
    String modules = withModules ? JavaModuleOptions.defaultModuleOptions() : "";
    return String.join(" ", own, vector, modules).strip().replaceAll(" +", " ");
  }

  private Optional<String> usualScript(Installation installation) {
    return switch (manager) {
      case LOCAL -> Optional.of(installation.gpuDiscovery().toString());
      // Spark copies it to where the executor starts.
      case YARN -> Optional.of("./" + installation.gpuDiscovery().getFileName());
      case KUBERNETES ->
          Optional.of("/opt/sweepstake/" + installation.gpuDiscovery().getFileName());
      // A worker has found its GPUs when it started, and hands them over.
      case STANDALONE -> Optional.empty();
    };
  }
}
