package io.sweepstake.sweeps.pruner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sweepstake.sweeps.study.Checkpoint;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Seeds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Optuna's tests ask of {@code PatientPruner}. */
class PatientPrunerTest {
  private static final Goal MOST = Goal.maximize(Curves.VALUE);
  private static final List<Rung> RUNGS = Rung.every(10, 10, 100);
  private static final History NOBODY = History.empty(Curves.SPEC);

  private static boolean stops(Pruner pruner, double... curve) {
    return pruner.decide(Curves.running(0, curve), RUNGS.get(curve.length - 1), NOBODY).prune();
  }

  @Test
  void patienceMustBeAtLeastZero() {
    assertThat(new PatientPruner(null, MOST, RUNGS, 0, 0).patience()).isZero();
    assertThatThrownBy(() -> new PatientPruner(null, MOST, RUNGS, -1, 0))
        .hasMessage("patient pruner patience: must be at least 0, was -1");
  }

  @Test
  void theToleranceMustBeAtLeastZero() {
    assertThat(new PatientPruner(null, MOST, RUNGS, 0, 1).tolerance()).isEqualTo(1);
    for (double wrong : new double[] {-1, Double.NaN}) {
      assertThatThrownBy(() -> new PatientPruner(null, MOST, RUNGS, 0, wrong))
          .hasMessage("patient pruner tolerance: must be at least 0, was " + wrong);
    }
  }

  @Test
  void oneMeasurementIsTooFew() {
    assertThat(stops(new PatientPruner(null, MOST, RUNGS, 0, 0), 1)).isFalse();
  }

  @Test
  void nanShowsNothing() {
    PatientPruner pruner = new PatientPruner(null, Goal.minimize(Curves.VALUE), RUNGS, 0, 0);
    double nan = Double.NaN;
    assertThat(stops(pruner, nan)).isFalse();
    assertThat(stops(pruner, nan, 1)).isFalse();
    assertThat(stops(pruner, nan, 1, nan)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, maximize, 1 0, 1",
    "1, 0, maximize, 2 1 0, 2",
    "0, 0, minimize, 0 1, 1",
    "1, 0, minimize, 0 1 2, 2",
    "0, 1, maximize, 1 0,",
    "1, 1, maximize, 3 2 1 0, 3",
    "0, 1, minimize, 0 1,",
    "1, 1, minimize, 0 1 2 3, 3",
  })
  void stopsAtTheSameStepsAsOptuna(
      int patience, double tolerance, String direction, String curve, Integer stop) {
    Goal goal = direction.equals("maximize") ? MOST : Goal.minimize(Curves.VALUE);
    PatientPruner pruner = new PatientPruner(null, goal, RUNGS, patience, tolerance);
    double[] values = Arrays.stream(curve.split(" ")).mapToDouble(Double::parseDouble).toArray();
    List<Integer> stopped = new ArrayList<>();
    for (int k = 1; k <= values.length; k++) {
      if (stops(pruner, Arrays.copyOf(values, k))) {
        stopped.add(k - 1);
      }
    }
    assertThat(stopped).isEqualTo(stop == null ? List.of() : List.of(stop));
  }

  @Test
  void anInnerPrunerJudgesOnlyWhatNoLongerImproves() {
    History better = NOBODY.with(Curves.running(0, 9, 9)).with(Curves.running(1, 9, 9));
    Pruner inner = new AshaPruner(MOST, 10, 2, 100);
    PatientPruner pruner = new PatientPruner(inner, MOST, List.of(), 0, 0);
    assertThat(pruner.rungs()).isEqualTo(inner.rungs());
    Rung second = inner.rungs().get(1);
    assertThat(inner.decide(Curves.running(2, 1, 2), second, better).prune()).isTrue();
    assertThat(pruner.decide(Curves.running(2, 1, 2), second, better).prune())
        .as("worse than others, and improving")
        .isFalse();
    assertThat(pruner.decide(Curves.running(2, 2, 1), second, better).prune()).isTrue();
    assertThat(pruner.decide(Curves.running(2, 11, 10), second, better).prune())
        .as("stalled, and better than others")
        .isFalse();
  }

  @Test
  void anInnerPrunerIsReadFromOptions() {
    PatientPruner pruner =
        (PatientPruner)
            Pruners.of(
                io.sweepstake.sweeps.study.Strategy.of(
                    "patient",
                    Map.of("inner", "asha", "factor", "3", "first", "9", "patience", "2")),
                MOST,
                100);
    assertThat(pruner.inner()).isEqualTo(new AshaPruner(MOST, 9, 3, 100));
    assertThat(pruner.patience()).isEqualTo(2);
  }

  @Test
  void saysWhatItComparedAndLooksPastNan() {
    PatientPruner pruner = new PatientPruner(null, MOST, RUNGS, 1, 0);
    History history = NOBODY;
    assertThat(pruner.decide(Curves.running(0, 1, 2), RUNGS.get(1), history).reason())
        .isEqualTo("2 measurements, more than 2 are needed");
    assertThat(pruner.decide(Curves.running(0, 3, 1, 2), RUNGS.get(2), history).reason())
        .isEqualTo("best before 3.0, in the last 2 measurements 2.0");
    double nan = Double.NaN;
    assertThat(stops(pruner, 3, nan, 1, nan)).as("1, lately, is worse than 3").isTrue();
    assertThat(stops(pruner, 1, nan, 3, nan)).isFalse();
  }

  @Test
  void anInnerPrunerReleasesProposesAndKeeps() {
    History waiting = Curves.waiting(8);
    PopulationTraining inner = new PopulationTraining(MOST, RUNGS, 0.25, 0, Set.of("x"));
    PatientPruner pruner = new PatientPruner(inner, MOST, List.of(), 0, 0);
    PatientPruner alone = new PatientPruner(null, MOST, RUNGS, 0, 0);
    Pruner.Release release =
        inner.release(waiting, false, Curves.checkpoints(waiting)).orElseThrow();
    assertThat(pruner.release(waiting, false, Curves.checkpoints(waiting))).contains(release);
    assertThat(alone.release(waiting, false, Curves.checkpoints(waiting))).isEmpty();
    History ended =
        waiting.with(waiting.trial(0).decided(release.decision()).pruned("worst", Instant.EPOCH));
    RandomGenerator random = Seeds.generator(1, "heir", 8);
    assertThat(pruner.heir(ended, random)).isPresent();
    assertThat(alone.heir(ended, random)).isEmpty();
    Checkpoint kept = new Checkpoint(1, 10);
    assertThat(pruner.keeps(kept, waiting)).isTrue();
    assertThat(pruner.keeps(kept, NOBODY)).isFalse();
    assertThat(alone.keeps(kept, waiting)).isFalse();
  }
}
