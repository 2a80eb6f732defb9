package io.sweepstake.jobs.spark.device;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a task was given to compute on: GPUs by their CUDA numbers in its process, or none, the
 * processor.
 *
 * @param gpus each at least 0, in ascending order
 */
public record Device(List<Integer> gpus) implements Serializable {
  public static final Device CPU = new Device(List.of());

  public Device {
    gpus = gpus.stream().sorted().toList();
    if (!gpus.isEmpty() && gpus.get(0) < 0) {
      throw new IllegalArgumentException("gpu: must be at least 0, was " + gpus.get(0));
    }
  }

  /**
   * Of addresses as Spark hands them out.
   *
   * @throws IllegalArgumentException if one is not the number of a GPU
   */
  static Device of(List<String> addresses) {
    return new Device(addresses.stream().map(Device::number).toList());
  }

  private static int number(String address) {
    try {
      return Integer.parseInt(address);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "gpu: an address must be the number of a GPU, as from cluster/gpu/gpu-discovery.sh, was "
              + address,
          e);
    }
  }

  /** As in a trial's provenance: {@code cpu}, {@code gpu-1}, {@code gpu-0+1}. */
  public String name() {
    return gpus.isEmpty()
        ? "cpu"
        : "gpu-" + gpus.stream().map(String::valueOf).collect(Collectors.joining("+"));
  }
}
