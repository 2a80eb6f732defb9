package io.sweepstake.sweeps.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.space.SearchSpace;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What becomes of a trial, row by row. */
class TrialTest {
  private static final Metric LOSS = Metric.of("loss");
  private static final Instant THEN = Instant.parse("2026-01-02T03:04:05.123456Z");
  private static final SearchSpace SPACE = SearchSpace.of(FloatParam.uniform("x", 0, 1));
  private static final SearchSpace WIDER = SearchSpace.of(FloatParam.uniform("x", 0, 9));
  private static final Point POINT = Point.ofNumbers(SPACE, new double[] {0.5});
  private static final StudySpec SPEC =
      StudySpec.of("line", SPACE, Objective.of(Goal.minimize(LOSS)), 3);
  private static final Trial ASKED = Trial.asked(4, POINT, 3, new Ask(2, "random"), THEN);

  private static Measurement at(long step, double loss) {
    return new Measurement(step, Metrics.of(LOSS, loss), 10);
  }

  private static final Trial MEASURED = ASKED.started(THEN).measured(at(5, 9)).measured(at(7, 8));

  @Test
  void aTrialRunsMeasuresAndCompletes() {
    assertThat(ASKED.finished()).isFalse();
    assertThat(ASKED.reached()).isZero();
    assertThat(ASKED.tellIndex()).isEqualTo(-1);
    assertThat(ASKED.seed()).isEqualTo(Trial.seed(3, 4));
    assertThat(MEASURED.reached()).isEqualTo(7);
    assertThat(MEASURED.timing()).isEqualTo(new Timing(THEN, THEN, null));
    Trial done = MEASURED.completed(Metrics.of(LOSS, 1), THEN.plusSeconds(2));
    assertThat(done.finished()).isTrue();
    assertThat(done.state()).isEqualTo(new TrialState.Completed(Metrics.of(LOSS, 1)));
    assertThat(done.timing().duration()).contains(Duration.ofSeconds(2));
    assertThat(done.curve()).containsExactly(at(5, 9), at(7, 8));
    assertThat(done.unfinished()).isEqualTo(ASKED);
  }

  @Test
  void aPrunedTrialHasWhatItMeasuredLast() {
    assertThat(MEASURED.pruned("slow", THEN).state())
        .isEqualTo(new TrialState.Pruned(7, Metrics.of(LOSS, 8), "slow"));
    assertThat(ASKED.pruned("late", THEN).state())
        .isEqualTo(new TrialState.Pruned(0, Metrics.NONE, "late"));
    assertThat(MEASURED.failed(TrialState.Cause.BUG, "no", THEN).state())
        .isEqualTo(new TrialState.Failed(TrialState.Cause.BUG, "no"));
  }

  @Test
  void aDecisionIsKeptWithTheLastMeasurement() {
    Decision go = Decision.proceed("good").on(8).withIndex(3);
    Trial judged = MEASURED.decided(Decision.pause("wait")).decided(go);
    assertThat(judged.decisions()).containsExactly(Decision.pause("wait"), go);
    assertThat(judged.curve().get(0)).isEqualTo(at(5, 9));
    assertThat(judged.measured(at(9, 1)).decisions()).hasSize(2);
    assertThatThrownBy(() -> ASKED.decided(go))
        .hasMessage("trial 4: cannot be judged before it has measured anything");
  }

  @Test
  void onlyStopAndExploitEnd() {
    assertThat(Decision.stop("a").prune()).isTrue();
    assertThat(Decision.exploit(new Lineage(1, 2, 3), "a").prune()).isTrue();
    assertThat(Decision.proceed("a").prune()).isFalse();
    assertThat(Decision.pause("a").prune()).isFalse();
    assertThat(Decision.promote("a").prune()).isFalse();
    assertThat(Decision.promote("a").because("b")).isEqualTo(Decision.promote("b"));
    assertThat(Decision.promote("a").action()).hasToString("promote");
    assertThatThrownBy(
            () -> new Decision(0, Decision.Action.STOP, 1, new Lineage(1, 2, 3), "words"))
        .hasMessageStartingWith("decision: must have an heir just when it exploits, was stop with");
    assertThatThrownBy(() -> Decision.exploit(null, "words"))
        .hasMessage("decision: must have an heir just when it exploits, was exploit with null");
  }

