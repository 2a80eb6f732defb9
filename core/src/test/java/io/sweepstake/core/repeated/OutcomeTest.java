package io.sweepstake.core.repeated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.core.bidding.BidGrid;
import io.sweepstake.core.bidding.BidderKind;
import io.sweepstake.core.bidding.DiscreteValues;
import io.sweepstake.core.random.Seeds;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Three bidders with the digits for values, against closed forms. */
class OutcomeTest {
  private static final BidGrid GRID = BidGrid.upToValues(DiscreteValues.uniform(0, 9));
  private static final Game SOLD = Game.of(GRID, 3, BidderKind.TRUTHFUL, false);
  private static final Game WITHHELD = Game.of(GRID, 3, BidderKind.TRUTHFUL, true);
  private static final Strategies TRUTH = Strategies.truthful(GRID, 3);
  private static final double ROUNDING = 1e-9;

  private static Outcome truth(PaymentRule rule) {
    return Outcome.of(SOLD, rule, TRUTH);
  }

  @Test
  void boundsAreTheMeansOfGreatestVirtualValues() {
    assertThat(SOLD.revenueBound()).isCloseTo(2 * 6.975 - 9, within(ROUNDING));
    assertThat(WITHHELD.revenueBound()).isCloseTo(5.275, within(ROUNDING));
    assertThat(SOLD.fullSurplus()).isCloseTo(6.975, within(ROUNDING));
  }

  @Test
  void truthfulRulesEarnTheirBoundsAndNobodyGainsByALie() {
    Outcome second = truth(ClassicRules.secondPrice(3, 10));
    assertThat(second.revenue()).isCloseTo(4.5, within(ROUNDING));
    assertThat(second.greatestGain()).isCloseTo(0, within(ROUNDING));
    Outcome always = truth(ClassicRules.optimal(GRID, 3, false));
    assertThat(always.revenue()).isCloseTo(4.95, within(ROUNDING));
    assertThat(always.greatestGain()).isCloseTo(0, within(ROUNDING));
    assertThat(always.welfare()).isCloseTo(6.975, within(ROUNDING));
    Outcome reserve = truth(ClassicRules.optimal(GRID, 3, true));
    assertThat(reserve.revenue()).isCloseTo(5.275, within(ROUNDING));
    assertThat(reserve.greatestGain()).isCloseTo(0, within(ROUNDING));
    assertThat(reserve.sold()).isCloseTo(1 - 0.125, within(ROUNDING));
  }

  @Test
  void whoPaysHerBidGainsByBiddingLess() {
    Outcome first = truth(ClassicRules.firstPrice(3, 10));
    assertThat(first.revenue()).isCloseTo(6.975, within(ROUNDING));
    // At 9 the truth brings nothing; 6 wins with (.6³ + 3 · .6² · .1 / 2 …), the best of (9 − b)
    // X(b).
    double best = 0;
    for (int b = 0; b < 9; b++) {
      double win = (Math.pow((b + 1) / 10.0, 3) - Math.pow(b / 10.0, 3)) / 0.3;
      best = Math.max(best, (9 - b) * win);
    }
    assertThat(first.gains()[0][9]).isCloseTo(best, within(ROUNDING));
    assertThat(first.losersShare()).isZero();
  }

  @Test
  void losersPayTwoThirdsOfWhatAllPay() {
    Outcome all = truth(ClassicRules.allPay(3, 10));
    assertThat(all.revenue()).isCloseTo(13.5, within(ROUNDING));
    assertThat(all.losersShare()).isCloseTo((13.5 - 6.975) / 13.5, within(ROUNDING));
    assertThat(all.bidOverValue()).isCloseTo(1, within(ROUNDING));
  }

  @Test
  void thirdPriceIsTheLeastOfThree() {
    assertThat(truth(ClassicRules.thirdPrice(3, 10)).revenue())
        .isCloseTo(2.025, within(ROUNDING)); // Σ_k ((10 − k) / 10)³, k from 1
  }

  /** The proof is Myerson's, with a slack at every step: any strategies, any rule that is IR. */
  @Test
  void noRevenueIsAboveTheBoundAndWhatGainsAllow() {
    BidGrid grid = BidGrid.upToValues(DiscreteValues.binomial(4, 0.6));
    for (boolean withholds : new boolean[] {false, true}) {
      Game game = Game.of(grid, 2, BidderKind.TRUTHFUL, withholds);
      double closest = Double.POSITIVE_INFINITY;
      for (int k = 0; k < 300; k++) {
        boolean far = k % 2 == 0;
        PaymentRule rule = far ? arbitrary(k, withholds) : nearlyOptimal(grid, k, withholds);
        Strategies strategies = far ? arbitraryStrategies(grid, k) : Strategies.truthful(grid, 2);
        Outcome outcome = Outcome.of(game, rule, strategies);
        double slack = game.revenueBound() + outcome.allowance() - outcome.revenue();
        closest = Math.min(closest, slack);
        assertThat(slack).isGreaterThan(-ROUNDING);
      }
      assertThat(closest).isLessThan(0.2);
    }
  }

  private static PaymentRule arbitrary(int seed, boolean withholds) {
    return PaymentRule.of(
        2,
        5,
        (profile, shares, winning, losing) -> {
          ClassicRules.highest(profile, shares);
          long at = Seeds.derive(seed, "rule", profile[0] * 5 + profile[1]);
          for (int i = 0; i < 2; i++) {
            shares[i] *= withholds ? Seeds.uniform(at, 2) : 1;
            winning[i] = profile[i] * Seeds.uniform(at, i);
          }
        });
  }

  /** Each payment a little off. */
  private static PaymentRule nearlyOptimal(BidGrid grid, int seed, boolean withholds) {
    PaymentRule optimal = ClassicRules.optimal(grid, 2, withholds);
    return PaymentRule.of(
        2,
        5,
        (profile, shares, winning, losing) -> {
          int p = optimal.number(profile);
          for (int i = 0; i < 2; i++) {
            double off = 0.9 + 0.2 * Seeds.uniform(Seeds.derive(seed, "off", i), p);
            shares[i] = optimal.share(p, i);
            winning[i] = Math.min(profile[i], off * optimal.winning(p, i));
          }
        });
  }

  /** Each value has one bid, never falling. */
  private static Strategies arbitraryStrategies(BidGrid grid, int seed) {
    double[][][] chances = new double[2][grid.values().count()][grid.bids()];
    for (int i = 0; i < 2; i++) {
      int bid = 0;
      for (int value = 0; value < chances[i].length; value++) {
        boolean higher = Seeds.uniform(Seeds.derive(seed, "bids", i), value) < 0.6;
        bid = Math.min(grid.bids() - 1, bid + (higher && value > 0 ? 1 : 0));
        chances[i][value][bid] = 1;
      }
    }
    return new Strategies(chances);
  }

  @Test
  void whoCannotPayGetsNothing() {
    PaymentRule rule = ClassicRules.firstPrice(2, 10).within(new double[] {4, 20});
    int profile = rule.number(new int[] {6, 3});
    assertThat(List.of(rule.share(profile, 0), rule.share(profile, 1))).containsExactly(0.0, 0.0);
    assertThat(rule.payment(profile, 0)).isZero();
    assertThat(rule.share(rule.number(new int[] {4, 3}), 0)).isEqualTo(1);
  }
}
