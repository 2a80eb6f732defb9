package io.sweepstake.jobs.spark.device;

import io.sweepstake.core.dl4j.Nd4jBackends;
import io.sweepstake.core.kernel.Loops;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What this process does with the GPUs that it holds.
 *
 * @param gpus their CUDA numbers
 * @param nd4j whether ND4J works on them
 * @param note what a person should know about it, in one line; nothing if there is nothing to say
 */
record ProcessGpus(List<Integer> gpus, boolean nd4j, Optional<String> note) {

  /**
   * Decides, from what the process holds, what its GPUs are, and what is on the class path.
   *
   * @param asked whether GPUs were asked for
   * @param models of all GPUs that the process sees, by CUDA number
   * @param cuda whether an ND4J for CUDA is on the class path
   */
  static ProcessGpus of(boolean asked, List<Integer> gpus, List<GpuModel> models, boolean cuda) {
    String engine = "trainings run on the CPU engine " + Loops.best().get().name();
    if (gpus.isEmpty()) {
      return new ProcessGpus(
          gpus, false, asked || cuda ? Optional.of("no GPU here: " + engine) : Optional.empty());
    }
    List<GpuModel> held =
        gpus.stream().filter(gpu -> gpu < models.size()).map(models::get).distinct().toList();
    String what =
        (gpus.size() == 1 ? "GPU " : "GPUs ")
            + gpus.stream().map(String::valueOf).collect(Collectors.joining(", "))
            + " ("
            + (held.isEmpty()
                ? "of an unknown kind"
                : held.stream().map(GpuModel::toString).collect(Collectors.joining("; ")))
            + ")";
    boolean known = !held.isEmpty() && gpus.stream().allMatch(gpu -> gpu < models.size());
    if (!cuda) {
      return new ProcessGpus(
          gpus, false, Optional.of(what + " held, but no ND4J for CUDA is here: " + engine));
    }
    if (!known || !held.stream().allMatch(GpuModel::runsNd4j)) {
      return new ProcessGpus(
          gpus,
          false,
          Optional.of(
              what + " held, but ND4J's CUDA has code up to Ampere and Ada only: " + engine));
    }
    return new ProcessGpus(
        gpus, true, Optional.of(what + ": imitation runs there by ND4J, " + engine));
  }

  /** The same of this machine and class path. */
  static ProcessGpus here(boolean asked, List<Integer> gpus) {
    ProcessGpus chosen =
        of(
            asked,
            gpus,
            gpus.isEmpty() ? List.of() : GpuDiscovery.models(),
            Nd4jBackends.cudaPresent());
    if (!chosen.nd4j()) {
      Nd4jBackends.hideCuda();
    }
    return chosen;
  }
}
