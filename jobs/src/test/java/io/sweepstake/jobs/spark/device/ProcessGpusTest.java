package io.sweepstake.jobs.spark.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkConf;
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
        .allMatch(capability -> GpuModel.all("X, " + capability).get(0).runsNd4j());
    assertThat(List.of("3.5", "9.0", "10.0", "12.0"))
        .noneMatch(capability -> GpuModel.all("X, " + capability).get(0).runsNd4j());
    assertThat(GpuModel.all("[N/A]\n\nTesla T4, 7.5"))
        .containsExactly(new GpuModel("Tesla T4", 7, 5));
  }

  @Test
  void aDemandIsReadFromSparksSettingsAndCountsTasks() {
    SparkConf conf =
        new SparkConf(false)
            .set("spark.executor.resource.gpu.amount", "2")
            .set("spark.task.resource.gpu.amount", "0.3");
    assertThat(GpuDemand.of(conf).tasksPerExecutor()).isEqualTo(6);
    assertThat(GpuDemand.of(conf).ofTrials(false)).isEmpty();
    assertThat(new GpuDemand(5, 2, false, Optional.empty()).tasksPerExecutor()).isEqualTo(2);
    assertThat(GpuDemand.of(new SparkConf(false)).tasksPerExecutor()).isEqualTo(Integer.MAX_VALUE);
    GpuDemand stage = new GpuDemand(2, 1, true, Optional.empty());
    assertThat(stage.ofTrials(true)).isEmpty();
    assertThat(stage.ofTrials(false).orElseThrow().taskResourcesJMap().get("gpu").amount())
        .isEqualTo(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GpuDemand(1, 0.7, false, Optional.empty()))
        .withMessageContaining("must be at most 0.5, or a whole number");
  }

  @Test
  void addressesMustBeNumbers() {
    assertThat(Device.of(List.of("1", "0")).name()).isEqualTo("gpu-0+1");
    assertThat(Device.CPU.name()).isEqualTo("cpu");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Device.of(List.of("GPU-0a1b")))
        .withMessageContaining("must be the number of a GPU");
  }
}
