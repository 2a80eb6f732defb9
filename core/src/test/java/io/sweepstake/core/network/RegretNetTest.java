package io.sweepstake.core.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.core.engine.tiles.NetworkMechanism;
import io.sweepstake.core.kernel.Loops;
import io.sweepstake.core.mechanism.Outcomes;
import io.sweepstake.core.network.affine.LotteryAma;
import io.sweepstake.core.program.LayerShape;
import io.sweepstake.core.program.LayerWeights;
import io.sweepstake.core.program.NetworkProgram;
import io.sweepstake.core.program.NetworkWeights;
import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.Settings;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegretNetTest {
  private static final Setting UNLIKE = Settings.named("combinatorial-2x2-uniform-12-15");

  /** Weights of 0 and biases of one's own in the output layers: outcomes hang on no report. */
  private static NetworkWeights constant(NetworkProgram program, float[] items, float[] bidders) {
    List<LayerWeights> layers = new ArrayList<>();
    for (LayerShape shape : program.layers()) {
      float[] bias =
          switch (shape.name()) {
            case "allocation.items" -> items;
            case "allocation.bidders" -> bidders;
            default -> new float[shape.outputs()];
          };
      layers.add(new LayerWeights(shape, new float[shape.outputs() * shape.inputs()], bias));
    }
    return new NetworkWeights(layers);
  }

  private static double[] softmax(double... logits) {
    double sum = 0;
    double[] shares = new double[logits.length];
    for (double logit : logits) {
      sum += Math.exp(logit);
    }
    for (int k = 0; k < shares.length; k++) {
      shares[k] = Math.exp(logits[k]) / sum;
    }
    return shares;
  }

  @Test
  void aLotIsSoldWithTheLeastOfTheProbabilitiesThatHaveASay() {
    NetworkProgram program = new RegretNet().program(UNLIKE, Architecture.uniform(3, 1));
    // For each item: alone to bidder 1, to 2, in a pair to 1, to 2, nobody.
    double[] first = {1, -1, 2, 0.5, 0};
    double[] second = {0.25, 1.5, 1, 0.75, -1};
    double[][] lots = {{0.5, 1, 1.5}, {-1, 2, 0}};
    float[] items = new float[10]; // [share][item]
    float[] bidders = new float[6];
    for (int k = 0; k < 5; k++) {
      items[2 * k] = (float) first[k];
      items[2 * k + 1] = (float) second[k];
    }
    for (int k = 0; k < 6; k++) {
      bidders[k] = (float) lots[k / 3][k % 3];
    }
    ValuationProfiles truth = new ValuationProfiles(3, 2, 3);
    UNLIKE.distribution().sample(0, truth, 1);

    Outcomes outcomes =
        new NetworkMechanism(program, constant(program, items, bidders), Loops.SCALAR.get())
            .run(truth);

    double[] ofFirst = softmax(first);
    double[] ofSecond = softmax(second);
    for (int i = 0; i < 2; i++) {
      double[] own = softmax(lots[i]);
      double onlyFirst = Math.min(ofFirst[i], own[0]);
      double onlySecond = Math.min(ofSecond[i], own[1]);
      double pair = Math.min(Math.min(ofFirst[2 + i], ofSecond[2 + i]), own[2]);
      double[] expected = {onlyFirst + pair, onlySecond + pair, pair};
      for (int k = 0; k < 3; k++) {
        double worth = 0;
        for (int j = 0; j < 3; j++) {
          assertThat((double) outcomes.allocation(k, i, j)).isCloseTo(expected[j], within(1e-6));
          worth += expected[j] * truth.value(k, i, j);
        }
        // Half: the sigmoid of 0.
        assertThat((double) outcomes.payment(k, i)).isCloseTo(worth / 2, within(2e-6));
      }
    }
  }

  @Test
  void pairsAreNeverSoldMoreOftenThanTheirItemsNorItemsTwice() {
    NetworkProgram program = new RegretNet().program(UNLIKE, Architecture.uniform(8, 2));
    List<LayerWeights> wild = new ArrayList<>();
    for (LayerWeights layer : NetworkWeights.glorot(program, 3).layers()) {
      float[] weights = layer.weights().clone();
      for (int k = 0; k < weights.length; k++) {
        weights[k] += (float) (2 * Seeds.normal(wild.size(), k));
      }
      wild.add(new LayerWeights(layer.shape(), weights, layer.bias()));
    }
    ValuationProfiles truth = new ValuationProfiles(500, 2, 3);
    UNLIKE.distribution().sample(0, truth, 1);
    Outcomes outcomes =
        new NetworkMechanism(program, new NetworkWeights(wild), Loops.best().get()).run(truth);
    for (int k = 0; k < truth.count(); k++) {
      for (int i = 0; i < 2; i++) {
        float first = outcomes.allocation(k, i, 0);
        float second = outcomes.allocation(k, i, 1);
        float both = outcomes.allocation(k, i, 2);
        assertThat(both).isBetween(0f, Math.min(first, second));
        assertThat(first + second - both).isLessThanOrEqualTo(1.000001f);
        float worth =
            first * truth.value(k, i, 0)
                + second * truth.value(k, i, 1)
                + both * truth.value(k, i, 2);
        assertThat(outcomes.payment(k, i)).isBetween(0f, worth * 1.000001f);
      }
      for (int j = 0; j < 2; j++) {
        assertThat(outcomes.allocation(k, 0, j) + outcomes.allocation(k, 1, j))
            .isLessThanOrEqualTo(1.000001f);
      }
    }
  }

  @Test
  void otherFamiliesSayThatTheyDoNotSellPairs() {
    Setting one = Settings.named("combinatorial-1x2:uniform(1,2),uniform(1,2),uniform(-1,1)");
    for (MechanismFamily family :
        List.of(new RochetNet(), new EquivariantNet(), new LotteryAma())) {
      assertThatThrownBy(() -> family.defaultArchitecture(one))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("family " + family.name())
          .hasMessageContaining("combinatorial demand");
    }
  }
}
