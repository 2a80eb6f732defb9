package io.sweepstake.sweeps.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sweepstake.sweeps.pruner.NoPruner;
import io.sweepstake.sweeps.pruner.Pruner;
import io.sweepstake.sweeps.pruner.Pruners;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.store.parquet.ParquetTrialStore;
import io.sweepstake.sweeps.study.Constraint;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.Strategy;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CourseTest {
  private static final FloatParam X = FloatParam.uniform("x", 0, 1);
  private static final Metric LOSS = Metric.of("loss");
  private static final Metric WEIGHT = Metric.of("weight");
  private static final Goal GOAL = Goal.minimize(LOSS);
  private static final StudySpec SPEC =
      StudySpec.of("ramp", SearchSpace.of(X), Objective.of(GOAL), 3)
          .withSampler(Strategy.of("random"));
  private static final int STEPS = 20;

  @TempDir Path directory;

  private static Pruner median() {
    return Pruners.of(Strategy.of("median", Map.of("startup", "2")), GOAL, STEPS);
  }

  /** Reports x at every step; so what is above the median stays there. */
  private static Metrics ramp(Course course) throws TrialPrunedException {
    double x = course.trial().point().get(X);
    course.note("thread", "one");
    for (int step = 1; step <= STEPS; step++) {
      course.report(step, x);
      if (course.shouldPrune()) {
        throw new TrialPrunedException();
      }
    }
    return Metrics.of(LOSS, x);
  }

  @Test
  void whatIsWorseThanTheMedianStopsAtTheFirstRung() throws InterruptedException {
    History history =
        Study.inMemory(SPEC)
            .run(CourseTest::ramp, median(), SweepPlan.synchronous(Budget.total(20), 1));

    List<Trial> pruned =
        history.trials().stream().filter(t -> t.state() instanceof TrialState.Pruned).toList();
    assertThat(pruned).hasSizeBetween(5, 15);
    for (Trial trial : pruned) {
      assertThat(trial.reached()).isEqualTo(2); // a tenth
      assertThat(trial.decisions()).hasSize(1);
    }
    assertThat(history.trials().stream().flatMap(t -> t.decisions().stream()).map(d -> d.index()))
        .doesNotHaveDuplicates();
    assertThat(history.best().orElseThrow().curve()).hasSize(STEPS);
    assertThat(history.trials())
        .allMatch(t -> "one".equals(t.provenance().attributes().get("thread")));
  }

  @Test
  void askedAndToldByHandItIsTheSame() {
    Study study = Study.inMemory(SPEC);
    Pruner pruner = median();
    for (int k = 0; k < 20; k++) {
      Course course = study.course(study.ask().orElseThrow(), pruner);
      double x = course.trial().point().get(X);
      for (int step = 1; step <= STEPS && !course.shouldPrune(); step++) {
        course.report(step, x);
      }
      Trial told = course.shouldPrune() ? course.prune() : study.tell(course.number(), x);
      assertThat(told.finished()).isTrue();
    }
    assertThat(study.history().prunedCount()).isBetween(5, 15);
  }

  @Test
  void whatItReportedIsInTheStudyWhileItRunsAndAfter() throws InterruptedException {
    Path path = directory.resolve("study");
    try (Study study = Study.in(store(path))) {
      Course course = study.course(study.ask().orElseThrow(), new NoPruner());
      course.report(7, 0.5);
      assertThat(study.history().trial(0).reached()).isEqualTo(7);
      assertThat(course.shouldPrune()).isFalse();
    }
    try (Study study = Study.in(store(path))) {
      History history =
          study.run(CourseTest::ramp, new NoPruner(), SweepPlan.asynchronous(Budget.total(4), 2));
      assertThat(history.completedCount()).isEqualTo(4);
      assertThat(history.trial(0).curve()).hasSize(STEPS);
    }
  }

  private static ParquetTrialStore store(Path path) {
    return ParquetTrialStore.openOrCreate(
        new org.apache.hadoop.fs.Path(path.toUri()), new Configuration(), SPEC);
  }

  @Test
  void whatCannotBeIsRefused() {
    Study study = Study.inMemory(SPEC);
    Course course = study.course(study.ask().orElseThrow(), new NoPruner());
    course.report(3, 1);
    assertThatThrownBy(() -> course.report(3, 1))
        .hasMessage("trial 0: steps must rise, was at 3 and reported 3");
    study.tell(0, 1.0);
    assertThatThrownBy(() -> course.report(4, 1)).hasMessageContaining("must be running");
    Pruner waits = Pruners.of(Strategy.of("asha_promotion"), GOAL, STEPS);
    Course other = study.course(study.ask().orElseThrow(), waits);
    assertThatThrownBy(() -> other.report(STEPS - 1, 1))
        .hasMessageStartingWith("pruner: must let trials go on or stop them");
  }

  @Test
  void aTrialThatThrowsFailsAlone() throws InterruptedException {
    History history =
        Study.inMemory(SPEC)
            .run(
                course -> {
                  course.report(1, 0.1);
                  if (course.number() == 1) {
                    throw new IllegalStateException("no");
                  }
                  return Metrics.of(LOSS, 1);
                },
                new NoPruner(),
                SweepPlan.asynchronous(Budget.total(3), 1));

    assertThat(history.failedCount()).isEqualTo(1);
    assertThat(history.trial(1).curve()).hasSize(1);
    assertThat(history.trial(1).state()).asString().contains("no");
  }

  @Test
  void goalsAndConstraintsAreToldApart() {
    Metric size = Metric.of("size");
    Objective objective =
        new Objective(List.of(GOAL, Goal.maximize(size)), List.of(Constraint.atMost(WEIGHT, 2)));
    Study study = Study.inMemory(StudySpec.of("two", SearchSpace.of(X), objective, 1));
    study.ask(3);
    assertThat(study.tell(0, List.of(1.0, 5.0), Map.of(WEIGHT, 3.0)).state().metrics())
        .isEqualTo(Metrics.of(Map.of(LOSS, 1.0, size, 5.0, WEIGHT, 3.0)));
    assertThatThrownBy(() -> study.tell(1, List.of(1.0), Map.of(WEIGHT, 1.0)))
        .hasMessageStartingWith("trial 1: 1 values were told, the objective is to");
    assertThatThrownBy(() -> study.tell(1, List.of(1.0, 2.0), Map.of()))
        .hasMessageContaining("weight");
    assertThat(study.tell(2, List.of(1.0, Double.NaN), Map.of(WEIGHT, 3.0)).state())
        .isInstanceOf(TrialState.Failed.class);
  }
}
