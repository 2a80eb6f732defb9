package io.sweepstake.problems.auction.device;

import io.sweepstake.core.dl4j.NativeLibrary;
import io.sweepstake.core.dl4j.Nd4jBackends;
import io.sweepstake.jobs.spark.device.GpuModel;
import io.sweepstake.jobs.spark.device.GpuUser;
import java.util.List;
import java.util.Optional;

/** ND4J as what computes on GPUs. */
public final class Nd4jGpus implements GpuUser {
  private volatile boolean working;

  @Override
  public Optional<String> settle(boolean asked, List<Integer> gpus, List<GpuModel> models) {
    boolean there = NativeLibrary.hasClasses();
    boolean cuda = there && Nd4jBackends.cudaPresent();
    ProcessGpus chosen = ProcessGpus.of(asked, gpus, models, cuda);
    if (there && !chosen.nd4j()) {
      Nd4jBackends.hideCuda();
    }
    working = chosen.nd4j();
    return chosen.note();
  }

  @Override
  public void bindThread(int gpu) {
    if (working) {
      Nd4jBackends.bindThread(gpu);
    }
  }
}
