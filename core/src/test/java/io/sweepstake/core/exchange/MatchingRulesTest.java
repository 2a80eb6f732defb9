package io.sweepstake.core.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MatchingRulesTest {
  private static final ExchangeSetting PATH = ExchangeSettings.named(ExchangeSettings.SEVEN_TYPES);

  private static PoolOutcome outcome(MatchingRule rule, int[] pool) {
    return new PoolEvaluator(PATH, rule).evaluate(pool, true);
  }

  @Test
  void sevenTypesHaveTwentyFourStructuresInFourteenRows() {
    assertThat(PATH.central().size()).isEqualTo(24);
    assertThat(PATH.central().rows()).isEqualTo(14);
    assertThat(PATH.internal().size()).isEqualTo(6);
  }

  @Test
  void ofTheCanonicalPoolEighteenCanBeMatchedAndEachHospitalMatchesSixAlone() {
    int[] pool = SevenTypePath.canonical();
    HospitalUtility utility = new HospitalUtility(PATH);
    assertThat(utility.alone(0, pool)).isEqualTo(6);
    assertThat(utility.alone(1, pool)).isEqualTo(6);
    assertThat(outcome(new MaximumMatching(PATH), pool).welfare()).isEqualTo(18);
  }

  /** Three of 21 pairs are left over, and whoever has them would have hidden others. */
  @Test
  void maximumMatchingRewardsHiding() {
    PoolOutcome outcome = outcome(new MaximumMatching(PATH), SevenTypePath.canonical());
    assertThat(outcome.regret()).isEqualTo(1.5);
    assertThat(outcome.worst()).isEqualTo(3);
    assertThat(outcome.exhaustive()).isTrue();
    assertThat(outcome.drawn()).isEqualTo(1.5);
  }

  /**
   * A rule that matches nine tenths of the canonical pool and of both that are left when one hides
   * has a regret of 1.2 at least, summed over hospitals.
   */
  @Test
  void whatIsLeftWhenOneHidesCanBeMatchedWhole() {
    assertThat(outcome(new MaximumMatching(PATH), SevenTypePath.firstHides()).welfare())
        .isEqualTo(12);
    assertThat(outcome(new MaximumMatching(PATH), SevenTypePath.secondHides()).welfare())
        .isEqualTo(12);
  }

  @Test
  void mixAndMatchRewardsNoHiding() {
    MixAndMatch rule = new MixAndMatch(PATH);
    PoolEvaluator evaluator = new PoolEvaluator(PATH, rule);
    double welfare = 0;
    double maximum = 0;
    for (int k = 0; k < 60; k++) {
      PoolOutcome outcome = evaluator.evaluate(PATH.pool(1, k));
      assertThat(outcome.regret()).as("pool %d", k).isZero();
      assertThat(outcome.loss()).as("pool %d", k).isZero();
      assertThat(outcome.welfare()).isGreaterThanOrEqualTo(outcome.maximum() / 2);
      welfare += outcome.welfare();
      maximum += outcome.maximum();
    }
    assertThat(welfare).isLessThan(maximum);
  }

  @Test
  void mixAndMatchTakesWhatOneHospitalCanMatchAlone() {
    PoolOutcome left = outcome(new MixAndMatch(PATH), SevenTypePath.firstHides());
    assertThat(left.welfare()).isEqualTo(6); // types 2 and 3, instead of 1 to 4
    assertThat(outcome(new MixAndMatch(PATH), SevenTypePath.canonical()).welfare()).isEqualTo(18);
  }

  static Stream<MatchingRule> rules() {
    ExchangeSetting three = three();
    return Stream.of(new MaximumMatching(three), new GreedyMatching(three), new MixAndMatch(three));
  }

  private static ExchangeSetting three() {
    return ExchangeSettings.named("exchange-bloodtypes(hospitals=3,pairs=4)");
  }

  @ParameterizedTest
  @MethodSource("rules")
  void noRuleMatchesPairsThatAreNotThere(MatchingRule rule) {
    ExchangeSetting three = three();
    for (int k = 0; k < 3; k++) {
      double[] report = Arrays.stream(three.pool(2, k)).asDoubleStream().toArray();
      double[] matching = rule.match(new double[][] {report})[0];
      double[] taken = three.central().taken(matching);
      for (int row = 0; row < report.length; row++) {
        assertThat(taken[row]).isBetween(0.0, report[row] + 1e-9);
      }
      assertThat(Arrays.stream(matching).min().orElseThrow()).isGreaterThanOrEqualTo(0);
    }
  }

  @Test
  void whatHospitalsMatchOfWhatIsLeftCounts() {
    int[] pool = SevenTypePath.canonical();
    double[] nothing = new double[24];
    HospitalUtility utility = new HospitalUtility(PATH);
    double[] slope = new double[7];
    assertThat(utility.of(0, pool, nothing)).isEqualTo(6);
    assertThat(utility.of(0, pool, nothing, slope)).isCloseTo(6, within(1e-12));
    // Of its types 4, 5 and 6 one of either end is left over; 1 it cannot match.
    assertThat(slope[0]).isEqualTo(1);
    assertThat(slope[4]).isEqualTo(-1);
  }
}
