package io.sweepstake.core.economics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.core.auction.ProductMenu;
import io.sweepstake.core.mechanism.Outcomes;
import io.sweepstake.core.regret.StrongAttack;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.Settings;
import io.sweepstake.core.setting.SigmoidSurplus;
import io.sweepstake.core.valuation.Uniform;
import io.sweepstake.core.valuation.ValuationProfiles;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProductEvaluationTest {
  private static final Setting STEEP = Settings.named("screening-1x1(1,20000,0.5):uniform(0,1)");

  @Test
  void revenueIsProfitAndWelfareIsSurplusLessCost() {
    // Quality 0.6 at price 0.9 for the three in five who need no more; it costs 0.3.
    ProductMenu menu =
        new ProductMenu(
            (SigmoidSurplus) STEEP.surplus(),
            List.of(new ProductMenu.Product(List.of(0.6f), 0.9f)));
    Evaluation evaluation =
        new Evaluator(STEEP, 3, 40_000, 8, StrongAttack.standard()).evaluate(menu);
    double error = 4 * evaluation.revenue().standardError();
    assertThat(evaluation.revenue().mean()).isCloseTo(0.6 * (0.9 - 0.3), within(error));
    assertThat(evaluation.welfare().mean()).isCloseTo(0.6 * (1 - 0.3), within(2 * error));
    // Everybody's need met at cost 0.5 x leaves 0.75 on average.
    assertThat(evaluation.efficiency().mean()).isCloseTo(0.6 * 0.7 / 0.75, within(2 * error));
    assertThat(evaluation.irViolation().max()).isZero();
    assertThat(evaluation.overAllocation().max()).isZero();
    assertThat(evaluation.regret().max()).isZero();
    assertThat(evaluation.monotonicityViolation()).isEmpty();
  }

  @Test
  void theBaselineIsTheBestSingleProduct() {
    List<Baseline> baselines = Baselines.of(STEEP);
    assertThat(baselines).hasSize(1);
    assertThat(baselines.get(0).name()).isEqualTo("one product, one price");
    ValuationProfiles fresh = new ValuationProfiles(50_000, 1, 1);
    STEEP.distribution().sample(0, fresh, 12);
    Outcomes outcomes = baselines.get(0).mechanism().run(fresh);
    double profit = 0;
    for (int k = 0; k < fresh.count(); k++) {
      profit += outcomes.payment(k, 0) - STEEP.surplus().cost(outcomes.allocation(), k, 1);
    }
    double best = 0; // (1 − y / 2) F(y)
    for (double y = 0; y <= 1; y += 1e-4) {
      best = Math.max(best, (1 - 0.5 * y) * new Uniform(0, 1).cdf(y));
    }
    assertThat(profit / fresh.count()).isBetween(0.97 * best, 1.005 * best);
    assertThat(KnownOptimum.of(STEEP)).isEmpty();
  }
}
