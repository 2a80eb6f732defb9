package io.sweepstake.problems.auction.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.sweepstake.jobs.spark.device.GpuModel;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is done with GPUs of every kind, and what is said about it. */
class ProcessGpusTest {
  private static final List<GpuModel> AMPERE = GpuModel.all("NVIDIA A100-SXM4-40GB, 8.0\n");
  private static final List<GpuModel> HOPPER = GpuModel.all("NVIDIA H200, 9.0\nNVIDIA H200, 9.0\n");

  @Test
  void nd4jWorksOnAmpereWhereItsCudaIsHere() {
    ProcessGpus chosen = ProcessGpus.of(true, List.of(0), AMPERE, true);
    assertThat(chosen.nd4j()).isTrue();
    assertThat(chosen.note().orElseThrow())
        .startsWith(
            "GPU 0 (NVIDIA A100-SXM4-40GB, compute capability 8.0): imitation runs there by ND4J,"
                + " trainings run on the CPU engine ");
  }

  @Test
  void everythingElseRunsTheCpuEngineAndSaysSoInOneLine() {
    assertCpu(
        ProcessGpus.of(true, List.of(0, 1), HOPPER, true),
        "GPUs 0, 1 (NVIDIA H200, compute capability 9.0) held, but ND4J's CUDA has code up to"
            + " Ampere and Ada only: trainings run on the CPU engine ");
    assertCpu(
        ProcessGpus.of(true, List.of(0), AMPERE, false),
        "GPU 0 (NVIDIA A100-SXM4-40GB, compute capability 8.0) held, but no ND4J for CUDA is here:"
            + " trainings run on the CPU engine ");
    assertCpu(
        ProcessGpus.of(true, List.of(0, 1), AMPERE, true), "GPUs 0, 1 (NVIDIA A100-SXM4-40GB");
    assertCpu(ProcessGpus.of(true, List.of(), List.of(), false), "no GPU here: trainings run on");
    assertCpu(ProcessGpus.of(false, List.of(), List.of(), true), "no GPU here: trainings run on");
  }

  private static void assertCpu(ProcessGpus chosen, String note) {
    assertThat(chosen.nd4j()).isFalse();
    assertThat(chosen.note().orElseThrow()).startsWith(note).doesNotContain("\n");
  }

  @Test
  void whereNobodyAskedForAGpuNothingIsSaid() {
    assertThat(ProcessGpus.of(false, List.of(), List.of(), false).note()).isEmpty();
  }

  @Test
  void binariesRunOnLaterMinorVersionsOfTheirMajorOnly() {
    assertThat(List.of("3.7", "5.3", "6.1", "7.0", "7.5", "8.0", "8.6", "8.9"))
        .allMatch(capability -> ProcessGpus.runsNd4j(GpuModel.all("X, " + capability).get(0)));
    assertThat(List.of("3.5", "9.0", "10.0", "12.0"))
        .noneMatch(capability -> ProcessGpus.runsNd4j(GpuModel.all("X, " + capability).get(0)));
    assertThat(GpuModel.all("[N/A]\n\nTesla T4, 7.5"))
        .containsExactly(new GpuModel("Tesla T4", 7, 5));
  }
}
