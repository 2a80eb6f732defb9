package io.sweepstake.cluster.profile;

import io.sweepstake.jobs.config.Fields;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The GPUs of an executor, and how much of one a trial takes.
 *
 * @param perExecutor at least 0; 0 for none
 * @param perTask at most {@code perExecutor}; a whole number, or a fraction of at most 0.5, so that
 *     a GPU is shared by at least two
 * @param script what finds an executor's GPUs, where the executor looks for them itself
 * @param stageLevel whether only trials ask for GPUs, and evaluations and queries for none
 */
record GpuShare(int perExecutor, double perTask, Optional<String> script, boolean stageLevel) {
  private static final String RESOURCE = "spark.executor.resource.gpu.";

  GpuShare {
    if (perExecutor < 0) {
      throw new IllegalArgumentException(
          "gpus-per-executor: must be at least 0, was " + perExecutor);
    }
    if (perExecutor > 0 && !(perTask > 0 && perTask <= perExecutor)) {
      throw new IllegalArgumentException(
          "gpu-amount-per-task: must be above 0 and at most gpus-per-executor %d, was %s"
              .formatted(perExecutor, plain(perTask)));
    }
    if (perExecutor > 0 && perTask > 0.5 && perTask != Math.rint(perTask)) {
      throw new IllegalArgumentException(
          "gpu-amount-per-task: must be at most 0.5 or a whole number, was " + plain(perTask));
    }
    if (stageLevel && perTask < 1) {
      throw new IllegalArgumentException(
          "gpu-stage-level: shares whole GPUs only, was with gpu-amount-per-task "
              + plain(perTask));
    }
  }

  static GpuShare of(Fields fields) {
    int perExecutor = fields.whole("gpus-per-executor").orElse(0);
    OptionalDouble perTask = fields.real("gpu-amount-per-task");
    boolean stageLevel = fields.flag("gpu-stage-level");
    if (perExecutor == 0 && (perTask.isPresent() || stageLevel)) {
      throw new IllegalArgumentException(
          "gpus-per-executor: must be given beside "
              + (perTask.isPresent()
                  ? "gpu-amount-per-task " + plain(perTask.getAsDouble())
                  : "gpu-stage-level"));
    }
    return new GpuShare(
        perExecutor, perTask.orElse(1), fields.text("gpu-discovery-script"), stageLevel);
  }

  boolean any() {
    return perExecutor > 0;
  }

  /**
   * Adds Spark's resource settings.
   *
   * @param usualScript what finds GPUs on executors of this manager unless another script is named
   */
  void addTo(Map<String, String> settings, Manager manager, Optional<String> usualScript) {
    if (!any()) {
      return;
    }
    settings.put(RESOURCE + "amount", Integer.toString(perExecutor));
    if (stageLevel) {
      settings.put("spark.sweepstake.gpu.stage-level", "true");
      settings.put("spark.sweepstake.gpu.per-task", plain(perTask));
    } else {
      settings.put("spark.task.resource.gpu.amount", plain(perTask));
    }
    script
        .or(() -> usualScript)
        .ifPresent(path -> settings.put(RESOURCE + "discoveryScript", path));
    if (manager == Manager.KUBERNETES) {
      settings.put(RESOURCE + "vendor", "nvidia.com");
    }
    // CUDA counts the fastest GPU first unless told to count as nvidia-smi does.
    settings.put("spark.executorEnv.CUDA_DEVICE_ORDER", "PCI_BUS_ID");
  }

  private static String plain(double amount) {
    return amount == Math.rint(amount) ? Long.toString((long) amount) : Double.toString(amount);
  }
}
