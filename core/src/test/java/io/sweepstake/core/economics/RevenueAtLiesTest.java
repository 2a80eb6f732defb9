package io.sweepstake.core.economics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.core.auction.SingleItemAuction;
import io.sweepstake.core.auction.VcgAuction;
import io.sweepstake.core.engine.tiles.NetworkMechanism;
import io.sweepstake.core.kernel.Loops;
import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.network.MechanismFamilies;
import io.sweepstake.core.network.TruthfulFamily;
import io.sweepstake.core.regret.FirstPriceAuction;
import io.sweepstake.core.regret.RegretEstimator;
import io.sweepstake.core.regret.StrongAttack;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class RevenueAtLiesTest {
  private static final RegretEstimator QUICK = new StrongAttack(51, 11, 21, 2, 8, 20, 0.1, 0.001);
  private static final Setting TWO = Settings.named("uniform", OptionalInt.of(2));

  /** Everybody pays her bid, whoever wins. */
  private record AllPayAuction(int bidders) implements SingleItemAuction {
    @Override
    public void sell(double[] bids, double[] shares, double[] payments) {
      new FirstPriceAuction(bidders).sell(bids, shares, payments);
      System.arraycopy(bids, 0, payments, 0, bids.length);
    }
  }

  private static Evaluation evaluated(Mechanism mechanism, int rounds) {
    return new Evaluator(TWO, 1, 4096, 512, StrongAttack.standard(), rounds).evaluate(mechanism);
  }

  @Test
  void aFirstPriceWinnerWhoKnowsTheOtherBidPaysThat() {
    // Truthful bids raise E max = 2/3; she who wins bids the other's value and a little: 1/3.
    Evaluation found = evaluated(new FirstPriceAuction(2), 1);

    double error = 4 * found.changeAtLies().standardError();
    assertThat(found.changeAtLies().mean()).isCloseTo(-1.0 / 3, within(error));
    assertThat(found.changeAtLies().count()).isEqualTo(512);
    assertThat(found.revenueAtLies()).isCloseTo(1.0 / 3, within(error + 0.02));
    assertThat(found.changeInLastRound()).isEmpty();
    // What she gains is what the seller loses.
    assertThat(found.changeAtLies().mean()).isCloseTo(-2 * found.regret().mean(), within(1e-5));
  }

  @Test
  void theirAnswersToEachOtherSettle() {
    // The loser could only win by paying more than her value, the winner already pays the least.
    Evaluation once = evaluated(new FirstPriceAuction(2), 1);
    Evaluation thrice = evaluated(new FirstPriceAuction(2), 3);

    assertThat(thrice.regret()).isEqualTo(once.regret());
    assertThat(thrice.revenueAtLies()).isCloseTo(once.revenueAtLies(), within(1e-3));
    assertThat(thrice.changeInLastRound().orElseThrow().mean()).isCloseTo(0, within(1e-3));
  }

  @Test
  void anAllPayLoserStaysAwayAndThenTheWinnerPaysNothing() {
    // Truth: v1 + v2, 1. Best answers: the loser bids 0, the winner v2 and a little: 1/3. To a bid
    // of 0 a little is enough.
    double truth = evaluated(new AllPayAuction(2), 1).revenue().mean();
    assertThat(truth).isCloseTo(1, within(0.03));
    assertThat(evaluated(new AllPayAuction(2), 1).revenueAtLies()).isCloseTo(1.0 / 3, within(0.05));
    Evaluation twice = evaluated(new AllPayAuction(2), 2);
    assertThat(twice.revenueAtLies()).isCloseTo(0, within(0.05));
    assertThat(twice.changeInLastRound().orElseThrow().mean()).isCloseTo(-1.0 / 3, within(0.05));
  }

  @Test
  void nobodyLiesInATruthfulAuction() {
    for (String name : List.of("additive-1x2-uniform", "additive-2x2-uniform", "hetero")) {
      Setting setting = Settings.named(name);
      for (Mechanism mechanism : truthful(setting)) {
        Evaluation found = new Evaluator(setting, 2, 300, 64, QUICK, 2).evaluate(mechanism);

        assertThat(found.revenueAtLies()).isEqualTo(found.revenue().mean());
        assertThat(found.changeAtLies().standardError()).isZero();
        assertThat(found.changeAtLies().max()).isZero();
        assertThat(found.changeInLastRound().orElseThrow().max()).isZero();
      }
    }
  }

  private static List<Mechanism> truthful(Setting setting) {
    List<Mechanism> mechanisms = new ArrayList<>(List.of(new VcgAuction(setting.demand())));
    Baselines.of(setting).forEach(baseline -> mechanisms.add(baseline.mechanism()));
    for (String name : setting.bidders() == 1 ? List.of("rochetnet") : List.of("vvca", "ama")) {
      TruthfulFamily family = (TruthfulFamily) MechanismFamilies.named(name);
      var architecture = family.defaultArchitecture(setting);
      mechanisms.add(
          family.mechanism(
              setting,
              architecture,
              family.initial(setting, architecture, 3),
              NetworkMechanism.on(Loops.best().get())));
    }
    return mechanisms;
  }

  @Test
  void roundsMustBeCounted() {
    assertThatThrownBy(() -> new Evaluator(TWO, 1, 2, 2, QUICK, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rounds of lies must be at least 1, were 0");
  }

  @Test
  void theRegretFoundTakesItsShareOfWhatIsLeft() {
    assertThat(RegretAdjusted.revenue(0.25, 0)).isEqualTo(0.25);
    assertThat(RegretAdjusted.revenue(0.25, 0.01)).isCloseTo(0.16, within(1e-12));
    assertThat(RegretAdjusted.revenue(0.25, 0.25)).isZero();
    assertThat(RegretAdjusted.revenue(0.25, 0.3)).isZero();
    assertThat(RegretAdjusted.revenue(-0.1, 0.3)).isZero();
    // Both bidders' regrets count: a mean of .01 each of two.
    Evaluation found = evaluated(new FirstPriceAuction(2), 1);
    assertThat(found.regretAdjustedRevenue())
        .isCloseTo(
            RegretAdjusted.revenue(found.revenue().mean(), 2 * found.regret().mean()),
            within(1e-12));
  }
}
