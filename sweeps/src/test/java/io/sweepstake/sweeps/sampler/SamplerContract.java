package io.sweepstake.sweeps.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import io.sweepstake.sweeps.study.Measurement;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.Seeds;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every sampler must keep. */
public abstract class SamplerContract {
  public static final Metric LOSS = Metric.of("loss");
  public static final Metric COST = Metric.of("cost");
  public static final CategoricalParam KIND = CategoricalParam.of("kind", "a", "b", "c");
  public static final SearchSpace MIXED =
      SearchSpace.of(
          FloatParam.uniform("f", -1, 1),
          FloatParam.log("flog", 1e-7, 1),
          FloatParam.stepped("fstep", -10.2, 10.2, 0.1),
          IntParam.uniform("i", -5, 5),
          IntParam.log("ilog", 1, 100),
          IntParam.stepped("istep", -4, 10, 2),
          KIND);
  public static final SearchSpace CONDITIONAL =
      SearchSpace.of(KIND, FloatParam.uniform("x", 0, 1))
          .withConditional(FloatParam.log("rate", 1e-4, 1), KIND, "a", "b")
          .withConditional(IntParam.uniform("depth", 1, 4), KIND, "b");

  /** Two families of parameters that never exist together. */
  public static final SearchSpace DISJOINT =
      SearchSpace.of(KIND)
          .withConditional(FloatParam.uniform("ax", -1, 1), KIND, "a")
          .withConditional(IntParam.log("an", 1, 50), KIND, "a")
          .withConditional(FloatParam.stepped("bx", 0, 1, 0.25), KIND, "b")
          .withConditional(CategoricalParam.of("bc", "u", "v"), KIND, "b");

  /** 22 points: 3·6 where kind is not c, 4 where it is. */
  public static final SearchSpace FINITE =
      SearchSpace.of(KIND)
          .withConditional(IntParam.uniform("n", 0, 2), KIND, "a", "b")
          .withConditional(CategoricalParam.of("m", "u", "v"), KIND, "a", "b")
          .withConditional(FloatParam.stepped("s", 0, 1, 0.5), KIND, "a", "b")
          .withConditional(IntParam.stepped("t", 1, 7, 2), KIND, "c");

  /** A sampler as it would be in a fresh process. */
  protected abstract Sampler sampler();

  /** Whether an objective of several goals is taken; if not, it is refused. */
  protected boolean takesManyGoals() {
    return true;
  }

  /** So many trials, or fewer where a sampler is slow. */
  protected int trials(int usual) {
    return usual;
  }

  public static StudySpec spec(SearchSpace space, long seed) {
    return StudySpec.of("contract", space, Objective.of(Goal.minimize(LOSS)), seed);
  }

  public static double sum(Point point) {
    double sum = 0;
    double[] unit = point.encode();
    for (double u : unit) {
      sum += Double.isNaN(u) ? 0.3 : (u - 0.7) * (u - 0.7);
    }
    return sum;
  }

  /** A history of so many trials, asked one by one and completed at once. */
  public static History run(
      Sampler sampler, StudySpec spec, int trials, ToDoubleFunction<Point> loss) {
    History history = History.empty(spec);
    for (int k = 0; k < trials; k++) {
      Optional<Trial> asked = ask(sampler, history);
      if (asked.isEmpty()) {
        return history;
      }
      history = history.with(asked.get());
      history =
          history.with(
              asked
                  .get()
                  .completed(
                      Metrics.of(LOSS, loss.applyAsDouble(asked.get().point())), Instant.EPOCH));
    }
    return history;
  }

  public static Optional<Trial> ask(Sampler sampler, History history) {
    StudySpec spec = history.spec();
    return sampler
        .suggest(history, Seeds.generator(spec.seed(), "ask", history.size()))
        .map(
            suggestion ->
                Trial.asked(
                    history.size(),
                    suggestion.point(),
                    spec.seed(),
                    new Ask(history.told(), suggestion.source()),
                    Instant.EPOCH));
  }

  public static List<Point> points(History history) {
    return history.trials().stream().map(Trial::point).toList();
  }

  public static Stream<Param<?>> params() {
    return Stream.of(
        FloatParam.uniform("p", -1, 1),
        FloatParam.uniform("p", 0, 1),
        FloatParam.uniform("p", -1, 0),
        FloatParam.log("p", 1e-7, 1),
        FloatParam.stepped("p", -10, 10, 0.1),
        FloatParam.stepped("p", -10.2, 10.2, 0.1),
        IntParam.uniform("p", -10, 10),
        IntParam.uniform("p", 0, 10),
        IntParam.uniform("p", -10, 0),
        IntParam.stepped("p", -10, 10, 2),
        IntParam.stepped("p", 0, 10, 2),
        IntParam.log("p", 1, 100),
        IntParam.uniform("p", Integer.MIN_VALUE, Integer.MAX_VALUE),
        CategoricalParam.of("p", "1", "2", "3"),
        CategoricalParam.of("p", "a", "b"));
  }

