package io.sweepstake.jobs.spark;

import io.sweepstake.jobs.spark.device.GpuDemand;
import io.sweepstake.jobs.spark.device.TaskDevices;
import io.sweepstake.sweeps.problem.FirstSteps;
import io.sweepstake.sweeps.problem.Judge;
import io.sweepstake.sweeps.problem.Sharded;
import io.sweepstake.sweeps.run.TrialExecutor;
import io.sweepstake.sweeps.run.trial.Packing;
import io.sweepstake.sweeps.run.trial.TrialFunction;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Trial;
import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.resource.ResourceProfile;
import org.apache.spark.sql.SparkSession;

/**
 * Spark as the rest of the program sees it: workers that run trials, judge what they left and
 * answer queries.
 */
public final class SparkWorkers implements AutoCloseable {
  /** The setting of Spark that has plug-ins' names and hashes, for the provenance of trials. */
  public static final String PLUGINS = "spark.sweepstake.plugins";

  private static final long REGISTRATION_MILLIS = 30_000;
  private static final long CALM_MILLIS = 4_000;

  private final SparkSession session;
  private final boolean owned;
  private final TaskDevices devices;

  private SparkWorkers(SparkSession session, boolean owned, TaskDevices devices) {
    this.session = session;
    this.owned = owned;
    this.devices = devices;
  }

  /**
   * Starts Spark, or joins the one of this JVM.
   *
   * @param master see {@link SparkSessions#open}
   * @param threads how many tasks run at a time when the workers are this machine's cores
   */
  public static SparkWorkers open(String master, int threads) {
    boolean running = SparkSessions.running();
    TaskDevices devices = TaskDevices.ofThisProcess();
    if (!running) {
      devices.notes().clear();
    }
    return new SparkWorkers(SparkSessions.open(master, threads), !running, devices);
  }

  /** Whether tasks run in this process. */
  public boolean local() {
    return SparkSessions.isLocal(session.sparkContext().master());
  }

  /** {@code Spark 3.5.9 on local[2], application local-17…}. */
  public String description() {
    SparkContext spark = session.sparkContext();
    return "Spark "
        + spark.version()
        + " on "
        + spark.master()
        + ", application "
        + spark.applicationId();
  }

  /**
   * How many trials can run at a time. On a cluster, waits until an executor has registered, at
   * most half a minute.
   *
   * @throws IOException if none has
   */
  public int slots() throws IOException {
    SparkContext spark = session.sparkContext();
    if (local()) {
      return Math.min(spark.defaultParallelism(), devices.limit());
    }
    awaitExecutors(spark);
    // Cores are counted by Spark; the GPUs of an executor may serve fewer tasks.
    long byDevice = (long) executors(spark) * GpuDemand.of(spark.conf()).tasksPerExecutor();
    return (int) Math.max(1, Math.min(spark.defaultParallelism(), byDevice));
  }

  /**
   * How many packs that fill a worker's device run at a time: one for each task that is given a
   * GPU, or where none are handed out one for each process. On a cluster, waits as {@link #slots}.
   *
   * @throws IOException as it does
   */
  public int packs() throws IOException {
    GpuDemand demand = GpuDemand.of(session.sparkContext().conf());
    if (local()) {
      return devices.handsOut() ? devices.limit() : 1;
    }
    return Math.min(slots(), executors() * (demand.any() ? demand.tasksPerExecutor() : 1));
  }

  /**
   * How many trials a worker takes so that all packs together fill the devices: it is asked.
   *
   * @param like a trial of the shape that most have
   * @param packs at a time
   */
  public int packSize(TrialFunction function, Trial like, int packs) {
    GpuDemand demand = GpuDemand.of(session.sparkContext().conf());
    int there = local() ? devices.gpus() : executors() * Math.max(1, demand.perExecutor());
    return Math.max(1, capacity(function, like) / Math.max(1, (packs + there - 1) / there));
  }

  private int executors() {
    return Math.max(1, executors(session.sparkContext()));
  }

  /** What a worker says of itself; 1 where it cannot, as a trial on it will say why. */
  private int capacity(TrialFunction function, Trial like) {
    try {
      return asked(function, asked -> asked.capacity(like));
    } catch (RuntimeException cannot) {
      return 1;
    }
  }

  /**
   * How long trials take that a worker's device trains together, from their first steps there;
   * empty where they cannot, as the trials themselves will say why.
   *
   * @param like of one shape, at their beginning
   * @param patience for which steps are taken
   */
  public Optional<Duration> pace(TrialFunction function, List<Trial> like, Duration patience) {
    try {
      // What tasks send back is serialised, and an optional is not.
      return Optional.ofNullable(
          asked(function, asked -> FirstSteps.ofPack(asked, like, patience).orElse(null)));
    } catch (RuntimeException cannot) {
      return Optional.empty();
    }
  }

  /** Asks a worker, with the device that a trial's task would have. */
  private <T> T asked(TrialFunction function, Question<T> question) {
    if (local()) {
      return answered(function, question);
    }
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    Broadcast<TrialFunction> there = spark.broadcast(function);
    JavaRDD<T> task =
        spark.parallelize(List.of(question), 1).map(each -> answered(there.value(), each));
    Optional<ResourceProfile> resources =
        GpuDemand.of(session.sparkContext().conf()).ofTrials(false);
    return (resources.isPresent() ? task.withResources(resources.get()) : task).first();
  }

