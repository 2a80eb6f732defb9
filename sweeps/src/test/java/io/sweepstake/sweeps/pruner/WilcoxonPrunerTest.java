package io.sweepstake.sweeps.pruner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.sweeps.study.Decision;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.History;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Trial;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Optuna's tests ask of {@code WilcoxonPruner}, and SciPy's published test values. */
class WilcoxonPrunerTest {
  private static final Goal LEAST = Goal.minimize(Curves.VALUE);
  private static final List<Rung> RUNGS = Rung.every(1, 1, 1000);
  private static final double NAN = Double.NaN;

  private static History best(double result, double... curve) {
    Trial trial = Curves.running(0, curve);
    History history = History.empty(Curves.spec(LEAST)).with(trial.unfinished());
    return history.with(trial.completed(Metrics.of(Curves.VALUE, result), Instant.EPOCH));
  }

  private static Decision decide(WilcoxonPruner pruner, History history, double... curve) {
    return pruner.decide(Curves.running(history.size(), curve), RUNGS.get(9), history);
  }

  @Test
  void theThresholdIsAProbability() {
    for (double threshold : new double[] {0, 0.05, 1}) {
      assertThat(new WilcoxonPruner(LEAST, RUNGS, threshold, 2).threshold()).isEqualTo(threshold);
    }
    for (double wrong : new double[] {-0.1, 1.1, NAN}) {
      assertThatThrownBy(() -> new WilcoxonPruner(LEAST, RUNGS, wrong, 2))
          .hasMessage("wilcoxon pruner threshold: must be in [0, 1], was " + wrong);
    }
    assertThatThrownBy(() -> new WilcoxonPruner(LEAST, RUNGS, 0.1, -5))
        .hasMessage("wilcoxon pruner startup: must be at least 0, was -5");
  }

  @Test
  void theFirstTrialIsNotStopped() {
    WilcoxonPruner pruner = WilcoxonPruner.of(LEAST, RUNGS);
    History nobody = History.empty(Curves.spec(LEAST));
    assertThat(decide(pruner, nobody, 1).prune()).isFalse();
    assertThat(decide(pruner, nobody, 1, 2).prune()).isFalse();
  }

  @Test
  void nobodyIsStoppedForABestThatMeasuredNothing() {
    WilcoxonPruner pruner = WilcoxonPruner.of(LEAST, RUNGS);
    Trial silent = Curves.running(0);
    History history =
        History.empty(Curves.spec(LEAST))
            .with(silent)
            .with(silent.completed(Metrics.of(Curves.VALUE, 10), Instant.EPOCH));
    assertThat(decide(pruner, history, 1, 2).prune()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.2, 0.15})
  void stopsAtTheSameStepsAsOptuna(double threshold) {
    WilcoxonPruner pruner = new WilcoxonPruner(LEAST, RUNGS, threshold, 0);
    History zeros = best(0, new double[10]);
    double[] values = {-1, 1, 2, 3, 4, 5, -2, -3};
    List<Boolean> stopped = new ArrayList<>();
    for (int k = 1; k <= values.length; k++) {
      stopped.add(decide(pruner, zeros, Arrays.copyOf(values, k)).prune());
    }
    boolean strict = threshold == 0.15;
    assertThat(stopped).containsExactly(false, false, false, !strict, true, true, true, !strict);
  }

  @Test
  void whatIsNotFiniteOrNotCommonStopsNobody() {
    WilcoxonPruner pruner = WilcoxonPruner.of(LEAST, RUNGS);
    double infinite = Double.POSITIVE_INFINITY;
    assertThat(decide(pruner, best(0, 1), 1, 2).prune()).as("one common").isFalse();
    assertThat(decide(pruner, best(0, 1, 1, 1, 1, 1), 9, 9, 9, 9, NAN).prune()).isFalse();
    assertThat(decide(pruner, best(0, 1, 1, 1, 1, NAN), 9, 9, 9, 9, 9).prune()).isFalse();
    assertThat(decide(pruner, best(0, 1, 1, 1, 1, 1), 9, 9, 9, 9, infinite).prune()).isFalse();
    assertThat(decide(pruner, best(0, 1, 1, 1, 1, infinite), 9, 9, 9, 9, 9).prune()).isFalse();
    assertThat(decide(pruner, best(0, 1, 1, 1, 1, 1), 9, 9, 9, 9, 9).prune()).isTrue();
  }

  @Test
  void aBetterMeanIsSparedWhateverTheTestSays() {
    WilcoxonPruner pruner = new WilcoxonPruner(LEAST, RUNGS, 0.5, 2);
    double[] theirs = new double[20];
    double[] mine = new double[20];
    for (int k = 0; k < 20; k++) {
      theirs[k] = k < 10 ? 0 : 8;
      mine[k] = k < 10 ? 1 : 9;
    }
    History history = best(4, theirs);
    double sum = 0;
    for (int k = 0; k < 20; k++) {
      sum += mine[k];
      boolean better = sum / (k + 1) <= 4;
      boolean stopped = decide(pruner, history, Arrays.copyOf(mine, k + 1)).prune();
      assertThat(stopped).as("after %s", k + 1).isEqualTo(!better && k > 0);
    }
  }

  @Test
  void probabilitiesAreThoseThatScipyPublishes() {
    // The example of scipy.stats.wilcoxon: Darwin's maize, p = 0.0412… two-sided, statistic 96.
    double[] maize = {6, 8, 14, 16, 23, 24, 28, 29, 41, -48, 49, 56, 60, -67, 75};
    assertThat(SignedRankTest.greater(maize)).isCloseTo(0.041259765625 / 2, within(1e-12));
  }

