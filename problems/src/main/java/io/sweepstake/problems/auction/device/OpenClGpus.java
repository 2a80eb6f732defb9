package io.sweepstake.problems.auction.device;

import io.sweepstake.core.engine.opencl.OpenClDevices;
import io.sweepstake.jobs.spark.device.GpuModel;
import io.sweepstake.jobs.spark.device.GpuUser;
import java.util.List;
import java.util.Optional;

/** Trainings that ask for OpenCL as what computes on GPUs. */
public final class OpenClGpus implements GpuUser {
  /** Whether a training asks for it is not known yet. */
  @Override
  public Optional<String> settle(boolean asked, List<Integer> gpus, List<GpuModel> models) {
    return Optional.empty();
  }

  @Override
  public void bindThread(int gpu) {
    OpenClDevices.bindThread(gpu);
  }
}
