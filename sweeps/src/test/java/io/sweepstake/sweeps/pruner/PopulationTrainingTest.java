package io.sweepstake.sweeps.pruner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sweepstake.sweeps.space.CategoricalParam;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.IntParam;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.study.Checkpoint;
import io.sweepstake.sweeps.study.Decision;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Lineage;
import io.sweepstake.sweeps.study.Seeds;
import io.sweepstake.sweeps.study.Strategy;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PopulationTrainingTest {
  private static final double NAN = Double.NaN;
  private static final Goal MOST = Goal.maximize(Curves.VALUE);
  private static final List<Rung> RUNGS = Rung.every(10, 10, 100);
  private static final FloatParam RATE = FloatParam.log("rate", 1e-4, 1);
  private static final FloatParam STEPPED = FloatParam.stepped("decay", 0, 1, 0.1);
  private static final IntParam STEPS = IntParam.uniform("steps", 1, 20);
  private static final CategoricalParam KIND = CategoricalParam.of("kind", "adam", "sgd", "none");
  private static final FloatParam MOMENTUM = FloatParam.uniform("momentum", 0, 1);
  private static final SearchSpace SPACE =
      SearchSpace.of(RATE, STEPPED, STEPS, KIND).withConditional(MOMENTUM, KIND, "sgd");

  private static PopulationTraining pbt(double resample, String... frozen) {
    return new PopulationTraining(MOST, RUNGS, 0.25, resample, Set.of(frozen));
  }

  private static Point point(Object... values) {
    return Point.of(
        SPACE,
        Map.of("rate", values[0], "decay", values[1], "steps", values[2], "kind", values[3]));
  }

  @Test
  void numbersMoveByAFifthAndStayInRange() {
    Point point = point(1e-2, 0.5, 10, "adam");
    Set<Double> rates = new HashSet<>();
    Set<Double> decays = new HashSet<>();
    Set<Integer> steps = new HashSet<>();
    for (int k = 0; k < 50; k++) {
      Point next = pbt(0).perturbed(point, Seeds.generator(1, "test", k));
      rates.add(next.get(RATE));
      decays.add(next.get(STEPPED));
      steps.add(next.get(STEPS));
      assertThat(next.get(KIND)).isEqualTo("adam");
      Point edge = pbt(0).perturbed(point(1.0, 0, 1, "none"), Seeds.generator(2, "test", k));
      assertThat(edge.get(RATE)).isBetween(0.8, 1.0);
      assertThat(edge.get(STEPPED)).as("at least a step").isIn(0.0, 0.1);
      assertThat(edge.get(STEPS)).isIn(1, 2);
    }
    assertThat(rates).containsExactlyInAnyOrder(1e-2 * 0.8, 1e-2 * 1.2);
    assertThat(decays).containsExactlyInAnyOrder(0.4, 0.6);
    assertThat(steps).containsExactlyInAnyOrder(8, 12);
  }

  @Test
  void whatIsFrozenStays() {
    Point point = point(1e-2, 0.5, 10, "adam");
    for (int k = 0; k < 20; k++) {
      Point next = pbt(1, "rate", "kind").perturbed(point, Seeds.generator(1, "test", k));
      assertThat(next.get(RATE)).isEqualTo(1e-2);
      assertThat(next.get(KIND)).isEqualTo("adam");
    }
  }

  @Test
  void resamplingDrawsFromTheRangeAndKeepsConditions() {
    Point point = point(1e-2, 0.5, 10, "adam");
    Set<String> kinds = new HashSet<>();
    int below = 0;
    for (int k = 0; k < 400; k++) {
      Point next = pbt(1).perturbed(point, Seeds.generator(3, "test", k));
      kinds.add(next.get(KIND));
      assertThat(next.find(MOMENTUM).isPresent()).isEqualTo(next.get(KIND).equals("sgd"));
      below += next.get(RATE) < 1e-2 ? 1 : 0;
    }
    assertThat(kinds).containsExactlyInAnyOrder("adam", "sgd", "none");
    // Half of a log scale lies below its middle; four standard deviations are 40.
    assertThat(below).isBetween(160, 240);
  }

  @Test
  void theWorstQuarterTakesOverFromTheBest() {
    History history = Curves.waiting(8);
    Set<Checkpoint> all = Curves.checkpoints(history);
    // Trials 0 and 1 are the worst quarter, 6 and 7 the best.
    Pruner.Release release = pbt(0).release(history, false, all).orElseThrow();
    assertThat(release.trial()).isZero();
    assertThat(release.decision().action()).isEqualTo(Decision.Action.EXPLOIT);
    assertThat(release.decision().heir().parent()).isIn(6, 7);
    assertThat(release.decision().heir().step()).isEqualTo(10);
    assertThat(release.decision().heir().replaced()).isZero();
    assertThat(release.decision().reason())
        .startsWith("place 8 of 8 trials at step 10, takes over");
    assertThat(release.decision().value()).isEqualTo(0.0);
  }

  @Test
  void onlyWhereThereIsACheckpoint() {
    History history = Curves.waiting(8);
    Pruner.Release from7 =
        pbt(0).release(history, false, Set.of(new Checkpoint(7, 10))).orElseThrow();
    assertThat(from7.decision().heir()).isEqualTo(new Lineage(7, 10, 0));
    Pruner.Release nobody = pbt(0).release(history, false, Set.of()).orElseThrow();
    assertThat(nobody.decision().action()).isEqualTo(Decision.Action.PROMOTE);
    assertThat(nobody.decision().reason()).contains("nobody better to take over from");
  }

  @Test
  void everybodySetsOutBeforeAnyoneGoesOn() {
    History history = Curves.waiting(8);
    assertThat(pbt(0).release(history, true, Curves.checkpoints(history))).isEmpty();
  }

  @Test
  void threeAreTooFewToReplaceOne() {
    History history = Curves.waiting(3);
    Pruner.Release release =
        pbt(0).release(history, false, Curves.checkpoints(history)).orElseThrow();
    assertThat(release.decision().action()).isEqualTo(Decision.Action.PROMOTE);
  }

  @Test
  void anHeirIsProposedOnceForEachThatEnded() {
    History history = Curves.waiting(4);
    Trial ended =
        history
            .trial(0)
            .decided(Decision.exploit(new Lineage(3, 10, 0), "worst"))
            .pruned("worst", Instant.EPOCH);
    assertThat(pbt(0).heir(history, Seeds.generator(1, "heir", 4))).isEmpty();
    history = history.with(ended);
    Heir heir = pbt(0).heir(history, Seeds.generator(1, "heir", 4)).orElseThrow();
    assertThat(heir.lineage()).isEqualTo(new Lineage(3, 10, 0));
    assertThat(heir.source()).isEqualTo("pbt");
    Trial child =
        Trial.descended(
            4,
            heir.point(),
            history.trial(3),
            new io.sweepstake.sweeps.study.Ask(1, "pbt", heir.lineage()),
            Instant.EPOCH);
    assertThat(pbt(0).heir(history.with(child), Seeds.generator(1, "heir", 5))).isEmpty();
  }

  @Test
  void aCheckpointIsKeptWhileSomeoneMayComeByIt() {
    History history = Curves.waiting(2).with(Curves.running(2));
    assertThat(pbt(0).keeps(new Checkpoint(1, 10), history)).isTrue();
    History passed =
        History.empty(Curves.SPEC).with(Curves.running(0, 1, 2)).with(Curves.running(1, 1, 2));
    assertThat(pbt(0).keeps(new Checkpoint(1, 10), passed)).isFalse();
  }

  @Test
  void wrongOptionsAreRefused() {
    assertThatThrownBy(() -> new PopulationTraining(MOST, List.of(), 0.25, 0, Set.of()))
        .hasMessage("pbt rungs: needs at least one, had none");
    assertThatThrownBy(() -> new PopulationTraining(MOST, RUNGS, 0.6, 0, Set.of()))
        .hasMessage("pbt quantile: must be in (0, 0.5], was 0.6");
    assertThatThrownBy(() -> new PopulationTraining(MOST, RUNGS, 0.25, 1.5, Set.of()))
        .hasMessage("pbt resample: must be in [0, 1], was 1.5");
  }

  private static Trial waits(int number, double... curve) {
    return Curves.running(number, curve).withState(new TrialState.Paused());
  }

  private static Decision judged(Trial... trials) {
    History history = History.empty(Curves.SPEC);
    for (Trial trial : trials) {
      history = history.with(trial);
    }
    return pbt(0).release(history, false, Curves.checkpoints(history)).orElseThrow().decision();
  }

  @Test
  void whoeverComesToARungWaitsWithWhatItMeasured() {
    Decision decision = pbt(0).decide(Curves.running(0, 5, 6), RUNGS.get(1), Curves.waiting(0));
    assertThat(decision.action()).isEqualTo(Decision.Action.PAUSE);
    assertThat(decision.value()).isEqualTo(6);
    assertThat(pbt(0).decide(Curves.running(0, NAN), RUNGS.get(0), Curves.waiting(0)).value())
        .isNaN();
  }

  @Test
  void theBestGoesOnAndTheQuarterEndsWhereItEnds() {
    Decision best = judged(waits(0, 9), Curves.running(1, 1), Curves.running(2, 2));
    assertThat(best).isEqualTo(Decision.promote("place 1 of 3 trials at step 10").on(9));
    Decision seventh =
        judged(
            waits(0, 2),
            Curves.running(1, 1),
            Curves.running(2, 8),
            Curves.running(3, 7),
            Curves.running(4, 6),
            Curves.running(5, 5),
            Curves.running(6, 4),
            Curves.running(7, 3));
    assertThat(seventh.reason()).startsWith("place 7 of 8 trials at step 10, takes over");
    assertThat(seventh.heir().parent()).isIn(2, 3);
    Decision sixth =
        judged(
            waits(0, 3),
            Curves.running(1, 1),
            Curves.running(2, 8),
            Curves.running(3, 7),
            Curves.running(4, 6),
            Curves.running(5, 5),
            Curves.running(6, 4),
            Curves.running(7, 2));
    assertThat(sixth).isEqualTo(Decision.promote("place 6 of 8 trials at step 10").on(3));
  }

  @Test
  void atALaterRungItsOwnValuesCount() {
    Decision decision = judged(waits(0, 1, 9), waits(1, 9, 1), Curves.running(2, 5));
    assertThat(decision).isEqualTo(Decision.promote("place 1 of 2 trials at step 20").on(9));
  }

  @Test
  void nobodyTakesOverFromAnEqual() {
    Decision decision = judged(waits(0, 1), waits(1, 1), waits(2, 1), waits(3, 1));
    assertThat(decision.reason()).isEqualTo("place 1 of 4 trials at step 10");
    History history = Curves.waiting(0);
    for (int k = 0; k < 4; k++) {
      history = history.with(k < 3 ? Curves.running(k, 1) : waits(k, 1));
    }
    assertThat(
            pbt(0)
                .release(history, false, Curves.checkpoints(history))
                .orElseThrow()
                .decision()
                .reason())
        .isEqualTo("place 4 of 4 trials at step 10, and nobody better to take over from");
  }

  @Test
  void whatHasNoValueTakesOverFromTheBestOrEnds() {
    Decision decision = judged(waits(0, NAN), Curves.running(1, 1), Curves.running(2, 2));
    assertThat(decision.heir()).isEqualTo(new Lineage(2, 10, 0));
    assertThat(decision.reason()).isEqualTo("it has no value at step 10, takes over from trial 2");
    assertThat(decision.value()).isNaN();
    assertThat(judged(waits(0, NAN)))
        .isEqualTo(Decision.stop("it has no value at step 10, nor has anyone to take over from"));
    // With seven others it is the eighth, so that two are the best quarter.
    Set<Integer> parents = new HashSet<>();
    for (int number = 7; number < 40; number++) {
      History history = Curves.waiting(0);
      for (int k = 0; k < 7; k++) {
        history = history.with(Curves.running(k, k));
      }
      for (int k = 7; k < number; k++) {
        history = history.with(Curves.running(k));
      }
      history = history.with(waits(number, NAN));
      parents.add(
          pbt(0)
              .release(history, false, Curves.checkpoints(history))
              .orElseThrow()
              .decision()
              .heir()
              .parent());
    }
    assertThat(parents).containsExactlyInAnyOrder(5, 6);
  }

  @Test
  void aGridMovesByAStepWhereAFifthIsLessAndChoicesStay() {
    Set<Integer> steps = new HashSet<>();
    Set<Double> decays = new HashSet<>();
    for (int k = 0; k < 50; k++) {
      Point next = pbt(0).perturbed(point(1e-2, 0.2, 2, "none"), Seeds.generator(1, "test", k));
      steps.add(next.get(STEPS));
      decays.add(next.get(STEPPED));
      assertThat(next.get(KIND)).isEqualTo("none");
    }
    assertThat(steps).containsExactlyInAnyOrder(1, 3);
    assertThat(decays).containsExactlyInAnyOrder(0.1, 0.3);
  }

  @Test
  void nobodyComesByItsOwnCheckpoint() {
    assertThat(pbt(0).keeps(new Checkpoint(1, 10), Curves.waiting(2))).isTrue();
    assertThat(pbt(0).keeps(new Checkpoint(0, 10), Curves.waiting(1))).isFalse();
    assertThat(pbt(0).keeps(new Checkpoint(1, 9), Curves.waiting(2))).isFalse();
  }

  @Test
  void byDefaultTheFirstFifthIsNotJudged() {
    Pruner read = Pruners.of(Strategy.of("pbt"), MOST, 100);
    assertThat(read.rungs())
        .extracting(Rung::step)
        .containsExactly(20L, 30L, 40L, 50L, 60L, 70L, 80L, 90L);
  }
}
