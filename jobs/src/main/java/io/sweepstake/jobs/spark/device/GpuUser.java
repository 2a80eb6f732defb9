package io.sweepstake.jobs.spark.device;

import java.util.List;
import java.util.Optional;

/**
 * A library that may compute on the GPUs of a process; found by {@link java.util.ServiceLoader}, as
 * whatever trains on GPUs brings it.
 */
public interface GpuUser {
  /**
   * Settles what the library does with this process's GPUs, before anything uses it.
   *
   * @param asked whether GPUs were asked for
   * @param gpus the CUDA numbers of those that this process holds
   * @param models of all GPUs that the process sees, by CUDA number; empty where it holds none
   * @return what a person should know about it, in one line
   */
  Optional<String> settle(boolean asked, List<Integer> gpus, List<GpuModel> models);

  /**
   * Sends what this thread computes from now on to a GPU, where the library works there.
   *
   * @param gpu its CUDA number
   */
  void bindThread(int gpu);
}
