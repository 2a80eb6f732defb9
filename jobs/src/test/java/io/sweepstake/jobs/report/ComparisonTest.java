package io.sweepstake.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sweepstake.sweeps.figure.Mark;
import io.sweepstake.sweeps.figure.Series;
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
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final Metric REVENUE = Metric.of("revenue");
  private static final Metric REGRET = Metric.of("regret");
  private static final SearchSpace SPACE = SearchSpace.of(FloatParam.uniform("x", 0, 1));
  private static final Objective OBJECTIVE =
      Objective.of(Goal.maximize(REVENUE)).subjectTo(Constraint.atMost(REGRET, 0.01));

  @Test
  void eachStudyIsARowAndALineOfWhatKeepsTheConstraints() {
    Comparison comparison =
        new Comparison(
            List.of(
                study("a<b>", OBJECTIVE, 0.5, 0.99, 0.7), study("second", OBJECTIVE, 0.6, 0.99)));
    assertThat(comparison.table().rows())
        .extracting(row -> row.subList(0, 7))
        .containsExactly(
            List.of("a<b>", 3, 0, 2, 0.7, 0.001, "yes"),
            List.of("second", 2, 0, 0, 0.6, 0.001, "yes"));
    Series first = (Series) comparison.figures().get(0).layers().get(0);
    assertThat(first.points()).extracting(Mark.Point::x).containsExactly(1.0, 3.0);
    assertThat(first.points()).extracting(Mark.Point::y).containsExactly(0.5, 0.7);
    assertThat(comparison.html()).contains("a&lt;b&gt;: gained").doesNotContain("a<b>");
  }

  @Test
  void whatHasAnotherObjectiveIsNotCompared() {
    Objective other = Objective.of(Goal.minimize(REVENUE));
    assertThatThrownBy(
            () -> new Comparison(List.of(study("a", OBJECTIVE, 0.5), study("b", other, 0.5))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "comparison: studies must have one objective; a is to maximize revenue subject to"
                + " regret <= 0.01, b to minimize revenue");
    assertThatThrownBy(() -> new Comparison(List.of(study("a", OBJECTIVE, 0.5))))
        .hasMessage("comparison: needs at least two studies, had 1");
  }

  /** Trials with these revenues; what earns 0.99 breaks the constraint. */
  private static Comparison.Compared study(String name, Objective objective, double... revenues) {
    History history = History.empty(StudySpec.of(name, SPACE, objective, 1));
    for (int k = 0; k < revenues.length; k++) {
      Instant start = Instant.EPOCH.plusSeconds(k);
      history =
          history.with(
              Trial.asked(k, Point.of(SPACE, Map.of("x", 0.5)), 1, new Ask(0, "random"), start)
                  .started(start)
                  .completed(
                      Metrics.of(REVENUE, revenues[k], REGRET, revenues[k] == 0.99 ? 0.5 : 0.001),
                      start.plusSeconds(1)));
    }
    return new Comparison.Compared(name, history, history.best(), Optional.of("gained"));
  }
}
