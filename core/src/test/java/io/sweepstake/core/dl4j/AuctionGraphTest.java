package io.sweepstake.core.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.core.dl4j.GraphShape.HiddenActivation;
import io.sweepstake.core.dl4j.GraphShape.Trunks;
import io.sweepstake.core.mechanism.Outcomes;
import io.sweepstake.core.network.LayerWeights;
import io.sweepstake.core.valuation.Seeds;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.dataset.MultiDataSet;

class AuctionGraphTest {
  private static final GraphShape REGRET_NET =
      new GraphShape(2, 3, List.of(20, 15), HiddenActivation.TANH, Trunks.SEPARATE);
  private static final GraphShape AUCTION_NET =
      new GraphShape(4, 1, List.of(64, 32, 16), HiddenActivation.RELU, Trunks.SHARED);

  static Stream<GraphShape> shapes() {
    return Stream.of(
        REGRET_NET,
        AUCTION_NET,
        new GraphShape(1, 2, List.of(7), HiddenActivation.RELU, Trunks.SEPARATE),
        new GraphShape(3, 2, List.of(1, 9), HiddenActivation.TANH, Trunks.SHARED));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void weightsSurviveTheGraphBitForBit(GraphShape shape) {
    Map<String, LayerWeights> weights = weights(shape, 3);

    Map<String, LayerWeights> back = AuctionGraph.of(shape, weights).weights();

    assertThat(back).isEqualTo(weights);
    assertThat(back.keySet()).containsExactlyElementsOf(weights.keySet());
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void graphDecidesAsPlainLoopsDo(GraphShape shape) {
    Map<String, LayerWeights> weights = weights(shape, 5);
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

    AuctionGraph back = AuctionGraph.read(new ByteArrayInputStream(saved(graph)));

    assertThat(back.shape()).isEqualTo(shape);
    assertThat(back.weights()).isEqualTo(graph.weights());
  }

  @Test
  void layersAreNamedAsWeightsAreExchanged() {
    assertThat(AuctionGraph.initial(REGRET_NET, 1e-3, 1).weights().keySet())
        .containsExactly(
            "allocation.0",
            "allocation.1",
            "allocation.out",
            "payment.0",
            "payment.1",
            "payment.out");
    assertThat(AuctionGraph.initial(AUCTION_NET, 1e-3, 1).weights().keySet())
        .containsExactly("trunk.0", "trunk.1", "trunk.2", "allocation.out", "payment.out");
  }

  @Test
  void initialWeightsAreAFunctionOfTheSeed() {
    Map<String, LayerWeights> weights = AuctionGraph.initial(AUCTION_NET, 1e-3, 11).weights();

    assertThat(AuctionGraph.initial(AUCTION_NET, 1e-3, 11).weights()).isEqualTo(weights);
    assertThat(AuctionGraph.initial(AUCTION_NET, 1e-3, 12).weights()).isNotEqualTo(weights);
  }

  @Test
  void damagedFilesAreRefused() throws IOException {
    byte[] whole = saved(AuctionGraph.initial(AUCTION_NET, 1e-3, 1));
    byte[] flipped = whole.clone();
    flipped[whole.length / 2] ^= 0x10;

    for (byte[] bytes :
        List.of(new byte[0], Arrays.copyOf(whole, whole.length / 2), flipped, new byte[4096])) {
      assertThatIOException().isThrownBy(() -> AuctionGraph.read(new ByteArrayInputStream(bytes)));
    }
  }

  @Test
  void weightsOfAnotherShapeAreRefusedByName() {
    Map<String, LayerWeights> narrow = weights(AUCTION_NET, 1);
    narrow.put("trunk.1", new LayerWeights(31, 64, new float[31 * 64], new float[31]));
    Map<String, LayerWeights> lacking = weights(AUCTION_NET, 1);
    lacking.remove("payment.out");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> AuctionGraph.of(AUCTION_NET, narrow))
        .withMessageContaining("trunk.1 must be 32 × 64, was 31 × 64");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AuctionGraph.of(AUCTION_NET, lacking))
        .withMessageContaining("payment.out is missing");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> AuctionGraph.of(AUCTION_NET, weights(REGRET_NET, 1)));
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
    GraphShape shape = new GraphShape(2, 1, List.of(16), HiddenActivation.TANH, Trunks.SHARED);
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

  private static byte[] saved(AuctionGraph graph) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    graph.write(out);
    return out.toByteArray();
  }

  private static ValuationProfiles profiles(int count, GraphShape shape) {
    ValuationProfiles profiles = new ValuationProfiles(count, shape.bidders(), shape.items());
    for (int k = 0; k < profiles.values().length; k++) {
      profiles.values()[k] = (float) Seeds.uniform(1, k);
    }
    return profiles;
  }

  private static Map<String, LayerWeights> weights(GraphShape shape, long seed) {
    Map<String, LayerWeights> weights = new LinkedHashMap<>();
    shape
        .layers()
        .forEach(
            (name, size) ->
                weights.put(
                    name,
                    new LayerWeights(
                        size[0],
                        size[1],
                        values(size[0] * size[1], Seeds.derive(seed, name, 0)),
                        values(size[0], Seeds.derive(seed, name, 1)))));
    return weights;
  }

  private static float[] values(int count, long seed) {
    float[] values = new float[count];
    for (int k = 0; k < count; k++) {
      values[k] = (float) (Seeds.uniform(seed, k) - 0.5);
    }
    return values;
  }

  private static Outcomes plainLoops(
      GraphShape shape, Map<String, LayerWeights> weights, ValuationProfiles reports) {
    Outcomes outcomes = new Outcomes(reports.count(), shape.bidders(), shape.items());
    boolean shared = shape.trunks() == Trunks.SHARED;
    for (int k = 0; k < reports.count(); k++) {
      double[] reported = new double[shape.inputs()];
      for (int i = 0; i < reported.length; i++) {
        reported[i] = reports.values()[k * reported.length + i];
      }
      double[] logits =
          dense(
              weights.get("allocation.out"),
              hidden(shape, weights, shared ? "trunk" : "allocation", reported));
      double[] payment =
          dense(
              weights.get("payment.out"),
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
      GraphShape shape, Map<String, LayerWeights> weights, String trunk, double[] input) {
    double[] values = input;
    for (int layer = 0; layer < shape.hidden().size(); layer++) {
      values = dense(weights.get(trunk + "." + layer), values);
      for (int k = 0; k < values.length; k++) {
        values[k] =
            shape.activation() == HiddenActivation.TANH
                ? Math.tanh(values[k])
                : Math.max(0, values[k]);
      }
    }
    return values;
  }

  private static double[] dense(LayerWeights layer, double[] input) {
    double[] output = new double[layer.rows()];
    for (int row = 0; row < layer.rows(); row++) {
      output[row] = layer.bias()[row];
      for (int col = 0; col < layer.cols(); col++) {
        output[row] += layer.weight(row, col) * input[col];
      }
    }
    return output;
  }
}
