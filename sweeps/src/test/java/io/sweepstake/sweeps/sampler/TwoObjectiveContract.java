package io.sweepstake.sweeps.sampler;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.Optional;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every sampler must keep when a study has two goals. */
public abstract class TwoObjectiveContract {
  public static final Metric REVENUE = Metric.of("revenue");
  public static final Metric REGRET = Metric.of("regret");
  public static final Metric COST = Metric.of("cost");
  public static final Objective TWO = Objective.of(Goal.maximize(REVENUE), Goal.minimize(REGRET));

  /** A sampler as it would be in a fresh process. */
  protected abstract Sampler sampler();

  /** So many trials, or fewer where a sampler is slow. */
  protected int trials(int usual) {
    return usual;
  }

  public static StudySpec spec(SearchSpace space, Objective objective, long seed) {
    return StudySpec.of("two goals", space, objective, seed);
  }

  public static Metrics metrics(Point point) {
    double revenue = 0;
    double regret = 0;
    double[] unit = point.encode();
    for (int k = 0; k < unit.length; k++) {
      double u = Double.isNaN(unit[k]) ? 0.5 : unit[k];
      revenue += u;
      regret += u * u + (k % 2) * Math.abs(u - 0.3);
    }
    return Metrics.of(REVENUE, revenue, REGRET, regret).with(COST, unit[0] - 0.5);
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

  public static History run(
      Sampler sampler, StudySpec spec, int trials, BiFunction<Trial, Integer, Trial> end) {
    History history = History.empty(spec);
    for (int k = 0; k < trials; k++) {
      Optional<Trial> asked = ask(sampler, history);
      if (asked.isEmpty()) {
        return history;
      }
      history = history.with(asked.get()).with(end.apply(asked.get(), k));
    }
    return history;
  }

  public static Trial completed(Trial trial, int k) {
    return trial.completed(metrics(trial.point()), Instant.EPOCH);
  }

  /** One in five failed, one in five pruned, one in five of those with or without a value. */
  public static Trial ofEveryKind(Trial trial, int k) {
    if (k % 5 == 1) {
      return trial.failed(TrialState.Cause.DIVERGED, "NaN", Instant.EPOCH);
    }
    if (k % 5 == 3) {
      Trial pruned =
          k % 2 == 0
              ? trial
              : trial.measured(new Measurement(k % 4 + 1, metrics(trial.point()), 0));
      return pruned.pruned("slow", Instant.EPOCH);
    }
    return completed(trial, k);
  }

  private static <T> void assertContains(Param<T> param, Point point) {
    point
        .find(param)
        .ifPresent(value -> assertThat(param.contains(value)).as("%s: %s", param, value).isTrue());
  }

  public static java.util.stream.Stream<Param<?>> params() {
    return SamplerContract.params();
  }

  @ParameterizedTest
  @MethodSource("params")
  void everySuggestedValueIsOneOfTheParameters(Param<?> param) {
    StudySpec spec = spec(SearchSpace.of(param), TWO, 1);
    History history = run(sampler(), spec, trials(40), TwoObjectiveContract::completed);
    assertThat(history.size()).isPositive();
    history.trials().forEach(trial -> assertContains(param, trial.point()));
  }

  @Test
  void mixedAndConditionalSpacesAreFilledWithTheirOwnValues() {
    for (SearchSpace space : List.of(SamplerContract.MIXED, SamplerContract.CONDITIONAL)) {
      History history =
          run(sampler(), spec(space, TWO, 2), trials(50), TwoObjectiveContract::ofEveryKind);
      assertThat(history.size()).isGreaterThan(20);
      for (Trial trial : history.trials()) {
        space.params().forEach(param -> assertContains(param, trial.point()));
      }
    }
  }

  @Test
  void theSeedAndTheHistoryDecide() {
    StudySpec spec = spec(SamplerContract.MIXED, TWO, 7);
    assertThat(points(run(sampler(), spec, trials(40), TwoObjectiveContract::completed)))
        .isEqualTo(points(run(sampler(), spec, trials(40), TwoObjectiveContract::completed)));
    BiFunction<Trial, Integer, Trial> constant =
        (trial, k) -> trial.completed(Metrics.of(REVENUE, 1, REGRET, 1), Instant.EPOCH);
    assertThat(points(run(sampler(), spec, trials(40), constant)))
        .as("constant goals: ties are broken alike")
        .isEqualTo(points(run(sampler(), spec, trials(40), constant)));
  }

  public static List<Point> points(History history) {
    return history.trials().stream().map(Trial::point).toList();
  }

  @Test
  void aSamplerThatKnowsTheStudyAnswersLikeAFreshOne() {
    Objective objective = TWO.subjectTo(Constraint.atMost(COST, 0.3));
    Sampler old = sampler();
    History history = History.empty(spec(SamplerContract.CONDITIONAL, objective, 11));
    List<Trial> running = new ArrayList<>();
    for (int k = 0; k < trials(120); k++) {
      Optional<Trial> asked = ask(old, history);
      assertThat(asked).as("trial %s", k).isEqualTo(ask(sampler(), history));
      if (asked.isEmpty()) {
        return;
      }
      history = history.with(asked.get());
      running.add(asked.get());
      if (running.size() == 7) {
        history = history.with(ofEveryKind(running.remove((k * 5) % 7), k));
      }
    }
  }

  @Test
  void toleratesInfiniteValuesAndConstraints() {
    double[] values = {
      Double.NEGATIVE_INFINITY, 0, 1, Double.POSITIVE_INFINITY, -1e308, 1e308, Double.MIN_VALUE
    };
    StudySpec spec = spec(SamplerContract.MIXED, TWO.subjectTo(Constraint.atMost(COST, 0.5)), 5);
    History history =
        run(
            sampler(),
            spec,
            trials(60),
            (trial, k) ->
                trial.completed(
                    Metrics.of(REVENUE, values[k % 7], REGRET, values[k / 2 % 7])
                        .with(COST, k % 4 / 4.0),
                    Instant.EPOCH));
    assertThat(history.told()).isEqualTo(trials(60));
  }

  @Test
  void historiesWithoutAnyFeasibleTrialAreNoHindrance() {
    StudySpec spec = spec(SamplerContract.MIXED, TWO.subjectTo(Constraint.atMost(COST, -9)), 6);
    assertThat(run(sampler(), spec, trials(40), TwoObjectiveContract::completed).told())
        .isEqualTo(trials(40));
    History failures =
        run(
            sampler(),
            spec,
            trials(30),
            (trial, k) -> trial.failed(TrialState.Cause.BUG, "no", Instant.EPOCH));
    assertThat(failures.failedCount()).isEqualTo(trials(30));
  }
}
