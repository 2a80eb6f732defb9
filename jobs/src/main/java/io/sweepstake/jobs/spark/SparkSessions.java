package io.sweepstake.jobs.spark;

import io.sweepstake.jobs.spark.device.DevicePlugin;
import io.sweepstake.jobs.spark.device.TaskDevices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** Opens Spark the way this program needs it, on this machine or under {@code spark-submit}. */
public final class SparkSessions {
  private static final String PLUGINS = "spark.plugins";
  private static final String LOCAL_DIR = "spark.local.dir";
  private static final String LOCAL_DIRS = "SPARK_LOCAL_DIRS";
  private static final String VECTOR_MODULE = "--add-modules=jdk.incubator.vector";

  /** Defaults, each of which the user's own Spark configuration overrides. */
  private static final Map<String, String> DEFAULTS =
      Map.ofEntries(
          // A twin of a running trial does no harm, but as a rule only wastes its core.
          Map.entry("spark.speculation", "false"),
          Map.entry("spark.app.name", "sweepstake"),
          Map.entry("spark.executorEnv.OMP_NUM_THREADS", "1"),
          Map.entry("spark.task.maxFailures", "2"),
          // A query gets the next free core, not the one after all trials that wait.
          Map.entry("spark.scheduler.mode", "FAIR"),
          Map.entry("spark.sql.catalogImplementation", "in-memory"),
          Map.entry("spark.sql.session.timeZone", "UTC"),
          // A flipped bit would be another number, and nobody would know.
          Map.entry("spark.hadoop.parquet.page.verify-checksum.enabled", "true"),
          // A sweep is many small jobs; the driver should not remember them all.
          Map.entry("spark.ui.retainedJobs", "100"),
          Map.entry("spark.ui.retainedStages", "100"),
          Map.entry("spark.ui.retainedTasks", "1000"),
          Map.entry("spark.sql.ui.retainedExecutions", "20"));

  private static final Map<String, String> LOCAL_DEFAULTS =
      Map.of(
          // A task that wants too much memory has failed, and is no reason to end this process.
          "spark.executor.killOnFatalError.depth", "0",
          "spark.ui.enabled", "false",
          "spark.driver.host", "127.0.0.1",
          "spark.driver.bindAddress", "127.0.0.1",
          "spark.sql.shuffle.partitions", "1",
          // A few hundred rows: compiling generated code would take longer than reading them.
          "spark.sql.codegen.wholeStage", "false",
          "spark.sql.codegen.factoryMode", "NO_CODEGEN");

  private SparkSessions() {}

  /**
   * Opens a session, or joins the one of this JVM.
   *
   * @param master the master asked for on the command line, or null: then the one that {@code
   *     spark-submit} or a system property names, else this machine
   * @param threads how many tasks run at a time on this machine, at least 1
   * @throws IllegalArgumentException if another master is already set, or a standalone one wants a
   *     secret that it is not told
   * @throws java.io.UncheckedIOException if no standalone master answers
   */
  public static SparkSession open(String master, int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("parallelism: must be at least 1, was " + threads);
    }
    SparkConf conf = new SparkConf();
    String preset = conf.get("spark.master", null);
    if (master != null && preset != null && !master.equals(preset)) {
      throw new IllegalArgumentException(
          "--master: spark-submit already chose " + preset + ", was " + master);
    }
    String chosen = master != null ? master : preset != null ? preset : "local";
    if (chosen.equals("local")) {
      chosen = "local[" + threads + "]";
    }
    conf.setMaster(chosen);
    DEFAULTS.forEach(conf::setIfMissing);
    if (isLocal(chosen)) {
      LOCAL_DEFAULTS.forEach(conf::setIfMissing);
      if (!running()) {
        TaskDevices.ofThisProcess().local(conf);
      }
    }
    if (!running()) {
      keepPrivate(conf, chosen);
      if (StandaloneMasters.areAt(chosen)) {
        StandaloneMasters.takeSecret(conf, System.getenv(StandaloneMasters.SECRET_VARIABLE));
        StandaloneMasters.knock(chosen, conf, StandaloneMasters.PATIENCE);
      }
    }
    addPlugin(conf);
    // Nothing is ever kept there; Spark would make the directory where the user stands.
    conf.setIfMissing(
        "spark.sql.warehouse.dir", System.getProperty("java.io.tmpdir") + "/sweepstake-warehouse");
    String options = conf.get("spark.executor.extraJavaOptions", "");
    if (!options.contains("jdk.incubator.vector")) {
      conf.set("spark.executor.extraJavaOptions", (options + " " + VECTOR_MODULE).strip());
    }
    return SparkSession.builder().config(conf).getOrCreate();
  }

  /**
   * Has Spark keep blocks where nobody else can read them, unless somebody has said where. Other
   * cluster managers give their containers directories of their own.
   */
  static void keepPrivate(SparkConf conf, String master) {
    if (!isLocal(master) && !master.startsWith("spark://")) {
      return;
    }
    String variable = System.getenv(LOCAL_DIRS);
    if (variable != null) {
      checkWritable(LOCAL_DIRS, variable);
    } else if (conf.contains(LOCAL_DIR)) {
      checkWritable(LOCAL_DIR, conf.get(LOCAL_DIR));
    } else {
      Optional<Path> scratch = ScratchDirectory.ofThisProcess();
      if (scratch.isEmpty()) {
        checkWritable("java.io.tmpdir", System.getProperty("java.io.tmpdir"));
      }
      scratch.ifPresent(directory -> conf.set(LOCAL_DIR, directory.toString()));
    }
  }

  /**
   * Checks that Spark can keep blocks in one of some directories: otherwise it ends the process.
   *
   * @param said by what they are
   * @param directories between commas
   * @throws IllegalArgumentException when it can in none
   */
  static void checkWritable(String said, String directories) {
    for (String directory : directories.split(",")) {
      try {
        Path path = Files.createDirectories(Path.of(directory.strip()));
        Files.delete(Files.createTempFile(path, "sweepstake-", ".tmp"));
        return;
      } catch (IOException | InvalidPathException notThere) {
        // The next one may do.
      }
    }
    throw new IllegalArgumentException(
        said + ": must name a directory that can be written, was " + directories);
  }

  /** Whether this JVM has a Spark that a session would join. */
  static boolean running() {
    return SparkSession.getDefaultSession().exists(known -> !known.sparkContext().isStopped());
  }

  private static void addPlugin(SparkConf conf) {
    String plugins = conf.get(PLUGINS, "");
    String ours = DevicePlugin.class.getName();
    if (!plugins.contains(ours)) {
      conf.set(PLUGINS, plugins.isBlank() ? ours : plugins + "," + ours);
    }
  }

  /** Whether tasks of this master run in the driver's own JVM. */
  static boolean isLocal(String master) {
    return master.equals("local") || master.startsWith("local[");
  }
}
