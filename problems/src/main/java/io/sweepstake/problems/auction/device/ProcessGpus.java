package io.sweepstake.problems.auction.device;

import io.sweepstake.core.kernel.Loops;
import io.sweepstake.jobs.spark.device.GpuModel;
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
    if (!known || !held.stream().allMatch(ProcessGpus::runsNd4j)) {
      return new ProcessGpus(
          gpus,
          false,
          Optional.of(
              what + " held, but ND4J's CUDA has code up to Ampere and Ada only: " + engine));
    }
    return new ProcessGpus(
        gpus, true, Optional.of(what + ": imitation runs there by ND4J, " + engine));
  }

  /**
   * Whether ND4J's CUDA 11.6 build has code for it. The build holds binaries for 3.7, 5.x, 6.x, 7.x
   * and 8.0 and 8.6, which also run on later minor versions, and nothing from which code for
   * another major version could be made: nothing for Hopper (9.0) or later.
   */
  static boolean runsNd4j(GpuModel model) {
    return (model.major() == 3 && model.minor() >= 7) || (model.major() >= 5 && model.major() <= 8);
  }
}
