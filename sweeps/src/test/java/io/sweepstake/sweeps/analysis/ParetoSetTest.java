package io.sweepstake.sweeps.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.study.Ask;
import io.sweepstake.sweeps.study.Constraint;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ParetoSetTest {
  private static final Metric REVENUE = Metric.of("revenue");
  private static final Metric REGRET = Metric.of("regret");
  private static final Metric COST = Metric.of("cost");
  private static final Objective TWO =
      Objective.of(Goal.maximize(REVENUE), Goal.minimize(REGRET))
          .subjectTo(Constraint.atMost(COST, 1));
  private static final SearchSpace SPACE = SearchSpace.of(FloatParam.uniform("x", 0, 1));

  private static History empty() {
    return History.empty(StudySpec.of("pareto", SPACE, TWO, 1));
  }

  private static Trial asked(History history) {
    return Trial.asked(
        history.size(),
        Point.decode(SPACE, new double[] {0.5}),
        1,
        new Ask(history.told(), "test"),
        Instant.EPOCH);
  }

  private static History told(History history, double revenue, double regret, double cost) {
    Metrics metrics = Metrics.of(REVENUE, revenue, REGRET, regret).with(COST, cost);
    Trial trial = asked(history);
    return history.with(trial).with(trial.completed(metrics, Instant.EPOCH));
  }

  @Test
  void feasibleFrontsComeBeforeViolations() {
    History history = told(empty(), 9, 0, 2.5);
    history = told(history, 1, 1, 1);
    history = told(history, 3, 2, 0);
    history = told(history, 2, 2, 0);
    history = told(history, 3, 2, 0.5);
    history = told(history, 9, 0, 1.5);
    history = told(history, 0, 9, 1.5);
    Trial failed = asked(history);
    history = history.with(failed).with(failed.failed(TrialState.Cause.BUG, "no", Instant.EPOCH));
    Trial pruned = asked(history);
    history = history.with(pruned).with(pruned.pruned("slow", Instant.EPOCH));
    assertThat(ParetoSet.of(history).ranks())
        .extracting(rank -> rank.stream().map(Trial::number).toList())
        .containsExactly(List.of(1, 2, 4), List.of(3), List.of(5, 6), List.of(0));
    assertThat(ParetoSet.of(history).front()).extracting(Trial::number).containsExactly(1, 2, 4);
  }

  @Test
  void withoutAFeasibleTrialTheFrontViolatesLeast() {
    assertThat(ParetoSet.of(empty()).front()).isEmpty();
    History history = told(told(empty(), 1, 1, 3), 0, 9, 2);
    assertThat(ParetoSet.of(history).front()).extracting(Trial::number).containsExactly(1);
  }

  /** Boxes down from (0, 4): 2 × 2, then 1 × 3 of which 1 × 2 is new above, then nothing new. */
  @Test
  void hypervolumeGrowsByWhatATrialAdds() {
    History history = told(empty(), 2, 2, 0);
    history = told(history, 1, 1, 0);
    history = told(history, 1, 2, 0);
    history = told(history, 50, 0, 7);
    history = told(history, 3, 5, 0);
    history = told(history, 3, 1, 1);
    HypervolumeHistory curve = HypervolumeHistory.of(history, List.of(0.0, 4.0));
    assertThat(curve.afterEachTell()).containsExactly(4.0, 5.0, 5.0, 5.0, 5.0, 9.0);
    assertThatThrownBy(() -> HypervolumeHistory.of(told(empty(), 1, 1, 0), List.of(0.0)))
        .hasMessage(
            "hypervolume: the reference must have a value for each of"
                + " [maximize revenue, minimize regret], was [0.0]");
  }

  @Test
  void theReferenceIsStated() {
    History history = told(told(empty(), 2, 3, 0), 1, Double.POSITIVE_INFINITY, 0);
    HypervolumeHistory curve = HypervolumeHistory.of(history);
    assertThat(curve.reference()).containsExactly(0.9, 3.3000000000000003);
    assertThat(curve.afterEachTell()).hasSize(2).allMatch(v -> v > 0 && Double.isFinite(v));
    assertThat(HypervolumeHistory.of(empty()).afterEachTell()).isEmpty();
    assertThat(HypervolumeHistory.of(told(empty(), 1, 1, 9)).afterEachTell()).containsExactly(0.0);
  }

  @Test
  void aValueThatStandsForAnInfinityIsLeftOutOfTheHypervolume() {
    History history = told(told(empty(), 1, 1, 0), 2, 2, 0);
    HypervolumeHistory plain = HypervolumeHistory.of(history);
    for (double extreme : new double[] {Double.MAX_VALUE, -Double.MAX_VALUE}) {
      history = told(told(history, extreme, 1, 0), 1, extreme, 0);
    }
    HypervolumeHistory curve = HypervolumeHistory.of(history);
    assertThat(curve.leftOut()).isEqualTo(4);
    assertThat(curve.reference()).isEqualTo(plain.reference());
    assertThat(curve.afterEachTell()).endsWith(plain.afterEachTell().get(1));
    assertThat(HypervolumeHistory.of(history, List.of(0.0, 3.0)).afterEachTell())
        .allMatch(Double::isFinite);
  }

  private static List<Integer> best(History history, int count) {
    return ParetoSet.of(history).best(TWO, count).stream().map(Trial::number).toList();
  }

  /**
   * The first front is trials 1, 3 and 4. From their reference, (1.8, 3.3), they have .66, .81 and
   * .42, and beside the largest .6 and .33; trial 0 is behind them, and trial 2 infeasible.
   */
  @Test
  void theBestAreWholeRanksAndOfTheLastThoseWithMuchHypervolume() {
    History history = told(empty(), 0.5, 1.95, 0);
    history = told(history, 2, 0, 0);
    history = told(history, 9, 0, 5);
    history = told(history, 4.5, 3, 0);
    history = told(history, 2.1, 1.9, 0);
    assertThat(best(history, 0)).isEmpty();
    assertThat(best(history, 2)).containsExactly(1, 3);
    assertThat(best(history, 3)).containsExactly(1, 3, 4);
    assertThat(best(history, 4)).containsExactly(1, 3, 4, 0);
    assertThat(best(history, 9)).containsExactly(1, 3, 4, 0, 2);
  }

  @Test
  void aVolumeBeyondWhatANumberCanBeIsSaid() {
    History history = told(empty(), 1e99, 0, 0);
    assertThatThrownBy(() -> HypervolumeHistory.of(history, List.of(0.0, 1e300)))
        .hasMessage("hypervolume: beyond what a number can be, up to [0.0, 1.0E300]");
  }
}