  private static <T> T answered(TrialFunction function, Question<T> question) {
    try (TaskDevices.Held unused = TaskDevices.ofThisProcess().take()) {
      return question.about(function);
    }
  }

  /** Put to a worker. */
  @FunctionalInterface
  private interface Question<T> extends Serializable {
    T about(TrialFunction function);
  }

  /** Tells what processes say about their GPUs, now and later, each thing once. */
  public void deviceNotes(Consumer<String> listener) {
    devices.notes().tell(listener);
  }

  /** Executors start at different speeds: waits for all that were asked for, or for a calm. */
  private static void awaitExecutors(SparkContext spark) throws IOException {
    long begun = System.nanoTime();
    long calmSince = begun;
    int registered = 0;
    while (!complete(spark, registered)) {
      if (executors(spark) > registered) {
        registered = executors(spark);
        calmSince = System.nanoTime();
      }
      if (registered > 0 && System.nanoTime() - calmSince > CALM_MILLIS * 1_000_000) {
        return;
      }
      if (System.nanoTime() - begun > REGISTRATION_MILLIS * 1_000_000) {
        if (registered > 0) {
          return;
        }
        throw new IOException(
            spark.master()
                + ": no executor registered within "
                + REGISTRATION_MILLIS / 1000
                + " s; are there free workers with enough memory?");
      }
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted while waiting for executors", e);
      }
    }
  }

  /** Whether as many executors, or cores, have registered as were asked for. */
  private static boolean complete(SparkContext spark, int registered) {
    int instances = spark.conf().getInt("spark.executor.instances", Integer.MAX_VALUE);
    int cores = spark.conf().getInt("spark.cores.max", Integer.MAX_VALUE);
    return registered > 0 && (registered >= instances || spark.defaultParallelism() >= cores);
  }

  private static int executors(SparkContext spark) {
    return spark.statusTracker().getExecutorInfos().length - 1; // the driver is one of them
  }

  /**
   * Puts what this thread asks of Spark from now on into a pool of its own, which gets its share of
   * the cores whatever else runs. Trials are in their study's pool anyway.
   */
  public void usePool(String name) {
    session.sparkContext().setLocalProperty(SparkTrialExecutor.POOL, name);
  }

  /**
   * An executor of trials; closing it leaves Spark running.
   *
   * @param packing which trials a task may hold: what trains a pack at once wants many, and where
   *     trials take less than some seconds, several in a task spare the driver work
   * @param slots how many tasks run at a time
   */
  public TrialExecutor trials(TrialFunction function, Packing packing, int slots, String study) {
    return new SparkTrialExecutor(session, function, slots, packing, study);
  }

  /** What a judge finds about what a trial left. */
  public Metrics judge(Judge judge, byte[] artifact, SparkJudging.Progress progress) {
    return judge.combine(shards(judge, artifact, progress));
  }

  /** What shards of work find, in the order of their numbers; a judge's before it combines them. */
  public List<byte[]> shards(Sharded work, byte[] about, SparkJudging.Progress progress) {
    return SparkJudging.shards(session, work, about, progress);
  }

  /**
   * What a function makes of each of some things, by a task each, in their order.
   *
   * @throws IllegalArgumentException as the function does
   */
  public <T, R> List<R> each(List<T> things, SerializableFunction<T, R> function) {
    return SparkTables.each(session, things, function::of);
  }

  /** A function that tasks can be sent. */
  @FunctionalInterface
  public interface SerializableFunction<T, R> extends Serializable {
    R of(T thing) throws IOException;
  }

  /**
   * Has tasks write a table, no row of which comes here, as a directory that does not exist yet.
   *
   * @param text whether as comma-separated values with a header, and not as Parquet
   * @return the table's sums
   * @throws IllegalArgumentException as the table does
   */
  public Map<String, Double> write(TableParts table, String directory, boolean text) {
    return SparkTables.write(session, table, directory, text);
  }

  /**
   * Looks a query over, which needs no workers.
   *
   * @throws QueryException if it is no SQL, or names a view or a function that there is not
   */
  public static void read(String sql) {
    StudyQuery.read(sql);
  }

  /**
   * Looks a query of a study over, which needs no workers.
   *
   * @throws QueryException if it is no SQL, or names a view, a function or a column that there is
   *     not
   * @throws IOException if the study's tables cannot be read
   */
  public static void read(QueriedStudy study, String sql) throws IOException {
    StudyQuery.read(study, sql);
  }

  /**
   * What answers queries over studies of different directories.
   *
   * @throws IOException if one cannot be read, or has no finished trial
   */
  public StudyQuery query(List<QueriedStudy> studies) throws IOException {
    return new StudyQuery(session, studies);
  }

  /** Stops Spark in the middle of its work, without a word about what was lost. */
  public void abandon() {
    session.sparkContext().setLogLevel("OFF");
    session.stop();
  }

  /** Stops Spark, unless it was running before. */
  @Override
  public void close() {
    if (owned) {
      session.stop();
    }
  }
}
