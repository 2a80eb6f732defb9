package io.sweepstake.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Objective;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GainTest {
  private static final Metric COST = Metric.of("cost");

  @Test
  void whatIsBetterGainsWhicheverWayTheGoalPoints() {
    assertThat(Gain.over(cost(3), cost(1), Objective.of(Goal.minimize(COST)))).isEqualTo(2);
    assertThat(Gain.over(cost(3), cost(1), Objective.of(Goal.maximize(COST)))).isEqualTo(-2);
  }

  private static Metrics cost(double value) {
    return Metrics.of(Map.of(COST, value));
  }
}
