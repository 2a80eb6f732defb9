package io.sweepstake.core.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.core.dl4j.GraphShape.Trunks;
import io.sweepstake.core.mechanism.Outcomes;
import io.sweepstake.core.network.Architecture;
import io.sweepstake.core.network.AuctionNet;
import io.sweepstake.core.network.RegretNet;
import io.sweepstake.core.program.Activation;
import io.sweepstake.core.program.LayerShape;
import io.sweepstake.core.program.LayerWeights;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.setting.Demand;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.valuation.Support;
import io.sweepstake.core.valuation.ValuationDistribution;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.dataset.MultiDataSet;

class AuctionGraphTest {
  private static final GraphShape REGRET_NET =
      new GraphShape(2, 3, new Architecture(List.of(20, 15)), Activation.TANH, Trunks.SEPARATE);
  private static final GraphShape AUCTION_NET =
      new GraphShape(4, 1, new Architecture(List.of(64, 32, 16)), Activation.RELU, Trunks.SHARED);

  static Stream<GraphShape> shapes() {
    return Stream.of(
        REGRET_NET,
        AUCTION_NET,
        new GraphShape(1, 2, new Architecture(List.of(7)), Activation.RELU, Trunks.SEPARATE),
        new GraphShape(3, 2, new Architecture(List.of(1, 9)), Activation.TANH, Trunks.SHARED));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void weightsSurviveTheGraphBitForBit(GraphShape shape) {
    NetworkWeights weights = weights(shape, 3);

    NetworkWeights back = AuctionGraph.of(shape, weights).weights();

    assertThat(back).isEqualTo(weights);
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void graphDecidesAsPlainLoopsDo(GraphShape shape) {
    NetworkWeights weights = weights(shape, 5);
    ValuationProfiles reports = profiles(17, shape);

    Outcomes outcomes = AuctionGraph.of(shape, weights).run(reports);

    Outcomes expected = plainLoops(shape, weights, reports);
    assertThat(outcomes.allocation()).containsExactly(expected.allocation(), within(1e-5f));
    assertThat(outcomes.payments()).containsExactly(expected.payments(), within(1e-5f));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void savedGraphReadsBackTheSame(GraphShape shape) throws IOException {
    AuctionGraph graph = AuctionGraph.of(shape, weights(shape, 7));

    AuctionGraph.Noted back = AuctionGraph.fromBytes(graph.toBytes(Map.of("who", "me = you:1")));

    assertThat(back.graph().shape()).isEqualTo(shape);
    assertThat(back.graph().weights()).isEqualTo(graph.weights());
    assertThat(back.notes()).containsExactly(Map.entry("who", "me = you:1"));
  }

  @Test
  void shapesAreThoseOfTheFamilies() {
    Architecture hidden = new Architecture(List.of(20, 15));

    GraphShape regretNet = GraphShape.of(new RegretNet(), setting(2, 3, Demand.ADDITIVE), hidden);
    GraphShape auctionNet =
        GraphShape.of(
            new AuctionNet(),
            setting(4, 1, Demand.ADDITIVE),
            new Architecture(List.of(64, 32, 16)));

    assertThat(regretNet).isEqualTo(REGRET_NET);
    assertThat(auctionNet).isEqualTo(AUCTION_NET);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GraphShape.of(new RegretNet(), setting(2, 3, Demand.UNIT_DEMAND), hidden))
        .withMessageContaining("family regretnet")
        .withMessageContaining("allocation.bidders");
  }

  @Test
  void initialWeightsAreAFunctionOfTheSeed() {
    NetworkWeights weights = AuctionGraph.initial(AUCTION_NET, 1e-3, 11).weights();

    assertThat(AuctionGraph.initial(AUCTION_NET, 1e-3, 11).weights()).isEqualTo(weights);
    assertThat(AuctionGraph.initial(AUCTION_NET, 1e-3, 12).weights()).isNotEqualTo(weights);
  }

  @Test
  void damagedFilesAreRefused() throws IOException {
    byte[] whole = AuctionGraph.initial(AUCTION_NET, 1e-3, 1).toBytes(Map.of());
    byte[] flipped = whole.clone();
    flipped[whole.length / 2] ^= 0x10;

    for (byte[] bytes :
        List.of(new byte[0], Arrays.copyOf(whole, whole.length / 2), flipped, new byte[4096])) {
      assertThatIOException().isThrownBy(() -> AuctionGraph.fromBytes(bytes));
    }
  }

  @Test
  void weightsOfAnotherShapeAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AuctionGraph.of(AUCTION_NET, weights(REGRET_NET, 1)))
        .withMessageContaining("4x1-relu-64-32-16-shared")
        .withMessageContaining("trunk.0");
  }

  @Test
  void examplesSayWhoGetsTheItemAndAtWhichFractionOfHerReport() {
    ValuationProfiles reports = new ValuationProfiles(2, 2, 1);
    reports.set(0, 0, 0, 0.8f);
    reports.set(0, 1, 0, 0.6f);
    reports.set(1, 0, 0, 0.1f);
    reports.set(1, 1, 0, 0.3f);
    // The first profile sells to bidder 0 at 0.6, the second withholds.
    Outcomes outcomes =
        new Outcomes(2, 2, 1, new float[] {1, 0, 0, 0}, new float[] {0.6f, 0, 0, 0});

    MultiDataSet examples = AuctionGraph.examples(reports, outcomes);

    assertThat(examples.getFeatures(0).toFloatMatrix())
        .isDeepEqualTo(new float[][] {{0.8f, 0.6f}, {0.1f, 0.3f}});
    assertThat(examples.getLabels(0).toFloatMatrix())
        .isDeepEqualTo(new float[][] {{1, 0, 0}, {0, 0, 1}});
    assertThat(examples.getLabels(1).toFloatMatrix())
        .isDeepEqualTo(new float[][] {{0.75f, 1}, {1, 1}});
  }

