package io.sweepstake.jobs.spark.device;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;
import org.apache.spark.resource.ResourceInformation;

/**
 * In every process of an application, settles what is done with its GPUs before anything uses them,
 * and binds each task's thread to the GPU that Spark assigned to the task.
 */
public final class DevicePlugin implements SparkPlugin {
  @Override
  public DriverPlugin driverPlugin() {
    return new Driver();
  }

  @Override
  public ExecutorPlugin executorPlugin() {
    return new Executor();
  }

  /** Collects what executors say. */
  private static final class Driver implements DriverPlugin {
    @Override
    public Map<String, String> init(SparkContext spark, PluginContext context) {
      if (!spark.isLocal()) {
        // A driver on a cluster holds no GPU.
        TaskDevices.ofThisProcess().settle(false, List.of());
      }
      return Map.of();
    }

    @Override
    public Object receive(Object message) {
      TaskDevices.ofThisProcess().notes().say(String.valueOf(message));
      return null;
    }
  }

  /** Looks at what an executor holds. */
  private static final class Executor implements ExecutorPlugin {
    private boolean local;

    @Override
    public void init(PluginContext context, Map<String, String> unused) {
      local = context.executorID().equals("driver");
      if (local) {
        return; // settled before Spark started
      }
      ResourceInformation gpu = context.resources().get("gpu");
      List<Integer> gpus = gpu == null ? List.of() : Device.of(List.of(gpu.addresses())).gpus();
      TaskDevices.ofThisProcess()
          .settle(GpuDemand.of(context.conf()).any(), gpus)
          .ifPresent(note -> say(context, "executors: " + note));
    }

    private static void say(PluginContext context, String note) {
      System.err.println("sweepstake: executor " + context.executorID() + ": " + note);
      try {
        context.send(note);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void onTaskStart() {
      if (!local) {
        TaskDevices.ofThisProcess().bind(TaskDevices.assigned(TaskContext.get()));
      }
    }
  }
}
