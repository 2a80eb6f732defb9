package io.sweepstake.sweeps.pruner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.study.Ask;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Measurement;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Objective;
import io.sweepstake.sweeps.study.StudySpec;
import io.sweepstake.sweeps.study.Trial;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PrunerTest {
  private static final Metric REVENUE = Metric.of("revenue");
  private static final Goal MOST = Goal.maximize(REVENUE);
  private static final SearchSpace SPACE = SearchSpace.of(FloatParam.uniform("x", 0, 1));
  private static final StudySpec SPEC = StudySpec.of("pruning", SPACE, Objective.of(MOST), 1);
  private static final Rung FIRST = new Rung(0, 10);
  private static final Rung SECOND = new Rung(1, 30);

  /** A running trial that measured these values at steps 10, 30, 90 … */
  private static Trial running(int number, double... values) {
    Trial trial =
        Trial.asked(
            number, Point.of(SPACE, Map.of("x", 0.5)), 1, new Ask(0, "test"), Instant.EPOCH);
    long step = 10;
    for (double value : values) {
      Metrics metrics = Double.isNaN(value) ? Metrics.NONE : Metrics.of(REVENUE, value);
      trial = trial.measured(new Measurement(step, metrics, 0));
      step *= 3;
    }
    return trial;
  }

  /** Completed trials that had these values at step 10. */
  private static History completed(double... values) {
    History history = History.empty(SPEC);
    for (double value : values) {
      Trial trial = running(history.size(), value);
      history = history.with(trial);
      history = history.with(trial.completed(Metrics.of(REVENUE, 1), Instant.EPOCH));
    }
    return history;
  }

  @Test
  void nothingIsPrunedByNoPruner() {
    assertThat(new NoPruner().rungs()).isEmpty();
    assertThat(new NoPruner().decide(running(0, 1), FIRST, completed()).prune()).isFalse();
  }

  @Test
  void theMedianDividesTheGoodFromTheBad() {
    MedianPruner pruner = MedianPruner.of(MOST, List.of(FIRST));
    History history = completed(1, 2, 3, 4, 5);
    assertThat(pruner.decide(running(5, 2.99), FIRST, history).prune()).isTrue();
    assertThat(pruner.decide(running(5, 3), FIRST, history).prune()).as("not worse").isFalse();
    assertThat(pruner.decide(running(5, 2.99), FIRST, history).reason())
        .isEqualTo("its best value 2.99, theirs 3.0 at step 10 of 5 trials");
  }

  @Test
  void theMedianWaitsForEnoughCompletedTrials() {
    MedianPruner pruner = MedianPruner.of(MOST, List.of(FIRST));
    assertThat(pruner.decide(running(4, -9), FIRST, completed(1, 2, 3, 4)).prune()).isFalse();
    assertThat(pruner.decide(running(5, -9), FIRST, completed(1, 2, 3, 4, 5)).prune()).isTrue();
  }

  @Test
  void theMedianLooksAtTheBestOfTheTrialAndTheSameStepOfTheOthers() {
    MedianPruner pruner = MedianPruner.of(MOST, List.of(FIRST, SECOND));
    History history = completed(1, 2, 3, 4, 5);
    assertThat(pruner.decide(running(5, 4, 0), SECOND, history).prune())
        .as("nobody completed has a value at step 30")
        .isFalse();
    assertThat(pruner.decide(running(5, Double.NaN), FIRST, history).prune())
        .as("no value at all")
        .isTrue();
  }

  @Test
  void percentilesInterpolateLikeNumpy() {
    MedianPruner quarter = new MedianPruner(MOST, List.of(FIRST), 25, 1);
    // The best quarter of 1, 2, 3, 4 begins at 3.25.
    History history = completed(1, 2, 3, 4);
    assertThat(quarter.decide(running(4, 3.24), FIRST, history).prune()).isTrue();
    assertThat(quarter.decide(running(4, 3.25), FIRST, history).prune()).isFalse();
    assertThatThrownBy(() -> new MedianPruner(MOST, List.of(FIRST), -0.1, 1))
        .hasMessage("pruner percentile: must be in [0, 100], was -0.1");
  }

  @Test
  void aThresholdStopsWhatIsOutsideOrAbsent() {
    ThresholdPruner pruner = new ThresholdPruner(REVENUE, List.of(FIRST), 0, 1);
    assertThat(pruner.decide(running(0, 0.5), FIRST, completed()).prune()).isFalse();
    assertThat(pruner.decide(running(0, 1), FIRST, completed()).prune()).isFalse();
    assertThat(pruner.decide(running(0, 1.01), FIRST, completed()).prune()).isTrue();
    assertThat(pruner.decide(running(0, -0.01), FIRST, completed()).prune()).isTrue();
    assertThat(pruner.decide(running(0, Double.NaN), FIRST, completed()).reason())
        .isEqualTo("it has no revenue");
    assertThatThrownBy(() -> new ThresholdPruner(REVENUE, List.of(FIRST), 1, 0))
        .hasMessageContaining("lower must be below upper, were 1.0 and 0.0");
  }

  @Test
  void ashaPlacesItsRungsGeometrically() {
    assertThat(new AshaPruner(MOST, 10, 3, 300).rungs())
        .containsExactly(FIRST, SECOND, new Rung(2, 90), new Rung(3, 270));
    assertThat(new AshaPruner(MOST, 10, 3, 90).rungs()).containsExactly(FIRST, SECOND);
  }

  @Test
  void ashaKeepsTheFirstAndTheBestFraction() {
    AshaPruner pruner = new AshaPruner(MOST, 10, 3, 90);
    assertThat(pruner.decide(running(0, -7), FIRST, completed()).prune())
        .as("the first at a rung goes on")
        .isFalse();
    History two = completed(1, 2);
    assertThat(pruner.decide(running(2, 1.5), FIRST, two).prune()).isTrue();
    assertThat(pruner.decide(running(2, 3), FIRST, two).prune()).isFalse();
    assertThat(pruner.decide(running(2, 2), FIRST, two).prune()).as("a tie for best").isFalse();
    History eight = completed(1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(pruner.decide(running(8, 5.5), FIRST, eight).prune()).as("fourth of nine").isTrue();
    assertThat(pruner.decide(running(8, 6.5), FIRST, eight).prune()).as("third of nine").isFalse();
    assertThat(pruner.decide(running(8, Double.NaN), FIRST, eight).prune()).isTrue();
  }

  @Test
  void ashaCountsTrialsThatAreStillRunningOrWerePruned() {
    AshaPruner pruner = new AshaPruner(MOST, 10, 3, 90);
    History history =
        History.empty(SPEC)
            .with(running(0, 5))
            .with(running(1, 4).pruned("p", Instant.EPOCH))
            .with(running(2));
    assertThat(pruner.decide(running(3, 4.5), FIRST, history).prune()).isTrue();
    assertThat(pruner.decide(running(3, 5.5), FIRST, history).reason())
        .isEqualTo("0 of 3 trials at step 10 are better, places: 1");
    assertThat(pruner.decide(running(3, 1, 1), SECOND, history).prune())
        .as("nobody else is at the second rung")
        .isFalse();
  }
}
