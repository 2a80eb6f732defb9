package io.sweepstake.core.economics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.core.auction.SecondPriceAuction;
import io.sweepstake.core.auction.VcgAuction;
import io.sweepstake.core.mechanism.Mechanism;
import io.sweepstake.core.mechanism.Outcomes;
import io.sweepstake.core.regret.FirstPriceAuction;
import io.sweepstake.core.regret.QuadraticPrices;
import io.sweepstake.core.regret.RegretEstimator;
import io.sweepstake.core.regret.StrongAttack;
import io.sweepstake.core.setting.Demand;
import io.sweepstake.core.setting.Setting;
import io.sweepstake.core.setting.Settings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EvaluatorTest {
  private static final RegretEstimator QUICK = new StrongAttack(11, 5, 5, 2, 4, 5, 0.1, 0.01);

  private static Mechanism constant(float[] allocation, float[] payments, int items) {
    return reports -> {
      Outcomes outcomes = new Outcomes(reports.count(), payments.length, items);
      for (int k = 0; k < reports.count(); k++) {
        System.arraycopy(
            allocation, 0, outcomes.allocation(), k * allocation.length, allocation.length);
        System.arraycopy(payments, 0, outcomes.payments(), k * payments.length, payments.length);
      }
      return outcomes;
    };
  }

  private static Setting listed(int bidders, int items, Demand demand, List<List<Float>> profiles) {
    return new Setting(
        "listed", bidders, items, demand, new ListedValuations(bidders, items, profiles));
  }

  @Test
  void everyMetricByHand() {
    // Values (1/2, 1) and (1/4, 1/4); allocation (3/4, 1/2), payments (1/4, 1/4) always.
    Setting setting =
        listed(2, 1, Demand.ADDITIVE, List.of(List.of(0.5f, 1f), List.of(0.25f, 0.25f)));
    Mechanism mechanism = constant(new float[] {0.75f, 0.5f}, new float[] {0.25f, 0.25f}, 1);
    Evaluation evaluation = new Evaluator(setting, 1, 2, 2, QUICK).evaluate(mechanism);

    assertThat(evaluation.revenue().mean()).isEqualTo(0.5);
    assertThat(evaluation.revenue().standardError()).isZero();
    // Welfares 3/8 + 1/2 = 7/8 and 3/16 + 1/8 = 5/16; greatest 1 and 1/4.
    assertThat(evaluation.welfare().mean()).isEqualTo((0.875 + 0.3125) / 2);
    assertThat(evaluation.efficiency().mean()).isCloseTo(1.1875 / 1.25, within(1e-12));
    assertThat(evaluation.efficiency().max()).isEqualTo(1.25);
    // Utilities 1/8, 1/4; −1/16, −1/8.
    assertThat(evaluation.irViolation().mean()).isEqualTo((0.0625 + 0.125) / 4);
    assertThat(evaluation.irViolation().max()).isEqualTo(0.125);
    assertThat(evaluation.overAllocation().mean()).isEqualTo(0.25);
    assertThat(evaluation.regret().mean()).isZero();
    assertThat(evaluation.monotonicityViolation().orElseThrow().max()).isZero();
    assertThat(evaluation.attackRatio()).isEmpty();
  }

  @Test
  void unitDemandBiddersAreOverAllocatedByTwoItems() {
    // One bidder, two items worth 1/2 and 1, gets 3/4 of each; the best she can have is 1.
    Setting setting = listed(1, 2, Demand.UNIT_DEMAND, List.of(List.of(0.5f, 1f)));
    Mechanism mechanism = constant(new float[] {0.75f, 0.75f}, new float[] {0}, 2);
    Evaluation evaluation = new Evaluator(setting, 1, 3, 3, QUICK).evaluate(mechanism);
    assertThat(evaluation.overAllocation().mean()).isEqualTo(0.5);
    assertThat(evaluation.efficiency().mean()).isEqualTo(1.125);
    assertThat(evaluation.monotonicityViolation()).isEmpty();
    Setting additive = listed(1, 2, Demand.ADDITIVE, List.of(List.of(0.5f, 1f)));
    Evaluation fine = new Evaluator(additive, 1, 3, 3, QUICK).evaluate(mechanism);
    assertThat(fine.overAllocation().max()).isZero();
    assertThat(fine.efficiency().mean()).isEqualTo(0.75);
  }

  @Test
  void aPairIsWorthWhatItsItemsAreAndMore() {
    // Values (1, 1/2) and 1/2 more for both; the second bidder (1/2, 1) and 1 less for both.
    Setting setting =
        listed(2, 3, Demand.COMBINATORIAL, List.of(List.of(1f, 0.5f, 0.5f, 0.5f, 1f, -1f)));
    // The first gets item 1 with 1/2, item 2 with 1/4, both with 1/8; the second item 2 with 1/2.
    Mechanism mechanism =
        constant(new float[] {0.5f, 0.25f, 0.125f, 0, 0.5f, 0}, new float[] {0, 0.625f}, 3);
    Evaluation evaluation = new Evaluator(setting, 1, 1, 1, QUICK).evaluate(mechanism);
    assertThat(evaluation.welfare().mean()).isEqualTo(0.5 + 0.125 + 0.0625 + 0.5);
    // The best: an item each, 2; the pair is worth 2 to the first and 1/2 to the second.
    assertThat(evaluation.efficiency().mean()).isEqualTo(1.1875 / 2);
    assertThat(evaluation.irViolation().max()).isEqualTo(0.125);
    assertThat(evaluation.overAllocation().max()).isZero();
  }

  @Test
  void chancesOfAPairMustFitThoseOfItsItems() {
    Setting setting = listed(1, 3, Demand.COMBINATORIAL, List.of(List.of(1f, 1f, 0f)));
    Mechanism tooOften = constant(new float[] {0.5f, 0.5f, 0.75f}, new float[] {0}, 3);
    Mechanism tooSeldom = constant(new float[] {0.75f, 0.75f, 0}, new float[] {0}, 3);
    Evaluator evaluator = new Evaluator(setting, 1, 1, 1, QUICK);
    assertThat(evaluator.evaluate(tooOften).overAllocation().max()).isEqualTo(0.25);
    assertThat(evaluator.evaluate(tooSeldom).overAllocation().max()).isEqualTo(0.5);
  }

  @Test
  void chancesThatNoLotteryOverWholeAllocationsHasCountAsMisallocation() {
    Setting setting =
        listed(2, 3, Demand.COMBINATORIAL, List.of(List.of(1f, 1f, 0f), List.of(1f, 1f, 0f)));
    // Half of the time the second bidder has both items; the first has each item for another half,
    // never both: no room is left for that.
    Mechanism crowded =
        constant(new float[] {0.5f, 0.5f, 0, 0.5f, 0.5f, 0.5f}, new float[] {0, 0}, 3);
    Mechanism roomy =
        constant(new float[] {0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f}, new float[] {0, 0}, 3);
    Evaluator evaluator = new Evaluator(setting, 1, 1, 1, QUICK);
    assertThat(evaluator.evaluate(crowded).overAllocation().max()).isEqualTo(0.5);
    assertThat(evaluator.evaluate(roomy).overAllocation().max()).isZero();
  }

  @Test
  void negativeProbabilitiesCountAsMisallocation() {
    Setting setting = listed(1, 2, Demand.ADDITIVE, List.of(List.of(0.5f, 1f)));
    Mechanism mechanism = constant(new float[] {-0.125f, 0.75f}, new float[] {0}, 2);
    assertThat(new Evaluator(setting, 1, 1, 1, QUICK).evaluate(mechanism).overAllocation().max())
        .isEqualTo(0.125);
  }

  @Test
  void regretsAreReportedByBidder() {
    // First price: only the highest bidder regrets, by the distance to the second.
    Setting setting =
        listed(2, 1, Demand.ADDITIVE, List.of(List.of(0.5f, 1f), List.of(0.25f, 0.75f)));
    Evaluation evaluation =
        new Evaluator(setting, 1, 4, 4, StrongAttack.standard()).evaluate(new FirstPriceAuction(2));
    assertThat(evaluation.regretByBidder().get(0).mean()).isZero();
    assertThat(evaluation.regretByBidder().get(1).mean()).isCloseTo(0.5, within(1e-4));
    assertThat(evaluation.worstRegret()).isCloseTo(0.5, within(1e-4));
    assertThat(evaluation.regret().mean()).isCloseTo(0.25, within(1e-4));
    assertThat(evaluation.regret().max()).isCloseTo(0.5, within(1e-4));
    assertThat(evaluation.regret().count()).isEqualTo(4);
  }

  @Test
  void meanRegretOfFirstPriceIsKnown() {
    // E[v(2) − v(1)] / 2 for two uniform bidders: 1/6.
    Setting setting = Settings.named("uniform", OptionalInt.of(2));
    Evaluation evaluation =
        new Evaluator(setting, 1, 1024, 1024, StrongAttack.standard())
            .evaluate(new FirstPriceAuction(2));
    assertThat(evaluation.regret().mean())
        .isCloseTo(1.0 / 6, within(4 * evaluation.regret().standardError()));
    assertThat(evaluation.attackRatio().orElseThrow()).isGreaterThan(1.5);
    // Truthful bidding would raise 2/3: more than any truthful mechanism could.
    assertThat(OptimumAlarm.of(setting, evaluation.revenue()))
        .hasValueSatisfying(
            message ->
                assertThat(message).contains("0.416667").contains("Myerson").contains("uniform"));
  }

  @Test
  void fallingAllocationIsSeenAlongASweep() {
    // a = 1 − b falls by 1 over [0, 1], whoever sweeps; a = b falls nowhere.
    Setting setting = Settings.named("uniform", OptionalInt.of(1));
    Mechanism falling =
        reports -> {
          Outcomes outcomes = new Outcomes(reports.count(), 1, 1);
          for (int k = 0; k < reports.count(); k++) {
            outcomes.allocation()[k] = 1 - reports.value(k, 0, 0);
          }
          return outcomes;
        };
    Evaluator evaluator = new Evaluator(setting, 1, 8, 8, QUICK);
    assertThat(evaluator.evaluate(falling).monotonicityViolation().orElseThrow().mean())
        .isCloseTo(1, within(1e-6));
    assertThat(
            evaluator.evaluate(new QuadraticPrices(8)).monotonicityViolation().orElseThrow().max())
        .isZero();
  }

  @Test
  void truthfulEfficientMechanismsMeasureAsSuch() {
    for (Setting setting :
        List.of(
            Settings.named("exponential", OptionalInt.of(3)),
            Settings.named("latent"),
            Settings.named("unit-3x2-uniform"))) {
      Evaluation evaluation =
          new Evaluator(setting, 3, 300, 40, StrongAttack.standard())
              .evaluate(new VcgAuction(setting.demand()));
      assertThat(evaluation.efficiency().mean()).isCloseTo(1, within(1e-7));
      assertThat(evaluation.regret().max()).isLessThan(1e-6);
      assertThat(evaluation.irViolation().max()).isLessThan(1e-6);
      assertThat(evaluation.overAllocation().max()).isZero();
      assertThat(OptimumAlarm.of(setting, evaluation.revenue())).isEmpty();
    }
  }

  @Test
  void anySharingOfBlocksGivesTheSameEvaluation() {
    Setting setting = Settings.named("hetero", OptionalInt.of(2));
    Evaluator evaluator = new Evaluator(setting, 4, 1500, 700, QUICK);
    Mechanism mechanism = new FirstPriceAuction(2);
    Evaluation whole = evaluator.evaluate(mechanism);
    assertThat(evaluator.blocks()).isEqualTo(6);
    for (int shards : new int[] {2, 3, 6, 9}) {
      List<BlockEvaluation> parts = new ArrayList<>();
      for (int shard = 0; shard < shards; shard++) {
        parts.addAll(evaluator.evaluate(mechanism, evaluator.blocksOf(shard, shards)));
      }
      Collections.reverse(parts);
      assertThat(evaluator.combine(parts)).isEqualTo(whole);
    }
    assertThat(whole.revenue().count()).isEqualTo(1500);
    assertThat(whole.regretByBidder().get(0).count()).isEqualTo(700);
  }

  @Test
  void missingOrRepeatedBlocksAreRefused() {
    Evaluator evaluator =
        new Evaluator(Settings.named("uniform", OptionalInt.of(2)), 4, 600, 10, QUICK);
    Mechanism mechanism = SecondPriceAuction.withoutReserve(2);
    List<BlockEvaluation> parts = evaluator.evaluate(mechanism, IntStream.of(0, 2));
    assertThatThrownBy(() -> evaluator.combine(parts))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[0, 2]");
    assertThatThrownBy(
            () -> evaluator.combine(evaluator.evaluate(mechanism, IntStream.of(0, 1, 1, 2))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void profilesAreTheSameForEveryMechanismAndFreshForEverySeed() {
    Setting setting = Settings.named("uniform", OptionalInt.of(2));
    Evaluator one = new Evaluator(setting, 1, 500, 1, QUICK);
    Mechanism plain = SecondPriceAuction.withoutReserve(2);
    Mechanism free = SecondPriceAuction.withReserve(2, 0);
    assertThat(one.evaluate(plain)).isEqualTo(one.evaluate(free));
    assertThat(new Evaluator(setting, 2, 500, 1, QUICK).evaluate(plain).revenue())
        .isNotEqualTo(one.evaluate(plain).revenue());
  }

  @Test
  void moreAttackedThanDrawnIsRefused() {
    assertThatThrownBy(() -> new Evaluator(Settings.named("uniform"), 1, 10, 11, QUICK))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("11 and 10");
  }
}
