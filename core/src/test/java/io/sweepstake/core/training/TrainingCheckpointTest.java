package io.sweepstake.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TrainingCheckpointTest {
  private final byte[] bytes =
      new TrainingCheckpoint(
              7,
              3,
              new double[] {1, 2},
              new float[] {3},
              new float[] {4},
              new float[] {5},
              new float[] {6, 7})
          .toBytes();

  @Test
  void bytesComeBackTheSame() {
    assertThat(TrainingCheckpoint.fromBytes(bytes).toBytes()).isEqualTo(bytes);
  }

  @Test
  void everyTruncationIsRefused() {
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> TrainingCheckpoint.fromBytes(cut))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("checkpoint: ");
    }
  }

  @Test
  void everyChangedByteIsRefused() {
    for (int k = 0; k < bytes.length; k++) {
      byte[] changed = bytes.clone();
      changed[k] ^= 0x10;
      assertThatThrownBy(() -> TrainingCheckpoint.fromBytes(changed))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("checkpoint: ");
    }
  }

  @Test
  void anotherTrainingsCheckpointIsRefused() {
    assertThatThrownBy(() -> TrainingCheckpoint.fromBytes(bytes).requireFingerprint(8))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("another training");
  }
}
