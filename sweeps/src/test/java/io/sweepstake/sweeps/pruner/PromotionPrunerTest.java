package io.sweepstake.sweeps.pruner;

import static org.assertj.core.api.Assertions.assertThat;

import io.sweepstake.sweeps.study.Decision;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Trial;
import io.sweepstake.sweeps.study.TrialState;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who waits, and who of those goes on, with half of the trials at a rung promoted. */
class PromotionPrunerTest {
  private static final PromotionPruner HALF =
      new PromotionPruner(Goal.maximize(Curves.VALUE), 10, 2, 100);

  private static Optional<Pruner.Release> release(History history, boolean more) {
    return HALF.release(history, more, Set.of());
  }

  private static Trial waits(int number, double... curve) {
    return Curves.running(number, curve).withState(new TrialState.Paused());
  }

  @Test
  void theBetterHalfIsPromotedTheBestFirst() {
    History history = Curves.waiting(4);
    assertThat(release(history, true))
        .contains(
            new Pruner.Release(
                3, Decision.promote("place 1 of 4 trials at step 10, places: 2").on(3)));
    history = history.with(Curves.running(3, 3));
    assertThat(release(history, true))
        .contains(
            new Pruner.Release(
                2, Decision.promote("place 2 of 4 trials at step 10, places: 2").on(2)));
    history = history.with(Curves.running(2, 2));
    assertThat(release(history, true)).isEmpty();
    assertThat(release(history, false)).as("nor at the end").isEmpty();
  }

  @Test
  void atTheEndAtLeastTheBestGoesOn() {
    assertThat(release(Curves.waiting(1), true)).isEmpty();
    assertThat(release(Curves.waiting(1), false))
        .hasValueSatisfying(r -> assertThat(r.trial()).isZero());
    assertThat(release(Curves.waiting(0), false)).isEmpty();
  }

  @Test
  void whoeverWaitsAtTheNextRungIsNotPromotedToIt() {
    History history = Curves.waiting(0).with(waits(0, 5, 5)).with(Curves.running(1, 1));
    assertThat(release(history, true)).isEmpty();
    assertThat(release(history, false))
        .contains(
            new Pruner.Release(
                0, Decision.promote("place 1 of 1 trials at step 20, places: 1").on(5)));
  }

  @Test
  void theFurthestGoFirst() {
    History history =
        Curves.waiting(0)
            .with(waits(0, 1, 1))
            .with(waits(1, 2, 2))
            .with(waits(2, 9))
            .with(waits(3, 8));
    assertThat(release(history, true).orElseThrow().decision().reason())
        .isEqualTo("place 1 of 2 trials at step 20, places: 1");
  }

  @Test
  void whatHasNoValueIsStopped() {
    Rung first = HALF.rungs().get(0);
    History nobody = Curves.waiting(0);
    assertThat(HALF.decide(Curves.running(0, Double.NaN), first, nobody))
        .isEqualTo(Decision.stop("it has no value at step 10"));
    assertThat(HALF.decide(Curves.running(0, 4), first, nobody))
        .isEqualTo(Decision.pause("waits at step 10").on(4));
  }

  @Test
  void theOptionOfTheFirstStepIsFound() {
    assertThat(new AshaPruner.Kind().description().firstStep()).contains(PrunerOptions.FIRST);
    assertThat(new PatientPruner.Kind().description().firstStep()).contains(PrunerOptions.WARMUP);
    assertThat(new WilcoxonPruner.Kind().description().firstStep())
        .as("its repetitions are no steps")
        .isEmpty();
  }
}