  @ParameterizedTest
  @MethodSource("params")
  void everySuggestedValueIsOneOfTheParameters(Param<?> param) {
    History history =
        run(sampler(), spec(SearchSpace.of(param), 1), trials(60), SamplerContract::sum);
    assertThat(history.size()).isPositive();
    for (Trial trial : history.trials()) {
      assertContains(param, trial.point());
    }
  }

  private static <T> void assertContains(Param<T> param, Point point) {
    T value = point.get(param);
    assertThat(param.contains(value)).as("%s: %s", param, value).isTrue();
  }

  @Test
  void aMixedSpaceIsFilledWithItsOwnValues() {
    History history = run(sampler(), spec(MIXED, 2), trials(60), SamplerContract::sum);
    assertThat(history.size()).isEqualTo(trials(60));
    for (Trial trial : history.trials()) {
      MIXED.params().forEach(param -> assertContains(param, trial.point()));
    }
  }

  @Test
  void conditionalParametersExistWhereTheyShould() {
    History history = run(sampler(), spec(CONDITIONAL, 3), trials(80), SamplerContract::sum);
    assertThat(history.size()).isGreaterThan(20);
    for (Trial trial : history.trials()) {
      String kind = trial.point().get(KIND);
      assertThat(trial.point().find("x")).isPresent();
      assertThat(trial.point().find("rate").isPresent()).isEqualTo(!kind.equals("c"));
      assertThat(trial.point().find("depth").isPresent()).isEqualTo(kind.equals("b"));
    }
  }

  @Test
  void theSeedAndTheHistoryDecide() {
    List<Point> first = points(run(sampler(), spec(MIXED, 7), 30, SamplerContract::sum));
    assertThat(points(run(sampler(), spec(MIXED, 7), 30, SamplerContract::sum))).isEqualTo(first);
    assertThat(points(run(sampler(), spec(MIXED, 7), 30, point -> 1.0)))
        .as("a constant objective: ties are broken alike")
        .isEqualTo(points(run(sampler(), spec(MIXED, 7), 30, point -> 1.0)));
  }

  @Test
  void aSamplerThatKnowsTheStudyAnswersLikeAFreshOne() {
    Sampler old = sampler();
    History history = History.empty(spec(CONDITIONAL, 11));
    List<Trial> running = new ArrayList<>();
    for (int k = 0; k < trials(150); k++) {
      Optional<Trial> asked = ask(old, history);
      assertThat(asked).as("trial %s", k).isEqualTo(ask(sampler(), history));
      if (asked.isEmpty()) {
        return;
      }
      history = history.with(asked.get());
      running.add(asked.get());
      if (running.size() == 7) {
        // Not in the order of asking, and of every kind.
        Trial trial = running.remove((k * 5) % 7);
        history = history.with(ended(trial, k));
      }
    }
  }

  public static Trial ended(Trial trial, int k) {
    if (k % 11 == 3) {
      return trial.failed(TrialState.Cause.DIVERGED, "NaN", Instant.EPOCH);
    }
    if (k % 7 == 2) {
      return trial
          .measured(new Measurement(k % 5 + 1, Metrics.of(LOSS, sum(trial.point())), 0))
          .pruned("slow", Instant.EPOCH);
    }
    return trial.completed(Metrics.of(LOSS, sum(trial.point())), Instant.EPOCH);
  }

  @Test
  void changesStudiesWithoutConfusion() {
    Sampler shared = sampler();
    StudySpec one = spec(MIXED, 1);
    StudySpec two = spec(CONDITIONAL, 2);
    History historyOne = run(shared, one, 20, SamplerContract::sum);
    History historyTwo = run(shared, two, 20, SamplerContract::sum);
    assertThat(ask(shared, historyOne)).isEqualTo(ask(sampler(), historyOne));
    assertThat(ask(shared, historyTwo)).isEqualTo(ask(sampler(), historyTwo));
    assertThat(ask(shared, historyOne.seenBy(15, 12)))
        .isEqualTo(ask(sampler(), historyOne.seenBy(15, 12)));
  }

  @Test
  void singleValuedParametersKeepTheirValue() {
    SearchSpace space =
        SearchSpace.of(
            FloatParam.uniform("a", 0.5, 0.5),
            FloatParam.log("b", 0.1, 0.1),
            FloatParam.stepped("c", 2, 2, 0.5),
            IntParam.uniform("d", 3, 3),
            IntParam.log("e", 4, 4),
            CategoricalParam.of("g", "only"),
            FloatParam.uniform("free", 0, 1));
    for (Trial trial : run(sampler(), spec(space, 1), 20, SamplerContract::sum).trials()) {
      Map<String, Object> values = trial.point().values();
      assertThat(values)
          .containsEntry("a", 0.5)
          .containsEntry("b", 0.1)
          .containsEntry("c", 2.0)
          .containsEntry("d", 3)
          .containsEntry("e", 4)
          .containsEntry("g", "only");
    }
  }

