package io.sweepstake.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.core.descent.AscentRule;
import io.sweepstake.core.descent.Descent;
import io.sweepstake.core.descent.LearningRate;
import io.sweepstake.core.engine.tiles.TileEngine;
import io.sweepstake.core.kernel.Loops;
import io.sweepstake.core.loss.RegretBudget;
import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.network.RegretNet;
import io.sweepstake.core.setting.Settings;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TrainingCheckpointTest {
  private static final TrainingSpec SPEC =
      new TrainingSpec(
          Settings.named("additive-1x2-uniform"),
          new RegretNet(),
          new Architecture(List.of(5)),
          new RegretBudget(1, 0.5, 0.02, 0.001, 2 / 3.0),
          0,
          new MisreportSearch(2, 0.1, AscentRule.ADAM, 1, 1, true, 0.15, 5, 0.01),
          Descent.adam(new LearningRate(3e-3, 1e-4)),
          64,
          64,
          40,
          11,
          new GlorotStart());

  private final byte[] bytes =
      new TrainingCheckpoint(
              7,
              "scalar",
              3,
              new double[] {1, 2},
              new float[] {3},
              new float[] {4},
              new float[] {5},
              new TreeMap<>(
                  Map.of(TrainingCheckpoint.MISREPORTS, new float[] {6, 7}, "b", new float[0])))
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
  void sectionsComeBackByName() {
    TrainingCheckpoint back = TrainingCheckpoint.fromBytes(bytes);

    assertThat(back.section("b")).isEmpty();
    assertThat(back.section(TrainingCheckpoint.MISREPORTS)).containsExactly(6, 7);
    assertThatThrownBy(() -> back.section("c"))
        .hasMessage("checkpoint: has no section 'c', but [b, misreports]");
  }

  @Test
  void anotherTrainingsCheckpointIsRefused() {
    Trainer trainer = new Trainer(SPEC, new TileEngine(Loops.SCALAR.get()));
    assertThatThrownBy(() -> trainer.restore(TrainingCheckpoint.fromBytes(bytes)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("another training");
    assertThatThrownBy(() -> trainer.restoreAcrossEngines(TrainingCheckpoint.fromBytes(bytes)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("another training");
  }

  @Test
  void aCheckpointMovesToAnotherEngineOnlyWhenAsked() throws DivergedException {
    Trainer scalar = new Trainer(SPEC, new TileEngine(Loops.SCALAR.get()));
    scalar.advance(5, 5, TrainingListener.NONE);
    Trainer vector = new Trainer(SPEC, new TileEngine(Loops.VECTOR.get()));
    assertThatThrownBy(() -> vector.restore(scalar.checkpoint()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("trained on scalar, wants vector-");

    vector.restoreAcrossEngines(scalar.checkpoint());
    assertThat(vector.iteration()).isEqualTo(5);
    assertThat(vector.weights()).isEqualTo(scalar.weights());
    assertThat(vector.checkpoint().engine()).startsWith("vector-");
  }

  /** It was written when checkpoints did not name their engine. */
  @Test
  void aCheckpointOfVersionTwoGoesOn() throws Exception {
    TrainingCheckpoint old;
    try (InputStream in = getClass().getResourceAsStream("/checkpoints/version-2.base64")) {
      old = TrainingCheckpoint.fromBytes(Base64.getMimeDecoder().decode(in.readAllBytes()));
    }
    Trainer through = new Trainer(SPEC, new TileEngine(Loops.SCALAR.get()));
    through.advance(40, 40, TrainingListener.NONE);
    Trainer resumed = new Trainer(SPEC, new TileEngine(Loops.SCALAR.get()));
    resumed.restore(old);
    assertThat(resumed.iteration()).isEqualTo(17);
    resumed.advance(40, 40, TrainingListener.NONE);

    for (int l = 0; l < through.weights().layers().size(); l++) {
      assertThat(resumed.weights().layers().get(l).weights())
          .containsExactly(through.weights().layers().get(l).weights(), within(1e-5f));
    }
    Trainer vector = new Trainer(SPEC, new TileEngine(Loops.VECTOR.get()));
    assertThatThrownBy(() -> vector.restore(old)).hasMessageContaining("another training");
    vector.restoreAcrossEngines(old);
    assertThat(vector.iteration()).isEqualTo(17);
  }
}
