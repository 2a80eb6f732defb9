package io.sweepstake.sweeps.pruner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Strategy;
import io.sweepstake.sweeps.study.Trial;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What Optuna's tests ask of {@code SuccessiveHalvingPruner}. Where it finds the first rung from
 * the trials that have completed, we need it said, or take a share of the full length: rungs must
 * be known before the first trial sets out.
 */
class AshaPrunerTest {
  private static final Goal LEAST = Goal.minimize(Curves.VALUE);
  private static final Goal MOST = Goal.maximize(Curves.VALUE);

  private static AshaPruner halving(Goal goal) {
    return new AshaPruner(goal, 10, 2, 160);
  }

  private static List<Long> steps(Pruner pruner) {
    return pruner.rungs().stream().map(Rung::step).toList();
  }

  @Test
  void theSecondOfTwoIsStoppedInBothDirections() {
    Rung first = new Rung(0, 10);
    History least = History.empty(Curves.spec(LEAST)).with(Curves.running(0, 1));
    assertThat(halving(LEAST).decide(Curves.running(1, 2), first, least).prune()).isTrue();
    assertThat(halving(MOST).decide(Curves.running(1, 2), first, least).prune()).isFalse();
    assertThat(halving(MOST).decide(Curves.running(1, 0.5), first, least).prune()).isTrue();
  }

  @Test
  void howFarATrialComesHangsOnItsPlace() {
    AshaPruner pruner = halving(LEAST);
    History seven = History.empty(Curves.spec(LEAST));
    // Of seven that come in falling order of merit, the first passes every rung.
    for (int k = 0; k < 7; k++) {
      Trial trial = climb(pruner, Curves.running(k), 0.1 * (k + 1), seven);
      assertThat(trial.curve()).hasSize(k == 0 ? 4 : trial.curve().size());
      seven = seven.with(trial);
    }
    assertThat(climb(pruner, Curves.running(7), 0.75, seven).curve()).as("eighth").hasSize(1);
    assertThat(climb(pruner, Curves.running(7), 0.25, seven).curve()).as("third").hasSize(2);
    assertThat(climb(pruner, Curves.running(7), 0.05, seven).curve()).as("best").hasSize(4);
  }

  /** A trial with one value at every rung, as far as it is let. */
  private static Trial climb(AshaPruner pruner, Trial from, double value, History history) {
    Trial trial = from;
    for (Rung rung : pruner.rungs()) {
      trial =
          trial.measured(
              new io.sweepstake.sweeps.study.Measurement(
                  rung.step(), io.sweepstake.sweeps.study.Metrics.of(Curves.VALUE, value), 0));
      if (pruner.decide(trial, rung, history).prune()) {
        return trial.pruned("climbed", Instant.EPOCH);
      }
    }
    return trial;
  }

  @Test
  void theFirstTrialIsNeverStopped() {
    Trial trial = climb(halving(LEAST), Curves.running(0), 1, History.empty(Curves.spec(LEAST)));
    assertThat(trial.curve()).hasSize(4);
    assertThat(trial.finished()).isFalse();
  }

  @Test
  void nanIsStoppedAtARung() {
    History nobody = History.empty(Curves.spec(LEAST));
    assertThat(
            halving(LEAST).decide(Curves.running(0, Double.NaN), new Rung(0, 10), nobody).reason())
        .isEqualTo("it has no value at step 10");
    // Between rungs nobody asks.
    assertThat(steps(new AshaPruner(LEAST, 20, 2, 100))).containsExactly(20L, 40L, 80L);
  }

  @Test
  void theFirstRungIsAShareOfTheLengthUnlessGiven() {
    assertThat(steps(Pruners.of(Strategy.of("asha"), LEAST, 1600))).containsExactly(100L, 400L);
    assertThat(steps(Pruners.of(Strategy.of("asha", Map.of("first", "50")), LEAST, 1600)))
        .containsExactly(50L, 200L, 800L);
    assertThat(steps(Pruners.of(Strategy.of("asha"), LEAST, 5))).containsExactly(1L, 4L);
  }

  @Test
  void aFirstRungThatIsNoNumberIsRefused() {
    assertThatThrownBy(() -> Pruners.of(Strategy.of("asha", Map.of("first", "fixed")), LEAST, 100))
        .hasMessage("asha first: must be a whole number, was fixed");
  }

  @Test
  void theFirstRungMustBeAtLeastOne() {
    assertThatThrownBy(() -> new AshaPruner(LEAST, 0, 2, 100))
        .hasMessage("asha first step: must be at least 1, was 0");
    assertThat(steps(new AshaPruner(LEAST, 1, 2, 3))).containsExactly(1L, 2L);
    assertThat(steps(new AshaPruner(LEAST, 2, 2, 3))).containsExactly(2L);
  }

  @Test
  void theFactorMustBeAtLeastTwoAndSpacesTheRungs() {
    assertThatThrownBy(() -> new AshaPruner(LEAST, 1, 1, 100))
        .hasMessage("asha factor: must be at least 2, was 1");
    assertThat(steps(new AshaPruner(LEAST, 1, 3, 28))).containsExactly(1L, 3L, 9L, 27L);
    assertThat(steps(new AshaPruner(LEAST, 1, 4, Long.MAX_VALUE))).hasSize(32);
  }

  @Test
  void laterBracketsOfHyperbandStandForAnEarlyStoppingRate() {
    // Optuna's min_early_stopping_rate s is a first rung of min_resource · η^s.
    assertThat(steps(new AshaPruner(LEAST, 2, 2, 17)))
        .isEqualTo(steps(new AshaPruner(LEAST, 1, 2, 17)).subList(1, 5));
  }

  @Test
  void aBootstrapStopsTheFirst() {
    assertThatThrownBy(() -> new AshaPruner(LEAST, 1, 2, 10, -1))
        .hasMessage("asha bootstrap: must be at least 0, was -1");
    AshaPruner pruner = new AshaPruner(LEAST, 10, 2, 100, 1);
    Rung first = new Rung(0, 10);
    History nobody = History.empty(Curves.spec(LEAST));
    assertThat(pruner.decide(Curves.running(0, 1), first, nobody).prune()).isTrue();
    History one = nobody.with(Curves.running(0, 1));
    assertThat(pruner.decide(Curves.running(1, 1), first, one).prune()).isFalse();
  }
}
