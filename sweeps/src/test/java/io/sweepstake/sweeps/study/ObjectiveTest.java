package io.sweepstake.sweeps.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.space.SearchSpace;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is good, worse and missing: goals, constraints and metrics, by hand. */
class ObjectiveTest {
  private static final Metric REVENUE = Metric.of("revenue");
  private static final Metric REGRET = Metric.of("regret");
  private static final Metric COST = Metric.of("cost");
  private static final SearchSpace SPACE = SearchSpace.of(FloatParam.uniform("x", 0, 1));
  private static final Goal NET = Goal.maximize(REVENUE).minus(5, REGRET);

  private static Trial trial(int number, Metrics metrics) {
    return Trial.asked(
            number,
            Point.ofNumbers(SPACE, new double[] {0.5}),
            1,
            new Ask(0, "test"),
            Instant.EPOCH)
        .completed(metrics, Instant.EPOCH);
  }

  @Test
  void aGoalIsAWeightedSumInItsDirection() {
    Metrics metrics = Metrics.of(REVENUE, 3, REGRET, 0.5);
    assertThat(NET.value(metrics)).hasValue(0.5);
    assertThat(NET.plus(2, REGRET).value(metrics)).hasValue(4);
    assertThat(NET.loss(0.5)).isEqualTo(-0.5);
    assertThat(Goal.minimize(COST).loss(0.5)).isEqualTo(0.5);
    assertThat(NET.value(Metrics.of(REVENUE, 3))).isEmpty();
    double infinite = Double.POSITIVE_INFINITY;
    assertThat(NET.value(Metrics.of(REVENUE, infinite, REGRET, infinite)))
        .as("infinity less infinity")
        .isEmpty();
    assertThat(Goal.minimize(COST).value(Metrics.of(COST, infinite))).hasValue(infinite);
  }

  @Test
  void goalsAndConstraintsInWords() {
    assertThat(NET).hasToString("maximize revenue - 5.0 regret");
    assertThat(Goal.minimize(COST).plus(1, REGRET).minus(1, REVENUE))
        .hasToString("minimize cost + regret - revenue");
    assertThat(new Goal(Goal.Direction.MINIMIZE, Map.of(COST, -2.0)))
        .hasToString("minimize -2.0 cost");
    assertThat(Constraint.atLeast(REVENUE, 2)).hasToString("revenue >= 2.0");
    assertThat(
            Objective.of(NET, Goal.minimize(COST))
                .subjectTo(Constraint.atMost(REGRET, 0.1))
                .subjectTo(Constraint.atLeast(REVENUE, 2)))
        .hasToString(
            "maximize revenue - 5.0 regret, minimize cost subject to regret <= 0.1, revenue >="
                + " 2.0");
  }

  @Test
  void aConstraintIsBrokenByHowMuchItIsMissed() {
    Constraint most = Constraint.atMost(REGRET, 0.5);
    assertThat(most.violation(Metrics.of(REGRET, 0.75))).hasValue(0.25);
    assertThat(most.violation(Metrics.of(REGRET, 0.5))).hasValue(0);
    assertThat(most.violation(Metrics.of(REGRET, 0.25))).hasValue(0);
    assertThat(most.violation(Metrics.NONE)).isEmpty();
    Constraint least = Constraint.atLeast(REVENUE, 2);
    assertThat(least.violation(Metrics.of(REVENUE, 0.5))).hasValue(1.5);
    assertThat(least.violation(Metrics.of(REVENUE, 2.5))).hasValue(0);
    Objective both = Objective.of(Goal.minimize(COST)).subjectTo(most).subjectTo(least);
    assertThat(both.violation(Metrics.of(REVENUE, 1, REGRET, 0.75))).isEqualTo(1.25);
    assertThat(both.violation(Metrics.of(REVENUE, 3, REGRET, 0.1))).isZero();
    assertThat(both.violation(Metrics.of(REVENUE, 3))).isInfinite();
    assertThat(both.metrics()).containsExactly(COST, REGRET, REVENUE);
  }

  @Test
  void theBestAreFeasibleThenGoodThenEarly() {
    Objective objective =
        Objective.of(Goal.maximize(REVENUE)).subjectTo(Constraint.atMost(REGRET, 1));
    List<Trial> fromTheBest =
        List.of(
            trial(5, Metrics.of(REVENUE, 3, REGRET, 1)),
            trial(1, Metrics.of(REVENUE, 2, REGRET, 0)),
            trial(4, Metrics.of(REVENUE, 2, REGRET, 1)),
            trial(2, Metrics.of(REGRET, 0)),
            trial(3, Metrics.of(REVENUE, 9, REGRET, 2)),
            trial(6, Metrics.of(REVENUE, 8, REGRET, 2)),
            trial(0, Metrics.of(REVENUE, 99, REGRET, 3)));
    List<Trial> mixed =
        Stream.of(3, 6, 0, 5, 2, 4, 1).map(fromTheBest::get).sorted(objective::compare).toList();
    assertThat(mixed).isEqualTo(fromTheBest);
  }