  @Test
  void smallProbabilitiesCanBeCounted() {
    assertThat(SignedRankTest.greater(new double[] {1, 2, 3})).isEqualTo(1.0 / 8);
    assertThat(SignedRankTest.greater(new double[] {-1, -2, -3})).isEqualTo(1);
    assertThat(SignedRankTest.greater(new double[] {-1, 2, 3})).isEqualTo(2.0 / 8);
    // Ties share their ranks: 1.5, 1.5, 3, 4, and positive ones sum to 8.5 or more in 3 of 16.
    assertThat(SignedRankTest.greater(new double[] {-1, 1, 2, 3})).isEqualTo(3.0 / 16);
    assertThat(SignedRankTest.greater(new double[] {0, 0})).isEqualTo(1);
  }

  @Test
  void theNormalApproximationContinuesTheExactOne() {
    Random random = new Random(5);
    double[] fifty = random.doubles(50, -0.8, 1).toArray();
    double exact = SignedRankTest.greater(fifty);
    // A fifty-first difference that is tiny changes hardly anything but the method.
    double[] more = Arrays.copyOf(fifty, 51);
    more[50] = 1e-9;
    assertThat(SignedRankTest.greater(more)).isCloseTo(exact, within(0.01));
    assertThat(exact).isBetween(0.001, 0.5);
    // Sixty differences without a preference: z = 0 exactly.
    double[] even = new double[60];
    for (int k = 0; k < 60; k++) {
      even[k] = k % 2 == 0 ? k / 2 + 1 : -(k / 2 + 1);
    }
    assertThat(SignedRankTest.greater(even)).isCloseTo(0.5, within(1e-6));
  }

  /**
   * Differences 1, −2, 2, 3, 4 have the ranks 1, 2½, 2½, 4, 5: negative ones sum to 2½ or less in 4
   * of 32.
   */
  @Test
  void saysWhatItComparedAndIsStrict() {
    History history = best(3, 3, 3, 3, 3, 3);
    double[] mine = {4, 1, 5, 6, 7};
    Decision strict = decide(new WilcoxonPruner(LEAST, RUNGS, 0.125, 2), history, mine);
    assertThat(strict.reason()).isEqualTo("p = 0.125 over 5 repetitions; mean 4.6, of trial 0 3.0");
    assertThat(strict.value()).isEqualTo(4.6);
    assertThat(strict.prune()).as("not less than 0.125").isFalse();
    WilcoxonPruner above = new WilcoxonPruner(LEAST, RUNGS, 0.126, 2);
    assertThat(decide(above, history, mine).prune()).isTrue();
    // Ranks 2, 2, 2 and 4 of the three that are worse: p = ½, and the means are equal.
    Decision even =
        decide(new WilcoxonPruner(LEAST, RUNGS, 0.6, 2), best(3, 3, 3, 3, 3), 4, 4, 4, 0);
    assertThat(even.reason()).startsWith("p = 0.5 ");
    assertThat(even.prune()).isFalse();
    assertThat(decide(above, best(3, 3, 3), 4, 4).reason()).startsWith("p = 0.25 over 2 ");
    assertThat(decide(above, best(3, 3), 4, 4).reason())
        .isEqualTo("1 repetitions are common with trial 0, needed: 2");
  }

  /** By the mean of what is compared, of completed ones with values only, the first of equals. */
  @Test
  void theBestByAnotherGoalThanTheStudysIsFound() {
    History history = History.empty(Curves.spec(Goal.maximize(Curves.VALUE)));
    double[][] curves = {{9, 9}, {NAN, NAN}, {0, 2}, {1, 1}, {-5, -5}};
    for (double[] curve : curves) {
      Trial trial = Curves.running(history.size(), curve);
      history = history.with(trial.unfinished());
      history =
          history.with(
              history.size() == curves.length
                  ? trial.pruned("early", Instant.EPOCH)
                  : trial.completed(Metrics.of(Curves.VALUE, 1), Instant.EPOCH));
    }
    WilcoxonPruner pruner = new WilcoxonPruner(LEAST, RUNGS, 0.5, 2);
    assertThat(decide(pruner, history, 3, 3).reason())
        .isEqualTo("p = 0.25 over 2 repetitions; mean 3.0, of trial 2 1.0");
    Trial silent = Curves.running(0);
    History nothing =
        History.empty(Curves.spec(Goal.maximize(Curves.VALUE)))
            .with(silent.completed(Metrics.of(Curves.VALUE, 1), Instant.EPOCH));
    assertThat(decide(pruner, nothing, 3, 3).reason()).isEqualTo("no trial has completed");
  }

  /** Zeros keep their rank and have no sign: 2, 3 and 4 sum to 7 or more in 2 of 8. */
  @Test
  void differencesOfZeroTakeTheLowestRank() {
    assertThat(SignedRankTest.greater(new double[] {0, -1, 2, 3})).isEqualTo(2.0 / 8);
  }

  /** SciPy 1.x: wilcoxon(d, zero_method="zsplit", alternative="greater", method="approx"). */
  @Test
  void beyondFiftyTiesAndZerosAreAccountedFor() {
    double[] sixty = new double[60];
    for (int k = 1; k <= 60; k++) {
      sixty[k - 1] = k * 7 % 13 - 4;
    }
    assertThat(SignedRankTest.greater(sixty)).isCloseTo(2.7790244694911e-4, within(1e-7));
    double[] fifty = new double[50];
    Arrays.setAll(fifty, k -> k + 1);
    assertThat(SignedRankTest.greater(fifty)).as("all signs positive").isEqualTo(0x1p-50);
  }

  @Test
  void stepsAreRepetitions() {
    assertThat(new WilcoxonPruner.Kind().wantsRepetitions()).isTrue();
    assertThat(new AshaPruner.Kind().wantsRepetitions()).isFalse();
  }
}
