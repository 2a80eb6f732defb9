package io.sweepstake.jobs.spark.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

/** GPUs as Spark's settings ask for them. */
class GpuDemandTest {
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
