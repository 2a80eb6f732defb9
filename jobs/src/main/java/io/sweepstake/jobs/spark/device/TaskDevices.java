package io.sweepstake.jobs.spark.device;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.apache.spark.SparkConf;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.apache.spark.resource.ResourceInformation;

/**
 * Gives the tasks of a process their devices: those that Spark assigned, or in local mode ours.
 *
 * <p>Tasks come to a process as bytes, and Spark makes its plug-ins itself, so there is one for
 * each process, {@link #ofThisProcess}.
 */
public final class TaskDevices {
  private static final TaskDevices HERE = new TaskDevices();

  private final DeviceNotes notes = new DeviceNotes();
  private volatile Optional<DeviceSlots> slots = Optional.empty();
  private volatile List<GpuUser> users = List.of();

  public static TaskDevices ofThisProcess() {
    return HERE;
  }

  /** What the processes of the application under way have said about their devices. */
  public DeviceNotes notes() {
    return notes;
  }

  /**
   * Prepares for tasks in local mode, for which Spark assigns nothing: finds the GPUs asked for,
   * and takes the demand out of Spark's configuration.
   *
   * @throws IllegalArgumentException if GPUs are asked for and the discovery script is missing or
   *     broken
   */
  public void local(SparkConf conf) {
    GpuDemand demand = GpuDemand.of(conf);
    GpuDemand.removeFrom(conf);
    List<Integer> gpus = demand.any() ? found(demand) : List.of();
    boolean enough = demand.any() && gpus.size() >= demand.gpusPerTask();
    slots = enough ? Optional.of(new DeviceSlots(demand, gpus)) : Optional.empty();
    settle(demand.any(), enough ? gpus : List.of()).ifPresent(notes::say);
  }

  private static List<Integer> found(GpuDemand demand) {
    String script =
        demand
            .script()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "gpu-discovery-script: must be given where GPUs are asked for in local"
                            + " mode, was missing"));
    List<Integer> all = Device.of(GpuDiscovery.addresses(script)).gpus();
    return all.subList(0, Math.min(all.size(), demand.perExecutor()));
  }

  /** Settles what is done with the GPUs that this process holds, and says it in one line. */
  Optional<String> settle(boolean asked, List<Integer> gpus) {
    List<GpuUser> found = new ArrayList<>();
    ServiceLoader.load(GpuUser.class).forEach(found::add);
    users = List.copyOf(found);
    List<GpuModel> models = gpus.isEmpty() ? List.of() : GpuDiscovery.models();
    List<String> notes =
        users.stream().flatMap(user -> user.settle(asked, gpus, models).stream()).toList();
    if (users.isEmpty() && asked) {
      return Optional.of("GPUs were asked for, but nothing here computes on them");
    }
    return notes.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", notes));
  }

  /** How many tasks can hold a device at a time, where we hand them out. */
  public int limit() {
    return slots.map(DeviceSlots::count).orElse(Integer.MAX_VALUE);
  }

  /** Whether we hand out GPUs. */
  public boolean handsOut() {
    return slots.isPresent();
  }

  /** How many GPUs we hand out; 1 where we hand out none, and all tasks take the same. */
  public int gpus() {
    return slots.map(DeviceSlots::gpus).orElse(1);
  }

  /**
   * The device of the task that this thread runs, and that its libraries' work on this thread goes
   * to. In local mode waits for one to become free.
   */
  public Held take() {
    Optional<DeviceSlots> own = slots;
    Device device;
    try {
      device = own.isPresent() ? own.get().take() : assigned(TaskContext.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TaskKilledException("while it waited for a GPU");
    }
    bind(device);
    return new Held(device, own);
  }

  /** A device until its task ends, and who gave it. */
  public static final class Held implements AutoCloseable {
    private final Device device;
    private final Optional<DeviceSlots> from;

    private Held(Device device, Optional<DeviceSlots> from) {
      this.device = device;
      this.from = from;
    }

    public Device device() {
      return device;
    }

    /** Gives it back, once. */
    @Override
    public void close() {
      from.ifPresent(own -> own.giveBack(device));
    }
  }

  static Device assigned(TaskContext task) {
    Map<String, ResourceInformation> resources = task.resourcesJMap();
    ResourceInformation gpu = resources.get("gpu");
    return gpu == null ? Device.CPU : Device.of(List.of(gpu.addresses()));
  }

  void bind(Device device) {
    if (!device.gpus().isEmpty()) {
      users.forEach(user -> user.bindThread(device.gpus().get(0)));
    }
  }
}