  @Test
  void aLostTrialIsSentAgain() {
    Trial told = MEASURED.withTellIndex(6);
    assertThat(told.retried()).isEqualTo(withAttempt(1));
    assertThat(told.retried().retried().restarted()).isEqualTo(withAttempt(2));
    assertThat(MEASURED.retriedFromRung().attempt()).isEqualTo(1);
    assertThat(MEASURED.retriedFromRung().curve()).isEqualTo(MEASURED.curve());
    assertThat(MEASURED.retried().started(THEN).attempt()).isEqualTo(1);
  }

  private static Trial withAttempt(int attempt) {
    return new Trial(
        4,
        POINT,
        ASKED.seed(),
        attempt,
        ASKED.ask(),
        -1,
        List.of(),
        new TrialState.Running(),
        Timing.asked(THEN),
        Provenance.NONE,
        List.of());
  }

  @Test
  void aDescendantKeepsItsParentsSeed() {
    Ask ask = new Ask(5, "population", new Lineage(4, 7, 2));
    Trial child = Trial.descended(9, POINT, MEASURED, ask, THEN);
    assertThat(child.seed()).isEqualTo(ASKED.seed());
    assertThat(child.reached()).isEqualTo(7);
    assertThat(child.measured(at(11, 1)).reached()).isEqualTo(11);
    assertThat(child.ask().origin()).contains(new Lineage(4, 7, 2));
    assertThat(ASKED.ask().origin()).isEmpty();
  }

  @Test
  void aTrialStandsInAWiderSpaceWithItsNumbers() {
    Trial there = MEASURED.in(WIDER);
    assertThat(there.point()).isEqualTo(Point.ofNumbers(WIDER, new double[] {0.5}));
    assertThat(there.in(SPACE)).isEqualTo(MEASURED);
    assertThat(MEASURED.in(SPACE)).isSameAs(MEASURED);
    assertThat(MEASURED.in(SPEC)).isSameAs(MEASURED);
    assertThat(MEASURED.in(SPEC.widened(WIDER, 5)).point()).isEqualTo(there.point());
  }

  @Test
  void aRemovedTrialCanComeBack() {
    Trial done = MEASURED.completed(Metrics.of(LOSS, 1), THEN);
    StudySpec without = SPEC.without(new StudySpec.Removal(6, List.of(4)));
    Trial gone = done.in(without);
    assertThat(gone.removed()).isTrue();
    assertThat(gone.curve()).isEmpty();
    assertThat(gone.state().metrics()).isEqualTo(Metrics.NONE);
    assertThat(gone.finished()).isTrue();
    assertThat(gone.asTold()).isEqualTo(done);
    assertThat(gone.in(SPEC)).isEqualTo(done);
    assertThat(gone.in(without)).isSameAs(gone);
    assertThat(done.removed()).isFalse();
    assertThat(done.asTold()).isSameAs(done);
  }

  @Test
  void partsAreChangedAlone() {
    Ask ask = new Ask(1, "other");
    assertThat(ASKED.withAsk(ask).ask()).isEqualTo(ask);
    Provenance host = Provenance.NONE.with("host", "a");
    assertThat(ASKED.withProvenance(host).provenance()).isEqualTo(host);
    Artifact artifact = new Artifact("net.bin", new byte[] {1, 2});
    assertThat(ASKED.withArtifacts(List.of(artifact)).artifacts()).containsExactly(artifact);
    assertThat(ASKED.withTellIndex(8).tellIndex()).isEqualTo(8);
    assertThat(ASKED.withState(new TrialState.Paused()).state()).isEqualTo(new TrialState.Paused());
    assertThat(host.with(Provenance.of(Map.of("host", "b", "os", "c"))).attributes())
        .isEqualTo(Map.of("host", "b", "os", "c"));
    assertThat(artifact)
        .isEqualTo(new Artifact("net.bin", new byte[] {1, 2}))
        .hasSameHashCodeAs(new Artifact("net.bin", new byte[] {1, 2}))
        .isNotEqualTo(new Artifact("net.bin", new byte[] {1, 3}))
        .isNotEqualTo(new Artifact("nut.bin", new byte[] {1, 2}))
        .isNotEqualTo("net.bin")
        .hasToString("net.bin (2 bytes)");
  }

