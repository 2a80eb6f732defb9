package io.sweepstake.core.engine.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PackCapacityTest {
  @Test
  void asManyFitAsMemoryHasRoomForBesideWhatAllShare() {
    // 100 bytes shared; each member adds 10 and 30: (0.8 · 1,000 − 100) / 40.
    assertThat(PackCapacity.fit(List.of(100L, 10L, 30L), List.of(100L, 20L, 60L), 1000, 900))
        .isEqualTo(17);
  }

  @Test
  void noPieceOfMemoryIsGreaterThanTheLargest() {
    assertThat(PackCapacity.fit(List.of(100L, 10L, 30L), List.of(100L, 20L, 60L), 100_000, 300))
        .isEqualTo(10);
  }

  @Test
  void whatDoesNotFitEvenAloneIsTriedAlone() {
    assertThat(PackCapacity.fit(List.of(30L), List.of(60L), 20, 20)).isEqualTo(1);
  }
}
