package io.sweepstake.core.explanation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.core.network.AuctionProgram;
import io.sweepstake.core.pass.ReferenceInterpreter;
import io.sweepstake.core.program.LayerWeights;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LayerGradientsTest {
  private static final double STEP = 1e-5;

  @ParameterizedTest
  @MethodSource("io.sweepstake.core.explanation.TestNetwork#all")
  void gradientsAgreeWithFiniteDifferences(TestNetwork network) {
    AttackedProfiles profiles = network.attacked(48);

    LayerGradients found =
        LayerGradients.of(network.program(), network.weights(), TestNetwork.KERNELS, profiles);

    Economics economics = new Economics(network, profiles);
    for (int layer = 0; layer < network.weights().layers().size(); layer++) {
      assertThat(along(found.revenue(), layer))
          .isCloseTo(difference(network, layer, economics::revenue), within(2e-4));
      assertThat(along(found.regret(), layer))
          .isCloseTo(difference(network, layer, economics::regret), within(2e-4));
    }
  }

  @ParameterizedTest
  @MethodSource("io.sweepstake.core.explanation.TestNetwork#all")
  void sharesAddUpToOne(TestNetwork network) {
    List<LayerGradients.Part> parts =
        LayerGradients.of(
                network.program(), network.weights(), TestNetwork.KERNELS, network.attacked(48))
            .parts(Layers.of(network.program()));

    assertThat(parts.stream().mapToDouble(LayerGradients.Part::revenueShare).sum())
        .isCloseTo(1, within(1e-9));
    assertThat(parts.stream().mapToDouble(LayerGradients.Part::regretShare).sum())
        .isCloseTo(1, within(1e-9));
    assertThat(parts).allSatisfy(part -> assertThat(part.cosine()).isBetween(-1.0, 1.0));
  }

  /** A direction of unit length, the same for each layer of this number. */
  private static double direction(int layer, int k, int length) {
    return Seeds.normal(layer, k) / Math.sqrt(length);
  }

  private static double along(NetworkWeights gradient, int layer) {
    LayerWeights of = gradient.layers().get(layer);
    int length = of.weights().length + of.bias().length;
    double sum = 0;
    int k = 0;
    for (int r = 0; r < of.shape().outputs(); r++) {
      sum += of.bias()[r] * direction(layer, k++, length);
      for (int c = 0; c < of.shape().inputs(); c++) {
        sum += of.weights()[r * of.shape().inputs() + c] * direction(layer, k++, length);
      }
    }
    return sum;
  }

  private static double difference(
      TestNetwork network, int layer, ToDoubleFunction<double[][][]> quantity) {
    double[] both = new double[2];
    for (int side = 0; side < 2; side++) {
      double[][][] weights = ReferenceInterpreter.widen(network.weights());
      int length = weights[layer].length * weights[layer][0].length;
      int k = 0;
      for (double[] row : weights[layer]) {
        for (int c = 0; c < row.length; c++) {
          row[c] += (side == 0 ? STEP : -STEP) * direction(layer, k++, length);
        }
      }
      both[side] = quantity.applyAsDouble(weights);
    }
    return (both[0] - both[1]) / (2 * STEP);
  }

  /** Revenue and regret at given lies, in float64. */
  private record Economics(TestNetwork network, AttackedProfiles profiles) {
    double revenue(double[][][] weights) {
      double sum = 0;
      for (int k = 0; k < profiles.count(); k++) {
        for (double payment : run(profiles.truth(), k, weights).get(AuctionProgram.PAYMENTS)) {
          sum += payment / profiles.count();
        }
      }
      return sum;
    }

    double regret(double[][][] weights) {
      double sum = 0;
      for (int bidder = 0; bidder < profiles.truth().bidders(); bidder++) {
        ValuationProfiles reports = profiles.reports(bidder);
        for (int k = 0; k < profiles.count(); k++) {
          if (profiles.found().gain(k, bidder) > 0) {
            sum +=
                (utility(run(reports, k, weights), k, bidder)
                        - utility(run(profiles.truth(), k, weights), k, bidder))
                    / profiles.count();
          }
        }
      }
      return sum;
    }

    private double utility(Map<String, double[]> outcome, int profile, int bidder) {
      double utility = -outcome.get(AuctionProgram.PAYMENTS)[bidder];
      int items = profiles.truth().items();
      for (int j = 0; j < items; j++) {
        utility +=
            outcome.get(AuctionProgram.ALLOCATION)[bidder * items + j]
                * profiles.truth().value(profile, bidder, j);
      }
      return utility;
    }

    private Map<String, double[]> run(
        ValuationProfiles reports, int profile, double[][][] weights) {
      double[] bids = new double[reports.bidders() * reports.items()];
      for (int r = 0; r < bids.length; r++) {
        bids[r] = reports.values()[profile * bids.length + r];
      }
      return new ReferenceInterpreter(network.program())
          .run(Map.of(AuctionProgram.BIDS, bids), weights);
    }
  }
}