  @Test
  void whoAskedDecidesWhetherItWouldAskAgain() {
    assertThat(new Ask(0, "tpe").proposed()).isTrue();
    assertThat(new Ask(0, Ask.IMPORTED).proposed()).isFalse();
    assertThat(new Ask(0, Ask.IMPORTED).given()).isFalse();
    for (String source : List.of(Ask.ENQUEUED, Ask.DEFAULT)) {
      assertThat(new Ask(0, source).given()).isTrue();
      assertThat(new Ask(0, source).proposed()).isFalse();
    }
    assertThat(new Ask(0, "tpe", null, Set.of("x")).held()).containsExactly("x");
  }

  @Test
  void statesSayWhetherAnythingCanFollow() {
    assertThat(new TrialState.Waiting().terminal()).isFalse();
    assertThat(new TrialState.Paused().terminal()).isFalse();
    assertThat(new TrialState.Running().terminal()).isFalse();
    assertThat(new TrialState.Pruned(1, Metrics.NONE, "").terminal()).isTrue();
    assertThat(new TrialState.Failed(TrialState.Cause.BUG, "").terminal()).isTrue();
    assertThat(new TrialState.Removed(ASKED).terminal()).isTrue();
    assertThat(new TrialState.Removed(ASKED).label()).isEqualTo("REMOVED");
    assertThat(new TrialState.Waiting().label()).isEqualTo("WAITING");
    assertThat(new TrialState.Paused().label()).isEqualTo("PAUSED");
    assertThat(new TrialState.Running().label()).isEqualTo("RUNNING");
  }

  @Test
  void durationsNeedBothEndsInOrder() {
    assertThat(Timing.asked(THEN).duration()).isEmpty();
    assertThat(Timing.asked(THEN).started(THEN).duration()).isEmpty();
    assertThat(Timing.asked(THEN).finished(THEN).duration()).isEmpty();
    assertThat(Timing.asked(THEN).started(THEN).finished(THEN).duration()).contains(Duration.ZERO);
    assertThat(Timing.asked(THEN).started(THEN).finished(THEN.minusMillis(1)).duration())
        .as("a clock was set back")
        .isEmpty();
    Instant finer = THEN.plusNanos(789);
    assertThat(new Timing(finer, finer, finer)).isEqualTo(new Timing(THEN, THEN, THEN));
  }

  @Test
  void saysWhatIsWrong() {
    assertThatThrownBy(() -> Trial.asked(-1, POINT, 3, new Ask(0, "a"), THEN))
        .hasMessage("trial: number must be at least 0, was -1");
    assertThatThrownBy(() -> MEASURED.measured(at(7, 1)))
        .hasMessage("trial 4: steps of its measurements must rise, was 7 after 7");
    assertThatThrownBy(() -> withAttempt(-1))
        .hasMessage("trial 4: attempt must be at least 0, was -1");
    assertThatThrownBy(() -> new Ask(-1, "a"))
        .hasMessage("ask: the number of trials told before must be at least 0, was -1");
    assertThatThrownBy(() -> at(-1, 0)).hasMessage("measurement: step must be at least 0, was -1");
    assertThatThrownBy(() -> new Measurement(0, Metrics.NONE, -1))
        .hasMessage("measurement: wall time must be at least 0 ms, was -1");
    assertThat(new Lineage(0, 1, 0).step()).isEqualTo(1);
    for (int wrong = 0; wrong < 3; wrong++) {
      int which = wrong;
      assertThatThrownBy(
              () -> new Lineage(which == 0 ? -1 : 0, which == 1 ? 0 : 1, which == 2 ? -1 : 0))
          .hasMessageStartingWith("lineage: parent and replaced must be at least 0");
    }
    assertThatThrownBy(() -> new EarlierSpace(SPACE, 0))
        .hasMessage("search space: must have had a trial when it was widened, had 0");
    assertThatThrownBy(() -> new TrialState.Completed(Metrics.NONE))
        .hasMessage("completed trial: needs at least one metric, had none");
    assertThatThrownBy(() -> new Artifact("../x", new byte[0]))
        .hasMessageEndingWith("was \"../x\"");
    assertThatThrownBy(() -> Strategy.of(" ")).hasMessage("strategy: needs a name, was blank");
    assertThat(Strategy.of("tpe", Map.of("candidates", "48"))).hasToString("tpe(candidates=48)");
    assertThat(Strategy.of("tpe")).hasToString("tpe");
  }
}