  @Test
  void toleratesInfiniteValuesAndConstraints() {
    StudySpec spec =
        StudySpec.of(
            "contract",
            MIXED,
            Objective.of(Goal.maximize(LOSS)).subjectTo(Constraint.atMost(COST, 0.5)),
            5);
    Sampler sampler = sampler();
    History history = History.empty(spec);
    double[] values = {
      Double.NEGATIVE_INFINITY, 0, 1, Double.POSITIVE_INFINITY, -1e308, 1e308, Double.MIN_VALUE
    };
    for (int k = 0; k < 40; k++) {
      Trial asked = ask(sampler, history).orElseThrow();
      history = history.with(asked);
      Metrics metrics = Metrics.of(LOSS, values[k % 7], COST, k % 4 / 4.0);
      history = history.with(asked.completed(metrics, Instant.EPOCH));
      MIXED.params().forEach(param -> assertContains(param, asked.point()));
    }
    assertThat(history.told()).isEqualTo(40);
  }

  @Test
  void aHistoryOfFailuresIsNoHindrance() {
    Sampler sampler = sampler();
    History history = History.empty(spec(MIXED, 1));
    for (int k = 0; k < 30; k++) {
      Trial asked = ask(sampler, history).orElseThrow();
      history = history.with(asked);
      history = history.with(asked.failed(TrialState.Cause.BUG, "no", Instant.EPOCH));
    }
    assertThat(history.failedCount()).isEqualTo(30);
    assertThat(points(history)).doesNotHaveDuplicates();
  }

