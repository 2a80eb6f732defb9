package io.sweepstake.core.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LayersTest {
  private static List<String> described(TestNetwork network) {
    return Layers.of(network.program()).stream()
        .map(l -> l.name() + " " + l.depth() + " " + l.rows() + (l.hidden() ? "" : " out"))
        .toList();
  }

  @Test
  void regretNetHasTwoNetworksOfEqualDepth() {
    assertThat(described(TestNetwork.of("additive-2x2-uniform", "regretnet", 8, 6)))
        .containsExactly(
            "bids 0 4",
            "allocation.0 1 8",
            "allocation.1 2 6",
            "allocation.out 3 6 out",
            "payment.0 1 8",
            "payment.1 2 6",
            "payment.out 3 2 out");
  }

  @Test
  void whatIsAddedUpIsOneLayer() {
    assertThat(described(TestNetwork.of("additive-2x2-uniform", "equivariantnet", 3, 3)))
        .contains("sale.0 1 12", "sale.1 2 12", "sale.out 3 4 out", "payment.out 3 4 out");
  }

  @Test
  void aTrunkIsReadByBothHeads() {
    assertThat(described(TestNetwork.of("uniform", "auctionnet", 8, 6, 4)))
        .containsExactly(
            "bids 0 3",
            "trunk.0 1 8",
            "trunk.1 2 6",
            "trunk.2 3 4",
            "allocation.out 4 4 out",
            "payment.out 4 3 out");
  }

  @ParameterizedTest
  @MethodSource("io.sweepstake.core.explanation.TestNetwork#all")
  void everyLayerOfWeightsIsPartOfOne(TestNetwork network) {
    assertThat(Layers.of(network.program()).stream().flatMap(l -> l.weights().stream()))
        .containsExactlyInAnyOrderElementsOf(
            network.program().layers().stream().map(shape -> shape.name()).toList());
  }
}
