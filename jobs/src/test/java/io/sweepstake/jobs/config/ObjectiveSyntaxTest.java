package io.sweepstake.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sweepstake.sweeps.study.Constraint;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Objective;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectiveSyntaxTest {
  private static final List<String> METRICS = List.of("revenue", "regret", "ir_violation");
  private static final Metric REVENUE = Metric.of("revenue");
  private static final Metric REGRET = Metric.of("regret");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "revenue - 5*regret",
        "revenue-5*regret",
        "revenue - 5 regret",
        "maximize revenue - 5.0 * regret",
        "  Maximise revenue − 5·regret ",
      })
  void penaltiesAreWeights(String text) {
    assertThat(parse(text)).isEqualTo(Objective.of(Goal.maximize(REVENUE).minus(5, REGRET)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "revenue subject to regret <= 0.001",
        "maximize revenue SUBJECT TO regret<=1e-3",
        "revenue s.t. regret ≤ .001",
      })
  void boundsAreConstraints(String text) {
    assertThat(parse(text))
        .isEqualTo(
            Objective.of(Goal.maximize(REVENUE)).subjectTo(Constraint.atMost(REGRET, 0.001)));
  }

  @Test
  void severalBoundsMayBeGiven() {
    assertThat(
            parse("minimize regret subject to revenue >= 0.8 and ir_violation <= 0, regret <= 1"))
        .isEqualTo(
            Objective.of(Goal.minimize(REGRET))
                .subjectTo(Constraint.atLeast(REVENUE, 0.8))
                .subjectTo(Constraint.atMost(Metric.of("ir_violation"), 0))
                .subjectTo(Constraint.atMost(REGRET, 1)));
  }

  @Test
  void severalGoalsHaveAWordEach() {
    assertThat(parse("maximize revenue - 2*ir_violation, minimise regret s.t. revenue >= 0.5"))
        .isEqualTo(
            Objective.of(
                    Goal.maximize(REVENUE).minus(2, Metric.of("ir_violation")),
                    Goal.minimize(REGRET))
                .subjectTo(Constraint.atLeast(REVENUE, 0.5)));
    assertRefused(
        "revenue, regret",
        "of several goals each must begin with maximize or minimize, was \"revenue\"");
    assertRefused("maximize revenue,", "was \"\" in \"maximize revenue,\"");
    assertRefused("maximize revenue, maximize revenue", "was twice maximize revenue");
  }

  @Test
  void whatAnObjectivePrintsCanBeReadAgain() {
    for (String text :
        List.of(
            "revenue - 5*regret",
            "revenue subject to regret <= 0.001",
            "minimize regret",
            "maximize revenue, minimize regret subject to ir_violation <= 0.1")) {
      assertThat(parse(parse(text).toString())).isEqualTo(parse(text));
    }
  }

  @Test
  void errorsNameWhatCouldNotBeRead() {
    assertRefused("revenu - 5*regret", "no metric is called revenu; did you mean revenue?");
    assertRefused("revenue * regret", "at \"* regret\"");
    assertRefused("revenue regret", "expected a sum");
    assertRefused("", "needs a metric");
    assertRefused("revenue subject to regret < 0.1", "expected a bound such as");
    assertRefused("revenue subject to regret <= NaN", "expected a bound such as");
    assertRefused("revenue - revenue", "weight of revenue must be finite and not 0");
  }

  private static void assertRefused(String text, String message) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  private static Objective parse(String text) {
    return ObjectiveSyntax.parse(text, METRICS);
  }
}
