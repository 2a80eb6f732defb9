package io.sweepstake.core.explanation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.core.network.AuctionProgram;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PatchingTest {
  private static Patching patching(TestNetwork network, List<Layer> layers) {
    return new Patching(
        network.program(), network.weights(), TestNetwork.KERNELS, network.attacked(96), layers);
  }

  private static List<Layer> layers(TestNetwork network, int depth) {
    return Layers.of(network.program()).stream().filter(l -> l.depth() == depth).toList();
  }

  @ParameterizedTest
  @MethodSource("io.sweepstake.core.explanation.TestNetwork#all")
  void allLayersOfADepthCarryTheTruthfulAllocation(TestNetwork network) {
    int last = Layers.of(network.program()).stream().mapToInt(Layer::depth).max().orElseThrow();
    for (int depth = 1; depth <= last; depth++) {
      Patching patching = patching(network, layers(network, depth));

      float[] patched = patching.outcomes(Patch.whole()).get(AuctionProgram.ALLOCATION);
      float[] truthful = patching.truthfulOutcomes().get(AuctionProgram.ALLOCATION);

      assertThat(patched).isEqualTo(truthful);
      assertThat(patching.cases()).isGreaterThan(20);
    }
  }

  @Test
  void wholeBidsAreTheTruth() {
    TestNetwork network = TestNetwork.of("additive-2x2-uniform", "regretnet", 8, 6);
    Patching patching = patching(network, layers(network, 0));

    assertThat(patching.effect(Patch.whole()).gainRemoved()).isCloseTo(1, within(1e-6));
    assertThat(patching.effect(Patch.units(new int[4], 0)).gainRemoved()).isZero();
  }

  /** A feed-forward network hands on nothing beside its layers. */
  @Test
  void everyWholeLayerOfOneNetworkRemovesTheSame() {
    TestNetwork network = TestNetwork.of("additive-2x2-uniform", "regretnet", 8, 6);
    for (String name : List.of("allocation", "payment")) {
      double[] removed =
          Layers.of(network.program()).stream()
              .filter(layer -> layer.network().equals(name))
              .mapToDouble(
                  layer -> patching(network, List.of(layer)).effect(Patch.whole()).gainRemoved())
              .toArray();

      assertThat(removed).hasSize(3);
      assertThat(Arrays.stream(removed).boxed().collect(Collectors.toSet())).hasSize(1);
    }
  }

  @Test
  void allUnitsAreTheLayerAndSoIsTheWholeSpace() {
    TestNetwork network = TestNetwork.of("additive-2x2-uniform", "regretnet", 8, 6);
    Patching patching = patching(network, layers(network, 2));
    int rows = patching.rows();
    Patching.Effect whole = patching.effect(Patch.whole());
    double[][] identity = new double[rows][rows];
    for (int r = 0; r < rows; r++) {
      identity[r][r] = 1;
    }

    assertThat(patching.effect(Patch.units(IntStream.range(0, rows).toArray(), rows)))
        .isEqualTo(whole);
    assertThat(patching.effect(Patch.subspace(identity, rows)).gainRemoved())
        .isCloseTo(whole.gainRemoved(), within(1e-4));
  }

  /** Completeness: Sundararajan, Taly and Yan, proposition 1; on the cases that choose. */
  @Test
  void attributionsAddUpToWhatTheWholeTakes() {
    TestNetwork network = TestNetwork.of("additive-2x2-uniform", "regretnet", 8, 6);
    AttackedProfiles profiles = network.attacked(96);
    // The same lies twice, so that those that choose and those that measure are the same.
    AttackedProfiles twice = Doubled.of(profiles);
    Patching patching =
        new Patching(
            network.program(), network.weights(), TestNetwork.KERNELS, twice, layers(network, 2));

    double taken = Arrays.stream(patching.attributions()).sum() * patching.cases();
    double gained = IntStream.range(0, 192).mapToDouble(k -> profiles.found().gains()[k]).sum();

    assertThat(taken / gained)
        .isCloseTo(patching.effect(Patch.whole()).gainRemoved(), within(0.02));
  }

  @Test
  void momentsAreOfWhatLiesChange() {
    TestNetwork network = TestNetwork.of("additive-2x2-uniform", "regretnet", 8, 6);
    Patching patching = patching(network, layers(network, 0));

    double[][] moments = patching.moments();

    // A liar changes her own bids alone, never those of the other.
    assertThat(moments[0][2]).isZero();
    assertThat(moments[0][0]).isPositive();
    assertThat(moments[0][1]).isEqualTo(moments[1][0]);
  }
}