  @Test
  void twoGoalsAreTakenOrRefused() {
    StudySpec spec =
        StudySpec.of("contract", MIXED, Objective.of(Goal.minimize(LOSS), Goal.maximize(COST)), 5);
    Sampler sampler = sampler();
    History history = History.empty(spec);
    if (!takesManyGoals()) {
      assertThatThrownBy(() -> ask(sampler, History.empty(spec)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("takes one goal, had 2");
      return;
    }
    for (int k = 0; k < 30; k++) {
      Trial asked = ask(sampler, history).orElseThrow();
      history = history.with(asked);
      double[] unit = asked.point().encode();
      history =
          history.with(
              asked.completed(Metrics.of(LOSS, unit[0], COST, unit[0] * unit[1]), Instant.EPOCH));
      MIXED.params().forEach(param -> assertContains(param, asked.point()));
    }
  }

  public static Stream<SearchSpace> pairs() {
    List<Param<?>> kinds =
        List.of(
            FloatParam.uniform("a", -1, 1),
            FloatParam.log("b", 1e-5, 1),
            FloatParam.stepped("c", 0, 3, 0.5),
            IntParam.uniform("d", -3, 30),
            IntParam.log("e", 1, 64),
            IntParam.stepped("f", 0, 30, 3),
            CategoricalParam.of("g", "x", "y", "z"),
            FloatParam.uniform("h", 2, 2));
    return kinds.stream()
        .flatMap(
            one ->
                kinds.stream()
                    .filter(two -> one.name().compareTo(two.name()) < 0)
                    .map(two -> SearchSpace.of(one, two)));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void everyPairOfKindsOfParameters(SearchSpace space) {
    History history = run(sampler(), spec(space, 6), 16, SamplerContract::sum);
    assertThat(history.size()).isGreaterThan(2);
    for (Trial trial : history.trials()) {
      space.params().forEach(param -> assertContains(param, trial.point()));
    }
  }

  @Test
  void disjointConditionalParameters() {
    History history = run(sampler(), spec(DISJOINT, 8), trials(60), SamplerContract::sum);
    assertThat(history.size()).isGreaterThan(10);
    for (Trial trial : history.trials()) {
      String kind = trial.point().get(KIND);
      assertThat(trial.point().find("ax").isPresent()).isEqualTo(kind.equals("a"));
      assertThat(trial.point().find("bc").isPresent()).isEqualTo(kind.equals("b"));
    }
  }

  @Test
  void aFiniteSpaceIsExhaustedWithoutDuplicates() {
    History history =
        run(new DistinctSampler(sampler()), spec(FINITE, 9), 100, SamplerContract::sum);
    assertThat(points(history)).hasSize(40).doesNotHaveDuplicates();
  }

  @Test
  void aSpaceOfOnePointIsNoHindrance() {
    SearchSpace space = SearchSpace.of(IntParam.uniform("a", 3, 3), CategoricalParam.of("b", "o"));
    assertThat(points(run(new DistinctSampler(sampler()), spec(space, 1), 5, point -> 0)))
        .hasSize(1);
    // Grid ends; the others go on proposing it when duplicates are allowed.
    History again = run(sampler(), spec(space, 1), 15, point -> 0);
    assertThat(again.size()).isIn(1, 15);
  }

  @Test
  void aConstantObjectiveIsNoHindrance() {
    History history = run(sampler(), spec(MIXED, 4), trials(60), point -> 0.25);
    assertThat(points(history)).doesNotHaveDuplicates();
  }

  @Test
  void anotherSeedMakesAnotherStudy() {
    if (sampler() instanceof GridSampler) {
      return;
    }
    assertThat(points(run(sampler(), spec(MIXED, 1), 12, SamplerContract::sum)))
        .isNotEqualTo(points(run(sampler(), spec(MIXED, 2), 12, SamplerContract::sum)));
  }

  /** Whether proposals follow what is learned; at random, a fifth of them keep the constraint. */
  protected boolean learns() {
    return true;
  }

  @Test
  void whereAConstraintHoldsIsLearned() {
    SearchSpace space =
        SearchSpace.of(FloatParam.uniform("x", -1, 1), FloatParam.uniform("y", -1, 1));
    Objective objective = Objective.of(Goal.minimize(LOSS)).subjectTo(Constraint.atMost(COST, 0.2));
    int kept = 0;
    for (int seed = 0; seed < 4; seed++) {
      StudySpec spec = StudySpec.of("contract", space, objective, seed);
      Sampler sampler = sampler();
      History history = History.empty(spec);
      for (int k = 0; k < 50; k++) {
        Optional<Trial> next = ask(sampler, history);
        if (next.isEmpty()) {
          break;
        }
        double x = next.get().point().number(0);
        double y = next.get().point().number(1);
        // Better the farther outside.
        Metrics metrics = Metrics.of(LOSS, y * y - x * x, COST, Math.abs(x));
        history = history.with(next.get()).with(next.get().completed(metrics, Instant.EPOCH));
        kept += k >= 30 && Math.abs(x) <= 0.2 ? 1 : 0;
      }
    }
    if (learns()) {
      assertThat(kept).as("of 80, of which chance keeps 16").isGreaterThanOrEqualTo(32);
    } else {
      assertThat(kept).as("of 80, of which chance keeps 16").isLessThan(32);
    }
  }

  @Test
  void aHistoryOfInfeasibleTrialsIsNoHindrance() {
    StudySpec spec =
        StudySpec.of(
            "contract",
            CONDITIONAL,
            Objective.of(Goal.minimize(LOSS)).subjectTo(Constraint.atLeast(COST, 2)),
            5);
    Sampler sampler = sampler();
    History history = History.empty(spec);
    for (int k = 0; k < trials(40); k++) {
      Optional<Trial> next = ask(sampler, history);
      if (next.isEmpty()) {
        return;
      }
      Metrics metrics = Metrics.of(LOSS, k, COST, sum(next.get().point()));
      history = history.with(next.get()).with(next.get().completed(metrics, Instant.EPOCH));
    }
  }

  @Test
  void trialsThatArePrunedFailedOrRunningAreNoHindrance() {
    Sampler sampler = sampler();
    History history = History.empty(spec(CONDITIONAL, 12));
    for (int k = 0; k < trials(60); k++) {
      Optional<Trial> next = ask(sampler, history);
      if (next.isEmpty()) {
        return;
      }
      Trial asked = next.get();
      history = history.with(asked);
      if (k % 4 == 1) {
        history = history.with(asked.failed(TrialState.Cause.DIVERGED, "NaN", Instant.EPOCH));
      } else if (k % 4 == 2) {
        // Pruned before it had measured anything.
        history = history.with(asked.pruned("slow", Instant.EPOCH));
      } else if (k % 4 == 3) {
        history =
            history.with(asked.completed(Metrics.of(LOSS, sum(asked.point())), Instant.EPOCH));
      }
    }
    assertThat(history.open()).isNotEmpty();
  }

  @Test
  void enqueuedPointsAreTakenIn() {
    Sampler sampler = sampler();
    StudySpec spec = spec(MIXED, 13);
    History history = History.empty(spec);
    for (int k = 0; k < 30; k++) {
      Trial asked =
          k % 3 == 0
              ? Trial.asked(
                  k,
                  RandomSampler.draw(MIXED, Seeds.generator(99, "enqueued", k)),
                  spec.seed(),
                  new Ask(0, "enqueued"),
                  Instant.EPOCH)
              : ask(sampler, history).orElseThrow();
      assertThat(ask(sampler, history)).isEqualTo(ask(sampler(), history));
      history = history.with(asked).with(ended(asked, k));
    }
  }
}
