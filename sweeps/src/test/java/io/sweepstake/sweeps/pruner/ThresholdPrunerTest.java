package io.sweepstake.sweeps.pruner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Strategy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What Optuna's tests ask of {@code ThresholdPruner}; its warm-up and interval are the rungs. */
class ThresholdPrunerTest {
  private static final double NONE = Double.POSITIVE_INFINITY;
  private static final List<Rung> RUNGS = Rung.every(10, 10, 100);

  private static boolean stops(double lower, double upper, double... curve) {
    return new ThresholdPruner(Curves.VALUE, RUNGS, lower, upper)
        .decide(Curves.running(0, curve), RUNGS.get(curve.length - 1), History.empty(Curves.SPEC))
        .prune();
  }

  @Test
  void anUpperBoundAlone() {
    assertThat(stops(-NONE, 2, 1)).isFalse();
    assertThat(stops(-NONE, 2, 1, 3)).isTrue();
  }

  @Test
  void aLowerBoundAlone() {
    assertThat(stops(2, NONE, 3)).isFalse();
    assertThat(stops(2, NONE, 3, 1)).isTrue();
  }

  @Test
  void onlyTheLastValueCountsBetweenBothBounds() {
    assertThat(stops(0, 1, -0.1)).isTrue();
    assertThat(stops(0, 1, -0.1, 0)).isFalse();
    assertThat(stops(0, 1, -0.1, 0, 0.4)).isFalse();
    assertThat(stops(0, 1, -0.1, 0, 0.4, 1)).isFalse();
    assertThat(stops(0, 1, -0.1, 0, 0.4, 1, 1.1)).isTrue();
  }

  @Test
  void boundsThatAreNoneOrNoNumbersAreRefused() {
    Goal goal = Goal.maximize(Curves.VALUE);
    assertThatThrownBy(() -> Pruners.of(Strategy.of("threshold"), goal, 100))
        .hasMessage("threshold pruner: needs a lower or an upper bound, had none");
    assertThatThrownBy(
            () -> Pruners.of(Strategy.of("threshold", Map.of("lower", "val")), goal, 100))
        .hasMessage("threshold lower: must be a number, was val");
    assertThatThrownBy(() -> new ThresholdPruner(Curves.VALUE, RUNGS, 1, 1))
        .hasMessage("threshold pruner: lower must be below upper, were 1.0 and 1.0");
  }

  @Test
  void nanIsStopped() {
    assertThat(stops(0, 1, Double.NaN)).isTrue();
    assertThat(stops(0, 1, 0.5, Double.NaN)).isTrue();
  }

  @Test
  void aGoalOfSeveralMetricsIsOneValue() {
    Goal sum = Goal.maximize(Curves.VALUE).minus(5, Curves.VALUE);
    ThresholdPruner pruner = new ThresholdPruner(sum, RUNGS, 0, NONE);
    assertThat(
            pruner.decide(Curves.running(0, 1), RUNGS.get(0), History.empty(Curves.SPEC)).value())
        .isEqualTo(-5);
  }
}
