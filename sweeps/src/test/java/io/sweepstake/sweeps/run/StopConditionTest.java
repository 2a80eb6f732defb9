package io.sweepstake.sweeps.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sweepstake.sweeps.pruner.NoPruner;
import io.sweepstake.sweeps.run.trial.Evaluation;
import io.sweepstake.sweeps.run.trial.TrialFunction;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.study.Constraint;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class StopConditionTest {
  private static final Metric REVENUE = Metric.of("revenue");
  private static final Metric REGRET = Metric.of("regret");
  private static final SearchSpace SPACE = SearchSpace.of(FloatParam.uniform("x", 0, 1));
  private static final StudySpec SPEC =
      StudySpec.of(
          "stops",
          SPACE,
          Objective.of(Goal.maximize(REVENUE)).subjectTo(Constraint.atMost(REGRET, 0.1)),
          1);
  private static final Duration NOW = Duration.ZERO;

  /** A study after trials of these revenues; a negative one stands for an infeasible trial. */
  private static History after(double... revenues) {
    Study study = Study.inMemory(SPEC);
    for (double revenue : revenues) {
      int number = study.ask().orElseThrow().number();
      study.tell(number, Map.of(REVENUE, Math.abs(revenue), REGRET, revenue < 0 ? 1.0 : 0.0));
    }
    return study.history();
  }

  @Test
  void timeIsOverWhenItHasPassed() {
    StopCondition twoHours = StopCondition.elapsed(Duration.ofHours(2));
    assertThat(twoHours.reason(after(), Duration.ofMinutes(119))).isEmpty();
    assertThat(twoHours.reason(after(), Duration.ofHours(2)))
        .hasValue("the timeout of 2 h has passed");
    assertThatThrownBy(() -> StopCondition.elapsed(Duration.ZERO))
        .hasMessage("timeout: must be above 0, was PT0S");
  }

  @Test
  void theTargetIsReachedByAFeasibleTrial() {
    StopCondition target = StopCondition.target(0.9);
    assertThat(target.reason(after(0.5, -0.95), NOW)).isEmpty();
    assertThat(target.reason(after(0.5, -0.95, 0.9), NOW))
        .hasValue("trial 2 reached 0.9, the target was 0.9");
    StudySpec minimise = StudySpec.of("min", SPACE, Objective.of(Goal.minimize(REGRET)), 1);
    Study study = Study.inMemory(minimise);
    study.ask(2);
    study.tell(0, 0.2);
    assertThat(StopCondition.target(0.1).reason(study.history(), NOW)).isEmpty();
    study.tell(1, 0.05);
    assertThat(StopCondition.target(0.1).reason(study.history(), NOW)).isPresent();
  }

  @Test
  void stagnationCountsTrialsSinceTheLastImprovement() {
    StopCondition three = StopCondition.stagnation(3);
    assertThat(three.reason(after(), NOW)).isEmpty();
    assertThat(three.reason(after(0.5, 0.4, 0.4), NOW)).isEmpty();
    assertThat(three.reason(after(0.5, 0.4, 0.4, -0.9), NOW))
        .hasValue("none of the last 3 trials was better than those before");
    assertThat(three.reason(after(0.5, 0.4, 0.4, 0.6), NOW)).isEmpty();
    assertThat(three.reason(after(-0.5, -0.4, -0.3), NOW)).as("none is feasible").isPresent();
  }

  @Test
  void stagnationOfSeveralGoalsIsThatNoneIsUndominated() {
    Objective both = Objective.of(Goal.maximize(REVENUE), Goal.minimize(REGRET));
    Study study = Study.inMemory(StudySpec.of("two", SPACE, both, 1));
    study.ask(4);
    study.tell(0, Map.of(REVENUE, 0.5, REGRET, 0.1));
    study.tell(1, Map.of(REVENUE, 0.4, REGRET, 0.05));
    assertThat(StopCondition.stagnation(1).reason(study.history(), NOW)).isEmpty();
    study.tell(2, Map.of(REVENUE, 0.4, REGRET, 0.2));
    assertThat(StopCondition.stagnation(1).reason(study.history(), NOW)).isPresent();
    study.tell(3, Map.of(REVENUE, 0.45, REGRET, 0.07));
    assertThat(StopCondition.stagnation(1).reason(study.history(), NOW)).isEmpty();
  }

  @Test
  void eitherOfTwoSuffices() {
    StopCondition either = StopCondition.target(0.9).or(StopCondition.elapsed(Duration.ofHours(1)));
    assertThat(either.reason(after(0.5), NOW)).isEmpty();
    assertThat(either.reason(after(0.9), NOW)).isPresent();
    assertThat(either.reason(after(0.5), Duration.ofHours(1))).isPresent();
  }

  @Test
  void aSweepStopsAndWhatIsInFlightStillEnds() throws InterruptedException {
    List<String> endings = new ArrayList<>();
    SweepListener listener =
        new SweepListener() {
          @Override
          public void ended(String reason, Progress progress) {
            endings.add(reason + " " + progress.told() + " of " + progress.limited());
          }
        };
    Study study = Study.inMemory(SPEC);
    History history =
        sweep(
            study,
            SweepPlan.asynchronous(Budget.unlimited(), 4)
                .until((now, elapsed) -> StopCondition.target(7).reason(now, elapsed)),
            listener);
    assertThat(history.best().orElseThrow().state().metrics().value(REVENUE).orElseThrow())
        .isGreaterThanOrEqualTo(7);
    assertThat(history.open()).as("nothing is left in flight").isEmpty();
    assertThat(history.told()).isBetween(8, 8 + 3);
    assertThat(endings).hasSize(1);
    assertThat(endings.get(0)).contains("the target was 7.0").endsWith("of false");
  }

  @Test
  void aListenerOrAnotherThreadMayStopASweep() throws InterruptedException {
    Study study = Study.inMemory(SPEC);
    AtomicReference<Sweep> sweep = new AtomicReference<>();
    SweepListener listener =
        new SweepListener() {
          @Override
          public void told(Trial trial, Progress progress) {
            if (progress.told() == 5) {
              sweep.get().stop("five are enough");
            }
          }
        };
    try (ThreadTrialExecutor threads = new ThreadTrialExecutor(increasing(), 2)) {
      sweep.set(
          new Sweep(
              study,
              new NoPruner(),
              threads,
              SweepPlan.synchronous(Budget.additional(50), 1),
              listener));
      assertThat(sweep.get().run().told()).isEqualTo(5);
      assertThat(sweep.get().ending()).hasValue("five are enough");
    }
  }

  @Test
  void theBudgetCountsEnqueuedTrialsWhenTheyBegin() throws InterruptedException {
    Study study = Study.inMemory(SPEC);
    for (int k = 0; k < 3; k++) {
      study.enqueue(Map.of("x", 0.1 * k));
    }
    sweep(study, SweepPlan.synchronous(Budget.additional(2), 1), SweepListener.SILENT);
    assertThat(study.history().told()).isEqualTo(2);
    assertThat(study.history().open()).hasSize(1);
    sweep(study, SweepPlan.synchronous(Budget.additional(2), 1), SweepListener.SILENT);
    assertThat(study.history().told()).isEqualTo(4);
    assertThat(study.history().open()).isEmpty();
    sweep(study, SweepPlan.synchronous(Budget.total(6), 1), SweepListener.SILENT);
    assertThat(study.history().size()).isEqualTo(6);
  }

  private static TrialFunction increasing() {
    return Evaluation.eachTrial(trial -> Metrics.of(REVENUE, trial.number(), REGRET, 0));
  }

  private static History sweep(Study study, SweepPlan plan, SweepListener listener)
      throws InterruptedException {
    try (ThreadTrialExecutor threads = new ThreadTrialExecutor(increasing(), plan.parallelism())) {
      return new Sweep(study, new NoPruner(), threads, plan, listener).run();
    }
  }
}
