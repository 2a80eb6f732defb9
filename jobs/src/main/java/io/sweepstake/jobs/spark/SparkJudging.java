package io.sweepstake.jobs.spark;

import io.sweepstake.jobs.spark.device.GpuDemand;
import io.sweepstake.jobs.spark.device.TaskDevices;
import io.sweepstake.sweeps.problem.Sharded;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.spark.SparkJobInfo;
import org.apache.spark.SparkStageInfo;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.JavaSparkStatusTracker;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.resource.ResourceProfile;
import org.apache.spark.sql.SparkSession;

/**
 * Has shards of work done by the cluster, such as a judge's.
 *
 * <p>Nothing that is drawn is shipped: a task is a shard's number, and whoever runs it draws what
 * it needs. The result does not depend on how many tasks there are, or where they run.
 */
public final class SparkJudging {
  private static final int PROGRESS_MILLIS = 500;

  private SparkJudging() {}

  /** Told, now and then, how much is done. */
  @FunctionalInterface
  public interface Progress {
    void at(int shardsDone, int shards);
  }

  /** What the shards find, in the order of their numbers. */
  static List<byte[]> shards(SparkSession session, Sharded work, byte[] about, Progress progress) {
    int shards = work.shards(session.sparkContext().defaultParallelism());
    return shards(session, work, about, shards, progress);
  }

  /** The same in so many shards, which does not change what they find together. */
  static List<byte[]> shards(
      SparkSession session, Sharded work, byte[] about, int shards, Progress progress) {
    JavaSparkContext spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    Broadcast<byte[]> bytes = spark.broadcast(about);
    spark.setJobGroup(work.name(), work.name() + ", " + shards + " shards", true);
    try {
      Shard shard = new Shard(work, bytes, shards);
      List<Integer> numbers = IntStream.range(0, shards).boxed().toList();
      JavaRDD<byte[]> tasks = spark.parallelize(numbers, shards).map(shard::found);
      Optional<ResourceProfile> resources =
          work.takesDevice()
              ? GpuDemand.of(spark.getConf()).ofTrials(SparkSessions.isLocal(spark.master()))
              : Optional.empty();
      JavaFutureAction<List<byte[]>> found =
          (resources.isPresent() ? tasks.withResources(resources.get()) : tasks).collectAsync();
      return await(work.name(), found, spark.statusTracker(), shards, progress);
    } finally {
      spark.clearJobGroup();
      bytes.unpersist(false);
    }
  }

  private static List<byte[]> await(
      String name,
      JavaFutureAction<List<byte[]>> found,
      JavaSparkStatusTracker status,
      int shards,
      Progress progress) {
    while (true) {
      try {
        return found.get(PROGRESS_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException notYet) {
        progress.at(done(found, status), shards);
      } catch (InterruptedException e) {
        found.cancel(true);
        Thread.currentThread().interrupt();
        throw new IllegalStateException(name + ": interrupted", e);
      } catch (ExecutionException e) {
        throw new IllegalStateException(name + ": " + e.getCause().getMessage(), e.getCause());
      }
    }
  }

  private static int done(JavaFutureAction<List<byte[]>> found, JavaSparkStatusTracker status) {
    int done = 0;
    for (int job : found.jobIds()) {
      SparkJobInfo info = status.getJobInfo(job);
      for (int stage : info == null ? new int[0] : info.stageIds()) {
        SparkStageInfo tasks = status.getStageInfo(stage);
        done += tasks == null ? 0 : tasks.numCompletedTasks();
      }
    }
    return done;
  }

  /** What a task needs. */
  private record Shard(Sharded work, Broadcast<byte[]> about, int shards) implements Serializable {
    byte[] found(int shard) {
      if (!work.takesDevice()) {
        return work.shard(about.value(), shard, shards);
      }
      try (TaskDevices.Held unused = TaskDevices.ofThisProcess().take()) {
        return work.shard(about.value(), shard, shards);
      }
    }
  }
}
