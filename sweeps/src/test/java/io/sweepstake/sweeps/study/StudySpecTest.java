package io.sweepstake.sweeps.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.IntParam;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.space.SearchSpace;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a study is, was and may be compared with; and what its table says of a trial. */
class StudySpecTest {
  private static final Metric LOSS = Metric.of("loss");
  private static final Metric COST = Metric.of("cost");
  private static final Instant THEN = Instant.parse("2026-01-02T03:04:05.123456Z");
  private static final Objective ONE =
      Objective.of(Goal.minimize(LOSS)).subjectTo(Constraint.atMost(COST, 1));
  private static final StudySpec SPEC = StudySpec.of("line", space(1), ONE, 3);

  private static SearchSpace space(double high) {
    return SearchSpace.of(FloatParam.uniform("x", 0, high));
  }

  private static StudySpec.Removal removal(int trials, Integer... numbers) {
    return new StudySpec.Removal(trials, List.of(numbers));
  }

  @Test
  void aWidenedStudyKnowsWhatItWas() {
    StudySpec grown = SPEC.widened(space(2), 4).widened(space(3), 9);
    assertThat(grown.at(0).space()).isEqualTo(space(1));
    assertThat(grown.at(3).space()).isEqualTo(space(1));
    assertThat(grown.at(4).space()).isEqualTo(space(2));
    assertThat(grown.at(8).space()).isEqualTo(space(2));
    assertThat(grown.at(9)).isEqualTo(grown);
    assertThat(grown.stages()).containsExactly(SPEC, SPEC.widened(space(2), 4), grown);
    assertThat(SPEC.widened(space(2), 4).widened(space(3), 4))
        .as("a space in which nothing was asked for")
        .isEqualTo(SPEC.widened(space(3), 4));
    assertThat(SPEC.widened(space(2), 0)).isEqualTo(StudySpec.of("line", space(2), ONE, 3));
    assertThatThrownBy(
            () ->
                new StudySpec(
                    "line",
                    space(3),
                    ONE,
                    List.of(),
                    Strategy.of("a"),
                    Strategy.of("b"),
                    1,
                    Map.of(),
                    List.of(new EarlierSpace(space(1), 4), new EarlierSpace(space(2), 4)),
                    List.of()))
        .hasMessage("search space: must have been widened at a later trial than 4, was at 4");
  }

  @Test
  void aRemovalCountsForWhatIsAskedForAfterIt() {
    StudySpec without = SPEC.without(removal(5, 1, 3)).without(removal(8, 6));
    assertThat(without.removed(1)).isTrue();
    assertThat(without.removed(3)).isTrue();
    assertThat(without.removed(6)).isTrue();
    assertThat(without.removed(2)).isFalse();
    assertThat(without.at(4)).isEqualTo(SPEC);
    assertThat(without.at(5)).isEqualTo(SPEC.without(removal(5, 1, 3)));
    assertThat(without.at(7)).isEqualTo(SPEC.without(removal(5, 1, 3)));
    assertThat(without.at(8)).isEqualTo(without);
    assertThat(removal(5, 0, 4).numbers()).containsExactly(0, 4);
    assertThatThrownBy(() -> removal(5)).hasMessage("removal: needs a trial, had none");
    assertThatThrownBy(() -> removal(5, 5))
        .hasMessage("removal: its trials must rise and be less than 5, was 5");
    assertThatThrownBy(() -> removal(5, 2, 2))
        .hasMessage("removal: its trials must rise and be less than 5, was 2");
    assertThatThrownBy(() -> removal(5, -1))
        .hasMessage("removal: its trials must rise and be less than 5, was -1");
  }

