package io.sweepstake.sweeps.pruner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Trial;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What Optuna's tests ask of {@code PercentilePruner}. */
class PercentilePrunerTest {
  private static final Goal MOST = Goal.maximize(Curves.VALUE);
  private static final Goal LEAST = Goal.minimize(Curves.VALUE);
  private static final List<Rung> RUNGS = Rung.every(10, 10, 100);
  private static final Rung FIRST = RUNGS.get(0);

  private static MedianPruner quarter(Goal goal) {
    return new MedianPruner(goal, RUNGS, 25, 0);
  }

  private static History completed(Goal goal, double... firsts) {
    double[][] curves = new double[firsts.length][];
    for (int k = 0; k < firsts.length; k++) {
      curves[k] = new double[] {firsts[k]};
    }
    return Curves.completed(Curves.spec(goal), curves);
  }

  @Test
  void thePercentileMayBeAnythingFromZeroToAHundred() {
    for (double percentile : new double[] {0, 25, 100}) {
      assertThat(new MedianPruner(MOST, RUNGS, percentile, 5).percentile()).isEqualTo(percentile);
    }
    for (double percentile : new double[] {-0.1, 100.1, Double.NaN}) {
      assertThatThrownBy(() -> new MedianPruner(MOST, RUNGS, percentile, 5))
          .hasMessage("pruner percentile: must be in [0, 100], was " + percentile);
    }
  }

  @Test
  void theStartupMayBeZeroAndNoLess() {
    assertThat(new MedianPruner(MOST, RUNGS, 25, 0).startup()).isZero();
    assertThatThrownBy(() -> new MedianPruner(MOST, RUNGS, 25, -1))
        .hasMessage("pruner startup: must be at least 0, was -1");
    assertThatThrownBy(() -> new MedianPruner(MOST, RUNGS, 25, 0, 0))
        .hasMessage("pruner others: must be at least 1, was 0");
  }

  @Test
  void theWarmUpIsTheFirstRung() {
    assertThat(Rung.every(50, 10, 100))
        .extracting(Rung::step)
        .containsExactly(50L, 60L, 70L, 80L, 90L);
    assertThatThrownBy(() -> Rung.every(0, 10, 100)).hasMessageContaining("at least 1, were 0");
  }

  @Test
  void theIntervalIsBetweenRungs() {
    assertThat(Rung.every(1, 33, 100)).extracting(Rung::step).containsExactly(1L, 34L, 67L);
    assertThatThrownBy(() -> Rung.every(10, 0, 100)).hasMessageContaining("were 10 and 0");
  }

  @Test
  void aFirstTrialIsNotStopped() {
    assertThat(quarter(LEAST).decide(Curves.running(0, 1), FIRST, completed(LEAST)).prune())
        .isFalse();
  }

  @Test
  void theQuarterDividesInBothDirections() {
    History least = completed(LEAST, 1, 2, 3, 4, 5);
    assertThat(quarter(LEAST).decide(Curves.running(5, 2.1), FIRST, least).prune()).isTrue();
    assertThat(quarter(LEAST).decide(Curves.running(5, 2.0), FIRST, least).prune()).isFalse();
    History most = completed(MOST, 1, 2, 3, 4, 5);
    assertThat(quarter(MOST).decide(Curves.running(5, 3.9), FIRST, most).prune()).isTrue();
    assertThat(quarter(MOST).decide(Curves.running(5, 4.0), FIRST, most).prune()).isFalse();
  }

  @Test
  void nanIsStoppedOnceAnyoneHasCompletedAndJudgesNobody() {
    assertThat(
            quarter(LEAST).decide(Curves.running(0, Double.NaN), FIRST, completed(LEAST)).prune())
        .as("nobody has completed")
        .isFalse();
    History nan = completed(LEAST, Double.NaN);
    assertThat(quarter(LEAST).decide(Curves.running(1, Double.NaN), FIRST, nan).prune()).isTrue();
    assertThat(quarter(LEAST).decide(Curves.running(1, 1), FIRST, nan).prune())
        .as("the percentile of nothing")
        .isFalse();
  }

  @Test
  void theBestValueOnTheWayCountsWhateverNanIsAmongThem() {
    History history = completed(LEAST, 0.25, 0.25);
    Rung second = RUNGS.get(1);
    History both =
        Curves.completed(Curves.spec(LEAST), new double[] {1, 0.2}, new double[] {1, 0.2});
    assertThat(quarter(LEAST).decide(Curves.running(2, 0.1, 0.2), second, both).value())
        .isEqualTo(0.1);
    assertThat(quarter(MOST).decide(Curves.running(2, 0.1, 0.2), second, both).value())
        .isEqualTo(0.2);
    assertThat(quarter(LEAST).decide(Curves.running(2, 0.3, Double.NaN), second, both).value())
        .isEqualTo(0.3);
    assertThat(quarter(LEAST).decide(Curves.running(2, Double.NaN), FIRST, history).value())
        .isNaN();
  }

  @Test
  void percentilesIgnoreNanAndNeedEnoughOthers() {
    History nine = completed(LEAST, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9);
    assertThat(quarter(LEAST).decide(Curves.running(9, 0.31), FIRST, nine).reason())
        .contains("theirs 0.3 ");
    double nan = Double.NaN;
    History five = completed(LEAST, 0.1, 0.2, 0.3, 0.4, 0.5, nan, nan, nan, nan);
    assertThat(quarter(LEAST).decide(Curves.running(9, 0.31), FIRST, five).reason())
        .contains("theirs 0.2 ");
    MedianPruner six = new MedianPruner(LEAST, RUNGS, 25, 0, 6);
    assertThat(six.decide(Curves.running(9, 9), FIRST, five).reason())
        .isEqualTo("5 completed trials have a value at step 10, needed: 6");
    History none = completed(LEAST, nan, nan);
    assertThat(quarter(LEAST).decide(Curves.running(2, 9), FIRST, none).prune()).isFalse();
  }

  @Test
  void onlyCompletedTrialsWithAValueThereAreOthers() {
    History history = completed(LEAST, 1, 2, 3);
    Trial stopped = Curves.running(3, 0);
    history = history.with(stopped).with(stopped.pruned("early", Instant.EPOCH));
    Trial silent = Curves.running(4);
    history =
        history.with(silent).with(silent.completed(Metrics.of(Curves.VALUE, 0), Instant.EPOCH));
    MedianPruner three = new MedianPruner(LEAST, RUNGS, 50, 0, 3);
    assertThat(three.decide(Curves.running(5, 2.5), FIRST, history).reason())
        .isEqualTo("its best value 2.5, theirs 2.0 at step 10 of 3 trials");
    assertThat(three).hasToString("median pruner at [10, 20, 30, 40, 50, 60, 70, 80, 90]");
    assertThat(Rung.end(4)).isEqualTo(new Rung(4, Long.MAX_VALUE));
    assertThat(Rung.end(4).isEnd()).isTrue();
    assertThat(FIRST.isEnd()).isFalse();
  }
}
