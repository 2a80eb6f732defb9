package io.sweepstake.jobs.spark.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeviceSlotsTest {
  @Test
  void tasksAreSpreadOverTheGpusAndShareThem() throws InterruptedException {
    DeviceSlots slots = slots(0.5, 2);

    assertThat(slots.count()).isEqualTo(4);
    assertThat(List.of(slots.take(), slots.take(), slots.take(), slots.take()))
        .extracting(Device::name)
        .containsExactly("gpu-0", "gpu-1", "gpu-0", "gpu-1");
    slots.giveBack(new Device(List.of(1)));
    assertThat(slots.take().name()).isEqualTo("gpu-1");
  }

  @Test
  void aTaskMayHoldSeveralWholeGpus() throws InterruptedException {
    DeviceSlots slots = slots(2, 5);

    assertThat(slots.count()).isEqualTo(2);
    assertThat(slots.take().name()).isEqualTo("gpu-0+1");
    assertThat(slots.take().name()).isEqualTo("gpu-2+3");
  }

  @Test
  void whereNothingIsFreeATaskWaitsForTheFirstThatIsGivenBack() throws Exception {
    DeviceSlots slots = slots(1, 1);
    Device held = slots.take();
    CountDownLatch asking = new CountDownLatch(1);
    CompletableFuture<Device> next =
        CompletableFuture.supplyAsync(
            () -> {
              asking.countDown();
              try {
                return slots.take();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    assertThat(asking.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(next).isNotDone();

    slots.giveBack(held);

    assertThat(next.get(30, TimeUnit.SECONDS)).isEqualTo(held);
  }

  @Test
  void whatNobodyHeldCannotBeGivenBack() {
    assertThatIllegalStateException()
        .isThrownBy(() -> slots(1, 2).giveBack(new Device(List.of(1))))
        .withMessageContaining("gpu 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DeviceSlots(demand(2, 2), List.of(0)))
        .withMessage("gpus: must be at least 2, were 1");
  }

  private static DeviceSlots slots(double perTask, int gpus) {
    return new DeviceSlots(demand(perTask, gpus), IntStream.range(0, gpus).boxed().toList());
  }

  private static GpuDemand demand(double perTask, int gpus) {
    return new GpuDemand(gpus, perTask, false, Optional.empty());
  }
}
