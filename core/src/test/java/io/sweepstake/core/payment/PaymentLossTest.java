package io.sweepstake.core.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.core.bidding.BidGrid;
import io.sweepstake.core.bidding.DiscreteValues;
import io.sweepstake.core.random.Seeds;
import io.sweepstake.core.repeated.ClassicRules;
import io.sweepstake.core.repeated.PaymentRule;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaymentLossTest {
  private static final BidGrid GRID = BidGrid.upToValues(DiscreteValues.uniform(0, 3));
  private static final double STEP = 1e-6;

  private static Profiles recorded(PaymentRule shape) {
    double[] counts = new double[shape.profiles()];
    for (int p = 0; p < counts.length; p++) {
      counts[p] = Seeds.uniform(7, p) < 0.3 ? 1 + (p % 4) : 0;
    }
    return Profiles.of(shape, List.of(counts));
  }

  private static double loss(
      PaymentLoss loss, PaymentRule shape, PaymentTiles.Outputs at, PaymentTiles.Outputs slopes) {
    Profiles profiles = recorded(shape);
    return loss.addGradients(
        profiles.numbers(), profiles.worlds().get(0), 1, 1.7, shape, at, slopes);
  }

  @ParameterizedTest
  @CsvSource({"WINNER,false", "SOFTMAX,false", "WINNER,true", "SOFTMAX,true"})
  void gradientsAgreeWithFiniteDifferences(PaymentNet.Payments payments, boolean each) {
    PaymentNet net = new PaymentNet(3, 4, 8, payments, true);
    PaymentRule shape = Profiles.shape(net);
    PaymentLoss loss = new PaymentLoss(net, GRID, each, 0.05, each ? 0 : 0.01);
    int columns = recorded(shape).numbers().length;
    PaymentTiles.Outputs at = PaymentTiles.Outputs.of(columns, 3);
    for (int k = 0; k < at.fractions().length; k++) {
      at.fractions()[k] = Seeds.uniform(1, k);
    }
    for (int k = 0; k < columns; k++) {
      at.sales()[k] = Seeds.uniform(2, k);
    }
    PaymentTiles.Outputs slopes = PaymentTiles.Outputs.of(columns, 3);
    loss(loss, shape, at, slopes);
    assertThat(Arrays.stream(slopes.sales()).filter(slope -> slope != 0).count()).isPositive();
    differs(loss, shape, at, at.fractions(), slopes.fractions());
    differs(loss, shape, at, at.sales(), slopes.sales());
  }

  private static void differs(
      PaymentLoss loss,
      PaymentRule shape,
      PaymentTiles.Outputs at,
      double[] moved,
      double[] expected) {
    for (int k = 0; k < moved.length; k += 3) {
      double before = moved[k];
      double difference = 0;
      for (int sign = -1; sign <= 1; sign += 2) {
        moved[k] = before + sign * STEP;
        difference +=
            sign
                * loss(loss, shape, at, PaymentTiles.Outputs.of(at.sales().length, 3))
                / (2 * STEP);
      }
      moved[k] = before;
      assertThat(difference).isCloseTo(expected[k], within(1e-7));
    }
  }

  /** Against truthful others the optimal rule is short of nothing, and of its margin exactly. */
  @Test
  void theOptimalRuleIsShortOfItsMarginAlone() {
    PaymentNet net = new PaymentNet(2, 4, 8, PaymentNet.Payments.WINNER, false);
    PaymentRule shape = Profiles.shape(net);
    PaymentRule optimal = ClassicRules.optimal(GRID, 2, false);
    double[] truth = new double[shape.profiles()];
    Arrays.fill(truth, 1);
    Profiles profiles = Profiles.of(shape, List.of(truth));
    PaymentTiles.Outputs at = PaymentTiles.Outputs.of(truth.length, 2);
    Arrays.fill(at.sales(), 1);
    int[] bids = new int[2];
    for (int p = 0; p < truth.length; p++) {
      shape.profile(p, bids);
      for (int i = 0; i < 2; i++) {
        at.fractions()[p * 2 + i] = bids[i] == 0 ? 0 : optimal.winning(p, i) / bids[i];
      }
    }
    double revenue = 2 * (1 * 3 + 2 * 5 + 3 * 7) / 16.0 - 3; // E[2 max − 3]
    assertThat(found(new PaymentLoss(net, GRID, true, 0, 0), profiles, shape, at))
        .isCloseTo(-revenue, within(1e-9));
    assertThat(found(new PaymentLoss(net, GRID, false, 0, 0), profiles, shape, at))
        .isCloseTo(-revenue, within(1e-9));
    assertThat(found(new PaymentLoss(net, GRID, true, 0.01, 0), profiles, shape, at))
        .isGreaterThan(-revenue + 1e-3);
  }

  private static double found(
      PaymentLoss loss, Profiles profiles, PaymentRule shape, PaymentTiles.Outputs at) {
    return loss.addGradients(
        profiles.numbers(),
        profiles.worlds().get(0),
        1,
        5,
        shape,
        at,
        PaymentTiles.Outputs.of(at.sales().length, 2));
  }
}
