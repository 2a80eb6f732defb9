package io.sweepstake.sweeps.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sweepstake.sweeps.space.CategoricalParam;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.IntParam;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.study.Ask;
import io.sweepstake.sweeps.study.Constraint;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.Measurement;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.Provenance;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every store must keep. */
public abstract class TrialStoreContract {
  public static final Metric REVENUE = Metric.of("revenue");
  public static final Metric REGRET = Metric.of("regret");
  public static final CategoricalParam OPTIMISER = CategoricalParam.of("optimiser", "adam", "sgd");
  public static final SearchSpace SPACE =
      SearchSpace.of(
              FloatParam.log("rate", 1e-5, 1e-1),
              IntParam.stepped("width", 16, 128, 16),
              OPTIMISER,
              FloatParam.stepped("decay", 0, 1, 0.1))
          .withConditional(FloatParam.uniform("momentum", 0, 1), OPTIMISER, "sgd");
  public static final StudySpec SPEC =
      StudySpec.of(
              "contract",
              SPACE,
              Objective.of(Goal.maximize(REVENUE).minus(5, REGRET))
                  .subjectTo(Constraint.atMost(REGRET, 0.05)),
              17)
          .withSettings(Map.of("setting", "additive-1x2-uniform"));
  public static final Instant NOON = Instant.parse("2026-01-01T12:00:00.123456Z");

  /** A fresh, empty store for {@link #SPEC}. */
  protected abstract TrialStore store();

  public static Point point(int k) {
    return k % 2 == 0
        ? Point.of(SPACE, Map.of("rate", 1e-3, "width", 32, "optimiser", "adam", "decay", 0.3))
        : Point.of(
            SPACE,
            Map.of(
                "rate",
                1e-4,
                "width",
                128,
                "optimiser",
                "sgd",
                "decay",
                0.7,
                "momentum",
                0.1 * k % 1));
  }

  public static Trial asked(int number, int toldBefore) {
    return Trial.asked(number, point(number), SPEC.seed(), new Ask(toldBefore, "test"), NOON);
  }

  public static Trial completed(Trial trial, double revenue) {
    return trial
        .started(NOON.plusSeconds(1))
        .measured(new Measurement(10, Metrics.of(REVENUE, revenue / 2), 500))
        .measured(new Measurement(20, Metrics.of(REVENUE, revenue, REGRET, 0.01), 900))
        .withProvenance(Provenance.of(Map.of("engine", "vector", "commit", "abc")))
        .completed(
            Metrics.of(REVENUE, revenue, REGRET, 0.01).with(Metric.of("welfare"), 0.9),
            NOON.plusSeconds(3));
  }

  @Test
  void startsEmpty() {
    try (TrialStore store = store()) {
      assertThat(store.read().history().size()).isZero();
      assertThat(store.read().history().spec()).isEqualTo(SPEC);
    }
  }

  @Test
  void returnsWhatWasCommitted() {
    try (TrialStore store = store()) {
      Snapshot asked = store.commit(store.read(), List.of(asked(0, 0), asked(1, 0)));
      assertThat(asked.history().open()).hasSize(2);
      Snapshot told =
          store.commit(asked, List.of(completed(asked(1, 0), 0.5), completed(asked(0, 0), 0.7)));
      assertThat(told.history().finished()).extracting(Trial::number).containsExactly(1, 0);
      assertThat(told.history().best().orElseThrow().number()).isZero();
      assertThat(store.read()).isEqualTo(told);
      assertThat(asked.history().told()).as("an old snapshot does not change").isZero();
    }
  }

  @Test
  void tellingTwiceIsTellingOnce() {
    try (TrialStore store = store()) {
      Snapshot asked = store.commit(store.read(), List.of(asked(0, 0)));
      Snapshot told = store.commit(asked, List.of(completed(asked(0, 0), 0.5)));
      Snapshot again =
          store.commit(
              told,
              List.of(
                  completed(asked(0, 0), 0.9),
                  asked(0, 0).failed(TrialState.Cause.BUG, "late", NOON)));
      assertThat(again).isEqualTo(told);
      assertThat(again.history().trial(0).state().metrics().value(REVENUE)).hasValue(0.5);
    }
  }

  @Test
  void aRowOfAnEarlierAttemptIsLate() {
    try (TrialStore store = store()) {
      Snapshot asked = store.commit(store.read(), List.of(asked(0, 0)));
      Snapshot retried = store.commit(asked, List.of(asked(0, 0).retried()));
      assertThat(store.commit(retried, List.of(completed(asked(0, 0), 0.5)))).isEqualTo(retried);
      Snapshot told = store.commit(retried, List.of(completed(asked(0, 0).retried(), 0.6)));
      assertThat(told.history().trial(0).attempt()).isEqualTo(1);
    }
  }

  @Test
  void refusesACommitToAnOldSnapshot() {
    try (TrialStore store = store()) {
      Snapshot empty = store.read();
      store.commit(empty, List.of(asked(0, 0)));
      assertThatThrownBy(() -> store.commit(empty, List.of(asked(0, 0))))
          .isInstanceOf(CommitConflictException.class)
          .hasMessageContaining("version 0");
    }
  }

  @Test
  void refusesATrialOfAnotherSpace() {
    SearchSpace other = SearchSpace.of(FloatParam.uniform("x", 0, 1));
    Trial foreign = Trial.asked(0, Point.of(other, Map.of("x", 0.5)), 1, new Ask(0, "test"), NOON);
    try (TrialStore store = store()) {
      assertThatThrownBy(() -> store.commit(store.read(), List.of(foreign)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("search space");
      assertThat(store.read().history().size()).isZero();
    }
  }

  @Test
  void refusesASkippedNumber() {
    try (TrialStore store = store()) {
      assertThatThrownBy(() -> store.commit(store.read(), List.of(asked(1, 0))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("number 0, was 1");
    }
  }

  @Test
  void refusesAMetricThatWouldHideAColumn() {
    Trial trial = asked(0, 0).completed(Metrics.of(Metric.of("seed"), 1), NOON);
    try (TrialStore store = store()) {
      Snapshot asked = store.commit(store.read(), List.of(asked(0, 0)));
      assertThatThrownBy(() -> store.commit(asked, List.of(trial)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("metric seed");
    }
  }
}
