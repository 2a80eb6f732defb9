package io.sweepstake.jobs.spark;

import io.sweepstake.jobs.spark.device.GpuDemand;
import io.sweepstake.sweeps.run.LostWorkerException;
import io.sweepstake.sweeps.run.TrialExecutor;
import io.sweepstake.sweeps.run.trial.Pack;
import io.sweepstake.sweeps.run.trial.Packing;
import io.sweepstake.sweeps.run.trial.TrialFunction;
import io.sweepstake.sweeps.study.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;
import org.apache.spark.FutureAction;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.RDD;
import org.apache.spark.resource.ResourceProfile;
import org.apache.spark.sql.SparkSession;
import scala.collection.JavaConverters;
import scala.collection.Seq;
import scala.concurrent.ExecutionContext;
import scala.reflect.ClassTag$;
import scala.runtime.BoxedUnit;
import scala.util.Try;

/**
 * Runs each pack as a Spark job of one task, the same in local mode and on a cluster.
 *
 * <p>One-task jobs are scheduled one by one, so a core that becomes free takes the next pack at
 * once, and waiting packs are what lets a cluster with dynamic allocation grow. What a trial throws
 * comes back as its row; a job can only fail because its executor went away.
 */
public final class SparkTrialExecutor implements TrialExecutor {
  /** Spark's name for the pool of jobs that FAIR scheduling gives its share. */
  static final String POOL = "spark.scheduler.pool";

  private final JavaSparkContext spark;
  private final Broadcast<TrialFunction> function;
  private final TrialPositions positions; // null where tasks run in this process
  private final TrialNews news; // null with it
  private final int slots;
  private final Packing packing;
  private final String study;
  private final Optional<ResourceProfile> resources;
  private final String group = "trials-" + UUID.randomUUID();
  private final ExecutorService callbacks;
  private volatile boolean closed;

  /**
   * @param function what a task runs; sent to each executor once
   * @param slots how many packs run at a time, at least 1
   * @param packing which trials a task may hold
   * @param study the study's name, for the descriptions of jobs and as the pool they share
   */
  public SparkTrialExecutor(
      SparkSession session, TrialFunction function, int slots, Packing packing, String study) {
    if (slots < 1) {
      throw new IllegalArgumentException("parallelism: must be at least 1, was " + slots);
    }
    this.spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    this.function = spark.broadcast(function);
    if (SparkSessions.isLocal(spark.master())) {
      positions = null;
      news = null;
    } else {
      positions = new TrialPositions(study);
      spark.sc().register(positions);
      news = new TrialNews(study, positions.id());
      spark.sc().addSparkListener(news);
    }
    this.slots = slots;
    this.packing = packing;
    this.study = study;
    resources = GpuDemand.of(session.sparkContext().conf()).ofTrials(spark.isLocal());
    callbacks =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread thread = new Thread(task, "trial-results");
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public CompletionStage<List<Trial>> submit(Pack sent) {
    CompletableFuture<List<Trial>> rows = new CompletableFuture<>();
    List<Trial> pack = sent.trials();
    String numbers =
        pack.stream().map(trial -> String.valueOf(trial.number())).collect(Collectors.joining(","));
    if (spark.sc().isStopped()) {
      throw clusterLost();
    }
    if (news != null) {
      news.sent(pack);
    }
    spark.setJobGroup(group, study + ": trial " + numbers, true);
    // Else Spark walks the stack for every job, to say where in the program it was made.
    spark.setCallSite(study);
    String pool = spark.getLocalProperty(POOL);
    spark.setLocalProperty(POOL, study);
    try {
      JavaRDD<ArrayList<Trial>> task =
          spark.parallelize(List.of(sent), 1).map(new TrialTask(function, positions));
      RDD<ArrayList<Trial>> rdd =
          resources.isPresent() ? task.withResources(resources.get()).rdd() : task.rdd();
      // Which Seq it is differs between Scala 2.12 and 2.13.
      FutureAction<? extends Seq<ArrayList<Trial>>> job =
          RDD.rddToAsyncRDDActions(rdd, ClassTag$.MODULE$.<ArrayList<Trial>>apply(ArrayList.class))
              .collectAsync();
      job.onComplete(
          outcome -> {
            if (news != null) {
              news.ended(pack);
            }
            complete(rows, outcome, numbers);
            return BoxedUnit.UNIT;
          },
          ExecutionContext.fromExecutor(this::call));
    } catch (IllegalStateException refused) {
      throw spark.sc().isStopped() ? clusterLost() : refused;
    } finally {
      spark.clearCallSite();
      spark.setLocalProperty(POOL, pool);
      spark.clearJobGroup();
    }
    return rows;
  }

  private ClusterLostException clusterLost() {
    return new ClusterLostException(
        study
            + ": Spark has stopped in the middle of the sweep; what has finished is kept, and"
            + " 'sweepstake resume' goes on");
  }

  /** Jobs that {@link #close} cancels end after it; their packs are to be told all the same. */
  private void call(Runnable callback) {
    try {
      callbacks.execute(callback);
    } catch (RejectedExecutionException shutDown) {
      callback.run();
    }
  }

  private void complete(
      CompletableFuture<List<Trial>> rows,
      Try<? extends Seq<ArrayList<Trial>>> outcome,
      String numbers) {
    if (outcome.isSuccess()) {
      rows.complete(JavaConverters.seqAsJavaList(outcome.get()).get(0));
      return;
    }
    Throwable error = outcome.failed().get();
    boolean lost = closed || isLostExecutor(error);
    rows.completeExceptionally(
        lost
            ? new LostWorkerException("the executor of trial " + numbers + " was lost", error)
            : error);
  }

  /** Whether a job failed because an executor, not the code in it, failed. */
  static boolean isLostExecutor(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
      for (String sign :
          Arrays.asList(
              "executorlostfailure",
              "executor lost",
              "worker lost",
              "slave lost",
              "heartbeat timed out",
              "result lost from block manager",
              // The whole cluster, or what is left of it.
              "sparkcontext was shut down",
              "error from cluster scheduler",
              "remote rpc client disassociated")) {
        if (message.contains(sign)) {
          return true;
        }
      }
    }
    return false;
  }

  @Override
  public int slots() {
    return slots;
  }

  @Override
  public Packing packing() {
    return packing;
  }

  @Override
  public void close() {
    closed = true;
    if (!spark.sc().isStopped()) {
      spark.cancelJobGroup(group);
      function.destroy();
      if (news != null) {
        spark.sc().removeSparkListener(news);
      }
    }
    callbacks.shutdown();
  }
}
