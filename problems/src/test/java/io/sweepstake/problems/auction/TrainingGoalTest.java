package io.sweepstake.problems.auction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sweepstake.sweeps.study.Constraint;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Objective;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingGoalTest {
  private static final Goal PRICED =
      Goal.maximize(AuctionMetrics.TRAIN_REVENUE).minus(5, AuctionMetrics.TRAIN_REGRET);

  @Test
  void aBoundOnRegretIsAPriceOnTheWay() {
    assertThat(
            TrainingGoal.of(
                Objective.of(Goal.maximize(AuctionMetrics.REVENUE))
                    .subjectTo(Constraint.atMost(AuctionMetrics.REGRET_SHARE, 1e-3))))
        .isEqualTo(PRICED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"revenue_at_lies", "regret_adjusted_revenue"})
  void soIsWhatLiesTakeFromRevenue(String name) {
    Metric metric = Metric.of(name);
    assertThat(TrainingGoal.of(Objective.of(Goal.maximize(metric)))).isEqualTo(PRICED);
    assertThat(TrainingGoal.of(Objective.of(Goal.maximize(metric).plus(1, AuctionMetrics.REVENUE))))
        .isEqualTo(
            Goal.maximize(AuctionMetrics.TRAIN_REVENUE)
                .plus(2, AuctionMetrics.TRAIN_REVENUE)
                .minus(5, AuctionMetrics.TRAIN_REGRET));
  }

  @Test
  void whatHasNoCounterpartIsNamed() {
    assertThatThrownBy(
            () -> TrainingGoal.of(Objective.of(Goal.maximize(AuctionMetrics.EFFICIENCY))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("was not given for efficiency");
  }
}