  @Test
  void fingerprintsTellWhatMayBeCompared() {
    assertThat(SPEC.fingerprint())
        .hasSize(16)
        .isEqualTo(StudySpec.of("other", space(1), ONE, 4).fingerprint())
        .isEqualTo(SPEC.withSampler(Strategy.of("tpe")).fingerprint())
        .isNotEqualTo(SPEC.widened(space(2), 4).fingerprint())
        .isNotEqualTo(SPEC.withSettings(Map.of("agents", "2")).fingerprint())
        .isNotEqualTo(
            StudySpec.of("line", space(1), Objective.of(Goal.maximize(LOSS)), 3).fingerprint());
    assertThat(SPEC.identity())
        .isEqualTo(SPEC.widened(space(2), 4).identity())
        .isNotEqualTo(StudySpec.of("line", space(1), ONE, 4).identity())
        .isNotEqualTo(SPEC.fingerprint());
    assertThat(StudySpec.fingerprint(space(1)))
        .isEqualTo(StudySpec.fingerprint(space(1)))
        .isNotEqualTo(StudySpec.fingerprint(space(2)));
    Trial asked =
        Trial.asked(0, Point.decode(space(1), new double[] {0}), 3, new Ask(0, "a"), THEN);
    assertThat(History.empty(SPEC).with(asked).identity(0))
        .isEqualTo(SPEC.identity() + "/2026-01-02T03:04:05.123456Z");
  }

  @Test
  void partsAreChangedAlone() {
    Strategy tpe = Strategy.of("tpe");
    assertThat(SPEC.withSampler(tpe).sampler()).isEqualTo(tpe);
    assertThat(SPEC.withPruner(tpe).pruner()).isEqualTo(tpe);
    assertThat(SPEC.withMetrics(Metric.of("more"), LOSS).metrics())
        .containsExactly(LOSS, COST, Metric.of("more"));
    assertThat(SPEC.withSettings(Map.of("agents", "2")).settings())
        .isEqualTo(Map.of("agents", "2"));
    assertThat(SPEC.withSampler(tpe).withSampler(SPEC.sampler())).isEqualTo(SPEC);
    for (String blank : new String[] {" ", null}) {
      assertThatThrownBy(() -> StudySpec.of(blank, space(1), ONE, 1))
          .hasMessage("study: needs a name, was blank");
    }
  }

  @Test
  void aMetricMayNotTakeAnothersColumn() {
    for (String name :
        List.of("state", "step", "duration", "params_x", "user_attrs_a", "values_0", "seed")) {
      assertThat(StudySpec.reserved(name)).isTrue();
      assertThatThrownBy(() -> SPEC.withMetrics(Metric.of(name)))
          .hasMessage("metric " + name + ": the trial table uses this column for something else");
    }
    assertThat(StudySpec.reserved("loss")).isFalse();
  }

