package io.sweepstake.jobs.spark.device;

import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.resource.ResourceProfile;
import org.apache.spark.resource.ResourceProfileBuilder;
import org.apache.spark.resource.TaskResourceRequests;

/**
 * The GPUs that a configuration asks for.
 *
 * @param perExecutor how many an executor holds, or in local mode this process; 0 for none
 * @param perTask how much a trial takes: at most 0.5, or a whole number
 * @param stageLevel whether only trials ask for them, evaluations and queries do not
 * @param script what finds a machine's GPUs
 */
public record GpuDemand(
    int perExecutor, double perTask, boolean stageLevel, Optional<String> script) {
  private static final String PER_EXECUTOR = "spark.executor.resource.gpu.amount";
  private static final String PER_TASK = "spark.task.resource.gpu.amount";
  private static final String SCRIPT = "spark.executor.resource.gpu.discoveryScript";
  private static final String VENDOR = "spark.executor.resource.gpu.vendor";
  private static final String STAGE_LEVEL = "spark.sweepstake.gpu.stage-level";
  private static final String STAGE_PER_TASK = "spark.sweepstake.gpu.per-task";

  public GpuDemand {
    if (perExecutor < 0) {
      throw new IllegalArgumentException(PER_EXECUTOR + ": must be at least 0, was " + perExecutor);
    }
    boolean fits =
        perTask > 0
            && (perTask <= 0.5 || perTask == Math.rint(perTask))
            && perTask <= Math.max(1, perExecutor);
    if (!fits) {
      throw new IllegalArgumentException(
          PER_TASK
              + ": must be at most 0.5, or a whole number up to the executor's "
              + perExecutor
              + ", was "
              + perTask);
    }
    if (stageLevel && perTask < 1) {
      throw new IllegalArgumentException(
          STAGE_PER_TASK + ": must be a whole number, was " + perTask);
    }
  }

  public static GpuDemand of(SparkConf conf) {
    boolean stageLevel = conf.getBoolean(STAGE_LEVEL, false);
    return new GpuDemand(
        conf.getInt(PER_EXECUTOR, 0),
        conf.getDouble(stageLevel ? STAGE_PER_TASK : PER_TASK, 1),
        stageLevel,
        Optional.ofNullable(conf.get(SCRIPT, null)));
  }

  /** Whether any GPU is asked for. */
  public boolean any() {
    return perExecutor > 0;
  }

  int tasksPerGpu() {
    return perTask < 1 ? (int) Math.floor(1 / perTask) : 1;
  }

  int gpusPerTask() {
    return perTask < 1 ? 1 : (int) perTask;
  }

  /** How many tasks the GPUs of an executor serve at a time; no limit where none are asked for. */
  public int tasksPerExecutor() {
    return any() ? perExecutor / gpusPerTask() * tasksPerGpu() : Integer.MAX_VALUE;
  }

  /**
   * What trials ask of Spark beyond what every task does: GPUs, at stage level. Nothing in local
   * mode, where Spark knows no resources.
   */
  public Optional<ResourceProfile> ofTrials(boolean local) {
    if (local || !any() || !stageLevel) {
      return Optional.empty();
    }
    return Optional.of(
        new ResourceProfileBuilder()
            .require(new TaskResourceRequests().cpus(1).resource("gpu", perTask))
            .build());
  }

  /** Takes the demand out of a configuration: Spark's local mode would wait for GPUs for ever. */
  static void removeFrom(SparkConf conf) {
    for (String setting : new String[] {PER_EXECUTOR, PER_TASK, SCRIPT, VENDOR}) {
      conf.remove(setting);
      System.clearProperty(setting); // where spark-submit puts it, and Spark looks again
    }
  }
}
