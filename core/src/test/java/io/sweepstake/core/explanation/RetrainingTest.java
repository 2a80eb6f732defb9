package io.sweepstake.core.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sweepstake.core.descent.AdamW;
import io.sweepstake.core.descent.AscentRule;
import io.sweepstake.core.descent.Descent;
import io.sweepstake.core.descent.LearningRate;
import io.sweepstake.core.engine.tiles.TileEngine;
import io.sweepstake.core.loss.FixedPenalty;
import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.network.RegretNet;
import io.sweepstake.core.program.LayerWeights;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.training.DivergedException;
import io.sweepstake.core.training.GlorotStart;
import io.sweepstake.core.training.MisreportSearch;
import io.sweepstake.core.training.TrainingSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetrainingTest {
  private static final TestNetwork NETWORK =
      TestNetwork.of("additive-2x2-uniform", "regretnet", 8, 6);
  private static final TrainingSpec SPEC =
      new TrainingSpec(
          NETWORK.setting(),
          new RegretNet(),
          new Architecture(List.of(8, 6)),
          new FixedPenalty(2),
          0,
          new MisreportSearch(2, 0.1, AscentRule.ADAM, 1, 1, true, 0, 2, 0.1),
          new Descent(new AdamW(0.1), new LearningRate(1e-2, 1e-2), 0),
          64,
          64,
          10,
          11,
          new GlorotStart());

  private final Retraining retraining =
      new Retraining(SPEC, NETWORK.weights(), new TileEngine(TestNetwork.KERNELS));

  private static LayerWeights layer(NetworkWeights weights, String name) {
    return weights.layers().stream()
        .filter(layer -> layer.shape().name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Layer named(String name) {
    return Layers.of(NETWORK.program()).stream()
        .filter(layer -> layer.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void headsAreTrainedOnLayersThatStay() throws DivergedException {
    Retraining.Result shorter = retraining.truncated(1, true);

    assertThat(shorter.architecture()).isEqualTo(new Architecture(List.of(8)));
    for (String kept : List.of("allocation.0", "payment.0")) {
      assertThat(layer(shorter.weights(), kept)).isEqualTo(layer(NETWORK.weights(), kept));
    }
    assertThat(layer(shorter.weights(), "payment.out").shape().inputs()).isEqualTo(8);
  }

  @Test
  void untrainedLayersAreTheControl() throws DivergedException {
    NetworkWeights control = retraining.truncated(2, false).weights();

    assertThat(layer(control, "payment.1")).isNotEqualTo(layer(NETWORK.weights(), "payment.1"));
    assertThat(layer(control, "payment.1").bias()).containsOnly(0f); // as it started
    assertThat(layer(control, "payment.out").bias()).doesNotContain(0f);
  }

  @Test
  void oneLayerIsRandomisedAndTheOthersMoveAround() throws DivergedException {
    Layer about = named("allocation.1");
    NetworkWeights bare = retraining.randomised(about);
    NetworkWeights around = retraining.aroundRandomised(about).weights();

    for (LayerWeights trained : NETWORK.weights().layers()) {
      String name = trained.shape().name();
      boolean own = about.weights().contains(name);
      assertThat(layer(bare, name).equals(trained)).isEqualTo(!own);
      assertThat(layer(around, name).equals(layer(bare, name))).isEqualTo(own);
    }
  }

  @Test
  void whatIsTrainedOnMovesEverywhere() throws DivergedException {
    NetworkWeights on = retraining.continued().weights();

    for (LayerWeights trained : NETWORK.weights().layers()) {
      assertThat(layer(on, trained.shape().name())).isNotEqualTo(trained);
    }
  }
}