  @Test
  void aRowOfTheTableIsWhatIsKnownOfTheTrial() {
    Trial asked =
        Trial.asked(4, Point.decode(space(1), new double[] {0.25}), 3, new Ask(2, "tpe"), THEN);
    assertThat(TrialColumn.STARTED.stored(ONE, asked)).isNull();
    assertThat(TrialColumn.QUEUE_MS.stored(ONE, asked)).isNull();
    assertThat(TrialColumn.DURATION_MS.stored(ONE, asked)).isNull();
    assertThat(TrialColumn.LAST_STEP.stored(ONE, asked)).isNull();
    assertThat(TrialColumn.CONSTRAINT_VIOLATION.stored(ONE, asked)).isNull();
    assertThat(TrialColumn.VALUE.stored(ONE, asked)).isNull();
    Trial measured =
        asked
            .started(THEN.plusMillis(3))
            .measured(new Measurement(7, Metrics.of(LOSS, 5, COST, 2), 1));
    Trial done = measured.completed(Metrics.of(LOSS, 6, COST, 3), THEN.plusMillis(10));
    assertThat(TrialColumn.NUMBER.stored(ONE, done)).isEqualTo(4);
    assertThat(TrialColumn.STATE.stored(ONE, done)).isEqualTo("COMPLETE");
    assertThat(TrialColumn.VALUE.stored(ONE, done)).isEqualTo(6.0);
    assertThat(TrialColumn.OBJECTIVE.stored(ONE, done)).isEqualTo(6.0);
    assertThat(TrialColumn.CONSTRAINT_VIOLATION.stored(ONE, done)).isEqualTo(2.0);
    assertThat(TrialColumn.CONSTRAINT_VIOLATION.stored(Objective.of(Goal.minimize(LOSS)), done))
        .isNull();
    assertThat(TrialColumn.QUEUE_MS.stored(ONE, done)).isEqualTo(3L);
    assertThat(TrialColumn.DURATION_MS.stored(ONE, done)).isEqualTo(7L);
    assertThat(TrialColumn.LAST_STEP.stored(ONE, done)).isEqualTo(7L);
    assertThat(TrialColumn.ASKED_AFTER.stored(ONE, done)).isEqualTo(2);
    assertThat(TrialColumn.SAMPLER_SOURCE.stored(ONE, done)).isEqualTo("tpe");
    assertThat(TrialColumn.FAILURE_CAUSE.stored(ONE, done)).isNull();
    assertThat(TrialColumn.PRUNED_REASON.stored(ONE, done)).isNull();
    assertThat(TrialColumn.PARENT_TRIAL.stored(ONE, done)).isNull();
    assertThat(TrialColumn.param(FloatParam.uniform("x", 0, 1)).stored(ONE, done)).isEqualTo(0.25);
    assertThat(TrialColumn.metric(COST).stored(ONE, done)).isEqualTo(3.0);
    assertThat(TrialColumn.goal(0).stored(ONE, done)).isEqualTo(6.0);
    assertThat(TrialColumn.goal(0).name()).isEqualTo("values_0");
    assertThat(TrialColumn.param(IntParam.uniform("n", 1, 2)).type()).isEqualTo(Integer.class);
    assertThat(TrialColumn.attribute("host").stored(ONE, done)).isNull();
    Trial placed = done.withProvenance(Provenance.NONE.with("host", "a"));
    assertThat(TrialColumn.attribute("host").stored(ONE, placed)).isEqualTo("a");
    Trial pruned = measured.pruned("slow", THEN);
    assertThat(TrialColumn.STATE.stored(ONE, pruned)).isEqualTo("PRUNED");
    assertThat(TrialColumn.OBJECTIVE.stored(ONE, pruned)).isNull();
    assertThat(TrialColumn.VALUE.stored(ONE, pruned)).isEqualTo(5.0);
    assertThat(TrialColumn.PRUNED_REASON.stored(ONE, pruned)).isEqualTo("slow");
    Trial failed = measured.failed(TrialState.Cause.TIMEOUT, "late", THEN);
    assertThat(TrialColumn.STATE.stored(ONE, failed)).isEqualTo("FAIL");
    assertThat(TrialColumn.FAILURE_CAUSE.stored(ONE, failed)).isEqualTo("TIMEOUT");
    assertThat(TrialColumn.FAILURE_MESSAGE.stored(ONE, failed)).isEqualTo("late");
  }

  @Test
  void timesAreStoredInMicroseconds() {
    Trial asked =
        Trial.asked(4, Point.decode(space(1), new double[] {0}), 3, new Ask(2, "a"), THEN);
    long micros = 1_767_323_045_123_456L;
    assertThat(TrialColumn.ASKED.stored(ONE, asked)).isEqualTo(micros);
    assertThat(TrialColumn.ASKED.read(micros)).isEqualTo(THEN);
    assertThat(TrialColumn.ASKED.read(null)).isNull();
    assertThat(TrialColumn.SEED.read(5L)).isEqualTo(5);
  }

  /** 1 goes on from 0 at step 10, 2 from 1 at 30, and 3 from 2 at 30, before 2 did anything. */
  @Test
  void aScheduleFollowsTheParents() {
    Point[] points = new Point[3];
    Trial[] trials = new Trial[4];
    for (int k = 0; k < 3; k++) {
      points[k] = Point.ofNumbers(space(1), new double[] {k / 4.0});
    }
    trials[0] = Trial.asked(0, points[0], 3, new Ask(0, "a"), THEN);
    trials[1] = child(1, points[1], trials[0], 10);
    trials[2] = child(2, points[2], trials[1], 30);
    trials[3] = child(3, points[0], trials[2], 30);
    History history = History.of(SPEC, List.of(trials));
    assertThat(Schedule.of(history, trials[2]))
        .hasToString("0: {x=0.0} (trial 0), 10: {x=0.25} (trial 1), 30: {x=0.5} (trial 2)");
    assertThat(Schedule.of(history, trials[3]))
        .as("2 trained nothing of it")
        .hasToString("0: {x=0.0} (trial 0), 10: {x=0.25} (trial 1), 30: {x=0.0} (trial 3)");
    assertThat(Schedule.of(history, trials[0])).hasToString("0: {x=0.0} (trial 0)");
  }

  private static Trial child(int number, Point point, Trial parent, long step) {
    Ask ask = new Ask(0, "population", new Lineage(parent.number(), step, 0));
    return Trial.descended(number, point, parent, ask, THEN);
  }
}