  @Test
  void fittingBringsTheGraphNearTheMechanismItImitates() {
    GraphShape shape =
        new GraphShape(2, 1, new Architecture(List.of(16)), Activation.TANH, Trunks.SHARED);
    ValuationProfiles reports = profiles(512, shape);
    MultiDataSet examples = AuctionGraph.examples(reports, secondPrice(reports));
    AuctionGraph graph = AuctionGraph.initial(shape, 0.02, 9);
    double before = graph.graph().score(examples);

    for (int epoch = 0; epoch < 60; epoch++) {
      graph.graph().fit(examples);
    }

    assertThat(graph.graph().score(examples)).isLessThan(before / 3);
  }

  private static Outcomes secondPrice(ValuationProfiles reports) {
    Outcomes outcomes = new Outcomes(reports.count(), 2, 1);
    for (int k = 0; k < reports.count(); k++) {
      int winner = reports.value(k, 0, 0) >= reports.value(k, 1, 0) ? 0 : 1;
      outcomes.allocation()[2 * k + winner] = 1;
      outcomes.payments()[2 * k + winner] = reports.value(k, 1 - winner, 0);
    }
    return outcomes;
  }

  private static ValuationProfiles profiles(int count, GraphShape shape) {
    ValuationProfiles profiles = new ValuationProfiles(count, shape.bidders(), shape.items());
    for (int k = 0; k < profiles.values().length; k++) {
      profiles.values()[k] = (float) Seeds.uniform(1, k);
    }
    return profiles;
  }

  private static NetworkWeights weights(GraphShape shape, long seed) {
    return new NetworkWeights(
        shape.layers().stream()
            .map(
                layer ->
                    new LayerWeights(
                        layer,
                        values(
                            layer.outputs() * layer.inputs(), Seeds.derive(seed, layer.name(), 0)),
                        values(layer.outputs(), Seeds.derive(seed, layer.name(), 1))))
            .toList());
  }

  private static Setting setting(int bidders, int items, Demand demand) {
    ValuationDistribution uniform =
        new ValuationDistribution() {
          @Override
          public void sample(long firstProfile, ValuationProfiles into, long seed) {
            for (int k = 0; k < into.values().length; k++) {
              into.values()[k] = (float) Seeds.uniform(seed, firstProfile * bidders * items + k);
            }
          }

          @Override
          public Support support() {
            return Support.uniform(bidders, items, 0, 1);
          }
        };
    return new Setting("test", bidders, items, demand, uniform);
  }

  private static float[] values(int count, long seed) {
    float[] values = new float[count];
    for (int k = 0; k < count; k++) {
      values[k] = (float) (Seeds.uniform(seed, k) - 0.5);
    }
    return values;
  }

  private static Outcomes plainLoops(
      GraphShape shape, NetworkWeights weights, ValuationProfiles reports) {
    Outcomes outcomes = new Outcomes(reports.count(), shape.bidders(), shape.items());
    boolean shared = shape.trunks() == Trunks.SHARED;
    for (int k = 0; k < reports.count(); k++) {
      double[] reported = new double[shape.inputs()];
      for (int i = 0; i < reported.length; i++) {
        reported[i] = reports.values()[k * reported.length + i];
      }
      double[] logits =
          dense(
              layer(weights, "allocation.out"),
              hidden(shape, weights, shared ? "trunk" : "allocation", reported));
      double[] payment =
          dense(
              layer(weights, "payment.out"),
              hidden(shape, weights, shared ? "trunk" : "payment", reported));
      double[] value = new double[shape.bidders()];
      for (int item = 0; item < shape.items(); item++) {
        double total = 0;
        for (int bidder = 0; bidder <= shape.bidders(); bidder++) {
          total += Math.exp(logits[bidder * shape.items() + item]);
        }
        for (int bidder = 0; bidder < shape.bidders(); bidder++) {
          double share = Math.exp(logits[bidder * shape.items() + item]) / total;
          outcomes.allocation()[(k * shape.bidders() + bidder) * shape.items() + item] =
              (float) share;
          value[bidder] += share * reported[bidder * shape.items() + item];
        }
      }
      for (int bidder = 0; bidder < shape.bidders(); bidder++) {
        double fraction = 1 / (1 + Math.exp(-payment[bidder]));
        outcomes.payments()[k * shape.bidders() + bidder] = (float) (fraction * value[bidder]);
      }
    }
    return outcomes;
  }

  private static double[] hidden(
      GraphShape shape, NetworkWeights weights, String trunk, double[] input) {
    double[] values = input;
    for (int layer = 0; layer < shape.architecture().hidden().size(); layer++) {
      values = dense(layer(weights, trunk + "." + layer), values);
      for (int k = 0; k < values.length; k++) {
        values[k] =
            shape.activation() == Activation.TANH ? Math.tanh(values[k]) : Math.max(0, values[k]);
      }
    }
    return values;
  }

  private static LayerWeights layer(NetworkWeights weights, String name) {
    return weights.layers().stream()
        .filter(layer -> layer.shape().name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static double[] dense(LayerWeights layer, double[] input) {
    LayerShape shape = layer.shape();
    double[] output = new double[shape.outputs()];
    for (int row = 0; row < shape.outputs(); row++) {
      output[row] = layer.bias()[row];
      for (int col = 0; col < shape.inputs(); col++) {
        output[row] += layer.weights()[row * shape.inputs() + col] * input[col];
      }
    }
    return output;
  }
}