  @Test
  void lossesArePerGoal() {
    Objective two = Objective.of(NET, Goal.minimize(COST));
    Metrics metrics = Metrics.of(REVENUE, 3, REGRET, 0.5).with(COST, 7);
    assertThat(two.losses(metrics)).containsExactly(-0.5, 7);
    assertThat(two.value(metrics)).hasValue(0.5);
    assertThatThrownBy(() -> two.losses(Metrics.of(COST, 7)))
        .hasMessage(
            "the goal maximize revenue - 5.0 regret must have a value, had none at {cost=7.0}");
  }

  @Test
  void whatIsMissingIsNamed() {
    Objective objective = Objective.of(NET).subjectTo(Constraint.atMost(COST, 1));
    assertThat(objective.gap(Metrics.of(REVENUE, 3, REGRET, 0.5)))
        .contains("reported no cost, which the objective needs");
    assertThat(objective.gap(Metrics.of(REVENUE, 3, REGRET, 0.5).with(COST, 7))).isEmpty();
    double infinite = Double.POSITIVE_INFINITY;
    assertThat(objective.gap(Metrics.of(REVENUE, infinite, REGRET, infinite).with(COST, 7)))
        .contains(
            "the goal maximize revenue - 5.0 regret is not a number at"
                + " {cost=7.0, regret=Infinity, revenue=Infinity}");
  }

  @Test
  void metricsAreAMapInTheOrderOfTheirNames() {
    Metrics metrics = Metrics.of(REVENUE, 3, REGRET, 0.5);
    assertThat(metrics.asMap()).containsExactly(Map.entry(REGRET, 0.5), Map.entry(REVENUE, 3.0));
    assertThat(metrics.with(COST, 1).value(COST)).hasValue(1);
    assertThat(metrics.with(REGRET, 1).value(REGRET)).hasValue(1);
    assertThat(metrics.value(COST)).isEmpty();
    assertThat(metrics.isEmpty()).isFalse();
    assertThat(Metrics.NONE.isEmpty()).isTrue();
    assertThat(metrics)
        .isEqualTo(Metrics.of(REGRET, 0.5, REVENUE, 3))
        .hasSameHashCodeAs(Metrics.of(REGRET, 0.5, REVENUE, 3))
        .isNotEqualTo(Metrics.of(REGRET, 0.5, REVENUE, 4))
        .isNotEqualTo(Metrics.of(REGRET, 0.5, COST, 3))
        .isNotEqualTo(metrics.asMap())
        .hasToString("{regret=0.5, revenue=3.0}");
    assertThat(metrics.withValues(new double[] {1, 2}))
        .isEqualTo(Metrics.of(REGRET, 1, REVENUE, 2));
    assertThat(metrics.hashCode()).isNotEqualTo(Metrics.of(REGRET, 0.5, REVENUE, 4).hashCode());
    assertThat(metrics.hashCode()).isNotEqualTo(Metrics.of(REGRET, 0.5, COST, 3).hashCode());
  }

  @Test
  void saysWhatIsWrong() {
    assertThatThrownBy(() -> Metrics.of(COST, Double.NaN)).isInstanceOf(NotANumberException.class);
    assertThatThrownBy(() -> Metrics.of(Map.of(COST, Double.NaN)))
        .isInstanceOf(NotANumberException.class);
    assertThatThrownBy(() -> Metrics.of(COST, 1).withValues(new double[] {Double.NaN}))
        .isInstanceOf(NotANumberException.class);
    assertThatThrownBy(() -> Metrics.of(COST, 1).withValues(new double[2]))
        .hasMessage("metrics: need 1 values, were given 2");
    assertThatThrownBy(Objective::of).hasMessage("objective: needs at least one goal, had none");
    assertThatThrownBy(() -> new Goal(Goal.Direction.MINIMIZE, Map.of()))
        .hasMessage("goal: needs at least one metric, had none");
    assertThatThrownBy(() -> NET.plus(0, COST))
        .hasMessage("goal: the weight of cost must be finite and not 0, was 0.0");
    assertThatThrownBy(() -> NET.plus(Double.NaN, COST))
        .hasMessage("goal: the weight of cost must be finite and not 0, was NaN");
    assertThatThrownBy(() -> Constraint.atMost(COST, Double.NaN))
        .hasMessage("constraint on cost: the bound must be finite, was NaN");
    assertThatThrownBy(() -> Metric.of("a b")).hasMessageStartingWith("metric name: must start");
  }
}
