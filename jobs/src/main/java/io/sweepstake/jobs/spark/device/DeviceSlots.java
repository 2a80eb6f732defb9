package io.sweepstake.jobs.spark.device;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Hands the GPUs of one process to its tasks, where Spark hands out none: in local mode.
 *
 * <p>A task takes a share of one GPU, the one with the fewest tasks, or several whole ones. Where
 * nothing is free, it waits.
 */
final class DeviceSlots {
  private final List<Integer> gpus;
  private final int tasksPerGpu;
  private final int gpusPerTask;
  private final int[] tasks; // by position in gpus

  /**
   * @param demand whose {@code perTask} says how much a task takes
   * @param gpus their CUDA numbers, at least as many as a task takes
   */
  DeviceSlots(GpuDemand demand, List<Integer> gpus) {
    this.gpus = List.copyOf(gpus);
    tasksPerGpu = demand.tasksPerGpu();
    gpusPerTask = demand.gpusPerTask();
    tasks = new int[gpus.size()];
    if (gpus.size() < gpusPerTask) {
      throw new IllegalArgumentException(
          "gpus: must be at least %d, were %d".formatted(gpusPerTask, gpus.size()));
    }
  }

  /** How many tasks can hold a device at a time. */
  int count() {
    return gpus.size() / gpusPerTask * tasksPerGpu;
  }

  /** How many it hands out. */
  int gpus() {
    return gpus.size();
  }

  /** Waits for a device and takes it. */
  synchronized Device take() throws InterruptedException {
    while (true) {
      List<Integer> free =
          IntStream.range(0, tasks.length)
              .boxed()
              .filter(k -> tasks[k] < tasksPerGpu)
              .sorted(Comparator.comparingInt(k -> tasks[k]))
              .limit(gpusPerTask)
              .toList();
      if (free.size() == gpusPerTask) {
        List<Integer> taken = new ArrayList<>();
        for (int k : free) {
          tasks[k]++;
          taken.add(gpus.get(k));
        }
        return new Device(taken);
      }
      wait();
    }
  }

  synchronized void giveBack(Device device) {
    for (int gpu : device.gpus()) {
      int k = gpus.indexOf(gpu);
      if (k < 0 || tasks[k] == 0) {
        throw new IllegalStateException("gpu " + gpu + ": was given back, but nobody held it");
      }
      tasks[k]--;
    }
    notifyAll();
  }
}
