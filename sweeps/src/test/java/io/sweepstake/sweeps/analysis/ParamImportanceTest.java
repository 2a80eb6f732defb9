package io.sweepstake.sweeps.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sweepstake.sweeps.space.CategoricalParam;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.IntParam;
import io.sweepstake.sweeps.space.Param;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.study.Ask;
import io.sweepstake.sweeps.study.Constraint;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.Seeds;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParamImportanceTest {
  private static final Metric LOSS = Metric.of("loss");
  private static final Metric COST = Metric.of("cost");
  private static final Objective ONE = Objective.of(Goal.minimize(LOSS));
  private static final Objective TWO = Objective.of(Goal.minimize(LOSS), Goal.minimize(COST));
  private static final CategoricalParam KIND = CategoricalParam.of("kind", "a", "b", "c");
  private static final SearchSpace SPACE =
      SearchSpace.of(
              FloatParam.uniform("x", -1, 3),
              FloatParam.log("rate", 1e-4, 1),
              FloatParam.stepped("step", 0, 2, 0.25),
              IntParam.uniform("n", 1, 9),
              IntParam.log("width", 8, 512),
              KIND)
          .withConditional(IntParam.uniform("depth", 1, 4), KIND, "b");
  private static final SearchSpace PLAIN =
      SearchSpace.of(
          FloatParam.uniform("x", -1, 3),
          FloatParam.uniform("y", 0, 1),
          FloatParam.uniform("z", 0, 1));
  private static final SearchSpace SQUARE =
      SearchSpace.of(FloatParam.uniform("x", 0, 1), FloatParam.uniform("y", 0, 1));

  private static JsonNode golden() throws IOException {
    try (InputStream in =
        ParamImportanceTest.class.getResourceAsStream("/golden/optuna_analysis.json")) {
      return new ObjectMapper().readTree(in);
    }
  }

  private static History told(History history, Point point, Metrics metrics) {
    Trial asked =
        Trial.asked(history.size(), point, 1, new Ask(history.told(), "table"), Instant.EPOCH);
    return history.with(asked).with(asked.completed(metrics, Instant.EPOCH));
  }

  private static History table(JsonNode rows, SearchSpace space, Objective objective) {
    History history = History.empty(StudySpec.of("table", space, objective, 1));
    for (JsonNode row : rows) {
      Map<String, Object> values = new HashMap<>();
      for (Param<?> param : space.params()) {
        if (row.has(param.name())) {
          JsonNode value = row.get(param.name());
          values.put(param.name(), value.isTextual() ? value.asText() : value.numberValue());
        }
      }
      Metrics metrics =
          Metrics.of(LOSS, row.get("loss").asDouble(), COST, row.get("cost").asDouble());
      history = told(history, Point.of(space, values), metrics);
    }
    return history;
  }

  /** A history of points drawn uniformly. */
  private static History drawn(
      SearchSpace space, Objective objective, int trials, Function<Point, Metrics> metrics) {
    History history = History.empty(StudySpec.of("drawn", space, objective, 1));
    for (int k = 0; k < trials; k++) {
      RandomGenerator random = Seeds.generator(5, "point", k);
      double[] unit = random.doubles(space.size()).toArray();
      Point point = Point.decode(space, unit);
      history = told(history, point, metrics.apply(point));
    }
    return history;
  }

  private static void assertAgree(Importances ours, JsonNode theirs) {
    assertThat(ours.raw()).hasSize(theirs.size());
    ours.raw()
        .forEach(
            (name, value) ->
                assertThat(value)
                    .as(name)
                    .isCloseTo(
                        theirs.get(name).asDouble(),
                        within(1e-9 * Math.max(1e-3, theirs.get(name).asDouble()))));
  }

  @Test
  void pedAnovaAgreesWithOptuna() throws IOException {
    JsonNode golden = golden();
    History one = table(golden.get("table"), SPACE, ONE);
    JsonNode theirs = golden.get("ped_anova");
    assertAgree(new PedAnova().of(one), theirs.get("loss"));
    assertAgree(new PedAnova(0.25).of(one), theirs.get("loss, best quarter"));
    assertAgree(new PedAnova().of(one, Goal.minimize(COST)), theirs.get("cost"));
    assertAgree(
        new PedAnova().of(table(golden.get("table"), SPACE, TWO)), theirs.get("loss and cost"));
  }

  /** Optuna's mean over eight forests; two such means differ by a hundredth or so. */
  @Test
  void fanovaAgreesWithOptuna() throws IOException {
    JsonNode golden = golden();
    Importances ours = new Fanova(256, 1).of(table(golden.get("plain"), PLAIN, ONE));
    ours.raw()
        .forEach(
            (name, share) ->
                assertThat(share)
                    .as(name)
                    .isCloseTo(golden.get("fanova").get(name).asDouble(), within(0.02)));
  }

  /** The variance of a·U is a²/12, so shares of a sum are a² : b². */
  @ParameterizedTest
  @CsvSource({"1, 1", "3, 1", "2, 5", "1, 0"})
  void fanovaSharesOutTheVarianceOfASum(double a, double b) {
    History history =
        drawn(SQUARE, ONE, 800, p -> Metrics.of(LOSS, a * p.number(0) + b * p.number(1)));
    Importances importances = new Fanova().of(history);
    double exact = a * a / (a * a + b * b);
    assertThat(importances.raw().get("x")).isCloseTo(exact, within(0.03));
    assertThat(importances.raw().get("y")).isCloseTo(1 - exact, within(0.03));
    assertThat(importances.trials()).isEqualTo(800);
  }

  /** (x − ½)(y − ½) has mean 0 given either. */
  @Test
  void aPureInteractionIsNobodysOwn() {
    History history =
        drawn(SQUARE, ONE, 800, p -> Metrics.of(LOSS, (p.number(0) - 0.5) * (p.number(1) - 0.5)));
    assertThat(new Fanova().of(history).raw().values()).allMatch(share -> share < 0.1);
  }

  /** The decades of a log scale count alike: log10 of a rate over four decades has variance 4/3. */
  @Test
  void aLogScaleCountsByDecades() {
    SearchSpace space =
        SearchSpace.of(FloatParam.log("rate", 1e-4, 1), FloatParam.uniform("x", 0, 4));
    History history =
        drawn(space, ONE, 800, p -> Metrics.of(LOSS, Math.log10(p.number(0)) + p.number(1)));
    assertThat(new Fanova().of(history).raw().get("rate")).isCloseTo(0.5, within(0.03));
  }

  @Test
  void bothFindTheParameterThatMatters() {
    SearchSpace space = SPACE;
    History history =
        drawn(
            space,
            ONE,
            400,
            p ->
                Metrics.of(
                    LOSS, p.get(KIND).equals("b") ? Math.abs((int) p.find("depth").get() - 3) : 4));
    for (ParamImportance method : List.of(new PedAnova(), new Fanova())) {
      Importances importances = method.of(history);
      assertThat(importances.raw().keySet().stream().limit(2))
          .as("%s", importances)
          .containsExactlyInAnyOrder("kind", "depth");
      assertThat(importances.shares().values().stream().mapToDouble(v -> v).sum())
          .isCloseTo(1, within(1e-12));
    }
  }

  /** Nearly all of the trials that keep to the constraint are in the lower part of x. */
  @Test
  void theBestAreFeasible() {
    Function<Point, Metrics> metrics = p -> Metrics.of(LOSS, p.number(1), COST, p.number(0));
    Objective constrained = ONE.subjectTo(Constraint.atMost(COST, 0.1));
    assertThat(new PedAnova().of(drawn(SQUARE, ONE, 400, metrics)).raw().keySet())
        .first()
        .isEqualTo("y");
    assertThat(new PedAnova().of(drawn(SQUARE, constrained, 400, metrics)).raw().keySet())
        .first()
        .isEqualTo("x");
    Objective several = TWO.subjectTo(Constraint.atMost(COST, 0.1));
    assertThat(new PedAnova().of(drawn(SQUARE, several, 400, metrics)).trials()).isEqualTo(400);
  }

  /** The side that is good for the target decides: the top of x here, the bottom there. */
  @Test
  void aMaximisedTargetIsItsNegativeMinimised() {
    Function<Point, Metrics> metrics =
        p -> Metrics.of(LOSS, p.number(0) * p.number(0), COST, -p.number(0) * p.number(0));
    History history = drawn(SQUARE, ONE, 200, metrics);
    for (ParamImportance method : List.of(new PedAnova(), new Fanova())) {
      assertThat(method.of(history, Goal.maximize(LOSS)).raw())
          .isEqualTo(method.of(history, Goal.minimize(COST)).raw());
    }
  }

  @Test
  void failedTrialsAndInfiniteValuesAreLeftOut() {
    History history = drawn(SQUARE, ONE, 50, p -> Metrics.of(LOSS, p.number(0)));
    Importances before = new PedAnova().of(history);
    Importances forest = new Fanova().of(history);
    Trial asked = Trial.asked(50, history.trial(0).point(), 1, new Ask(50, "table"), Instant.EPOCH);
    history =
        history.with(asked).with(asked.failed(TrialState.Cause.DIVERGED, "NaN", Instant.EPOCH));
    history = told(history, history.trial(1).point(), Metrics.of(LOSS, Double.POSITIVE_INFINITY));
    for (double extreme : new double[] {Double.MAX_VALUE, -Double.MAX_VALUE, 1.8e307}) {
      history = told(history, history.trial(1).point(), Metrics.of(LOSS, extreme));
    }
    assertThat(new PedAnova().of(history)).isEqualTo(new Importances(before.raw(), 50, 4));
    assertThat(new Fanova().of(history)).isEqualTo(new Importances(forest.raw(), 50, 4));
    assertThat(new Fanova().of(history, Goal.maximize(LOSS)).leftOut()).isEqualTo(4);
    assertThat(new PedAnova().of(history, Goal.minimize(LOSS)).leftOut()).isEqualTo(4);
  }

  @Test
  void anImportanceIsANumber() {
    assertThatThrownBy(() -> new Importances(Map.of("x", Double.NaN), 9, 0))
        .hasMessage("importance of x: must be finite and at least 0, was NaN");
  }

  @Test
  void withoutEvidenceAllAreEqual() {
    for (int trials : new int[] {0, 1, 20}) {
      History history = drawn(SQUARE, ONE, trials, p -> Metrics.of(LOSS, 7));
      for (ParamImportance method : List.of(new PedAnova(), new Fanova())) {
        assertThat(method.of(history).shares()).isEqualTo(Map.of("x", 0.5, "y", 0.5));
      }
    }
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertThatThrownBy(() -> new PedAnova(1))
        .hasMessage("PED-ANOVA: the share of the best must be between 0 and 1, was 1.0");
    assertThatThrownBy(() -> new Fanova(0, 1))
        .hasMessage("fANOVA: trees must be at least 1, was 0");
    assertThatThrownBy(
            () -> new Fanova().of(drawn(SQUARE, TWO, 5, p -> Metrics.of(LOSS, 1, COST, 1))))
        .hasMessage(
            "fANOVA: a study with several goals needs a target, such as one of"
                + " [minimize loss, minimize cost]");
  }

  @Test
  void importancesFallAndTheirSharesAddUp() {
    Importances importances = new Importances(Map.of("a", 1.0, "b", 3.0, "c", 0.0), 7, 2);
    assertThat(importances.raw().keySet()).containsExactly("b", "a", "c");
    assertThat(importances.shares()).isEqualTo(Map.of("b", 0.75, "a", 0.25, "c", 0.0));
    assertThatThrownBy(() -> new Importances(Map.of("x", -1e-9), 9, 0))
        .hasMessage("importance of x: must be finite and at least 0, was -1.0E-9");
    assertThatThrownBy(() -> new Importances(Map.of("x", Double.POSITIVE_INFINITY), 9, 0))
        .hasMessage("importance of x: must be finite and at least 0, was Infinity");
  }

  /** With several goals, too few feasible trials are joined by those that violate least. */
  @Test
  void amongSeveralGoalsTheInfeasibleAreTheLast() {
    Objective several = TWO.subjectTo(Constraint.atMost(COST, 0.05));
    Function<Point, Metrics> byX = p -> Metrics.of(LOSS, p.number(1), COST, p.number(0));
    Importances importances = new PedAnova(0.2).of(drawn(SQUARE, several, 400, byX));
    // All of the best fifth have x < 0.3 or so; y only orders the feasible ones.
    assertThat(importances.raw().get("x")).isGreaterThan(20 * importances.raw().get("y"));
  }

  @Test
  void aParameterWithOneValueOrTooFewIsOfNoImportance() {
    SearchSpace space =
        SearchSpace.of(FloatParam.uniform("x", 0, 1), FloatParam.uniform("one", 2, 2), KIND)
            .withConditional(FloatParam.uniform("deep", 0, 1), KIND, "c");
    History history = History.empty(StudySpec.of("few", space, ONE, 1));
    for (int k = 0; k < 40; k++) {
      double x = (k + 0.5) / 40;
      Map<String, Object> values = new HashMap<>(Map.of("x", x, "one", 2, "kind", "a"));
      if (k == 3) {
        values.put("kind", "c");
        values.put("deep", 0.5);
      }
      history = told(history, Point.of(space, values), Metrics.of(LOSS, x));
    }
    for (ParamImportance method : List.of(new PedAnova(), new Fanova())) {
      Map<String, Double> raw = method.of(history).raw();
      assertThat(raw.keySet()).containsExactlyInAnyOrder("x", "one", "kind", "deep");
      assertThat(raw.keySet()).first().isEqualTo("x");
      assertThat(raw.get("one")).isZero();
    }
    assertThat(new PedAnova().of(history).raw().get("deep")).isZero();
  }
}
