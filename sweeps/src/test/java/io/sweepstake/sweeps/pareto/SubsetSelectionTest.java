package io.sweepstake.sweeps.pareto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sweepstake.sweeps.study.Seeds;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubsetSelectionTest {
  /** Each choice adds as much as any other would have, by whole hypervolumes. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void everyChoiceIsTheGreedyOne(int goals) {
    for (int draw = 0; draw < 12; draw++) {
      double[][] front = front(18, goals, draw);
      double[] reference = ReferencePoint.beyond(front);
      int[] chosen = SubsetSelection.greedy(front, 7, reference);
      assertThat(chosen).hasSize(7).doesNotHaveDuplicates();
      for (int step = 0; step < chosen.length; step++) {
        double reached = volume(front, Arrays.copyOf(chosen, step + 1), reference);
        for (int other = 0; other < front.length; other++) {
          int[] instead = Arrays.copyOf(chosen, step + 1);
          instead[step] = other;
          assertThat(volume(front, instead, reference)).isLessThanOrEqualTo(reached + 1e-12);
        }
      }
    }
  }

  /** A tie goes to the lexicographically smaller, whatever stands first. */
  @Test
  void ofEqualGainsTheSmallerVectorGoesFirst() {
    double[] two = {2, 2};
    assertThat(SubsetSelection.greedy(new double[][] {{1, 0}, {0, 1}}, 1, two)).containsExactly(1);
    double[][] corners = {{1, 1, 0}, {1, 0, 1}, {0, 1, 1}};
    assertThat(SubsetSelection.greedy(corners, 1, new double[] {2, 2, 2})).containsExactly(2);
  }

  @Test
  void equalVectorsAreChosenTwiceOnlyWhenAllDifferentOnesHaveBeen() {
    double[][] losses = {{1, 1}, {1, 1}, {2, 0}};
    double[] infinite = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
    assertThat(SubsetSelection.greedy(losses, 2, infinite)).containsExactly(0, 2);
    // All different ones: nothing is chosen among them, so they stand in their order.
    double[][] unlike = {{2, 0}, {1, 1.9}, {1, 1.9}};
    assertThat(SubsetSelection.greedy(unlike, 2, new double[] {3, 2})).containsExactly(1, 0);
  }

  /** Nemhauser, Wolsey and Fisher (1978): at least 1 − 1/e of the best subset. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void theSubsetIsNearlyTheBest(int goals) {
    for (int draw = 0; draw < 6; draw++) {
      double[][] front = front(12, goals, draw);
      double[] reference = ReferencePoint.beyond(front);
      double best = 0;
      for (int subset = 0; subset < 1 << front.length; subset++) {
        if (Integer.bitCount(subset) == 4) {
          int code = subset;
          int[] members =
              java.util.stream.IntStream.range(0, front.length)
                  .filter(k -> (code >> k & 1) == 1)
                  .toArray();
          best = Math.max(best, volume(front, members, reference));
        }
      }
      double reached = volume(front, SubsetSelection.greedy(front, 4, reference), reference);
      assertThat(reached).isBetween((1 - 1 / Math.E) * best, best + 1e-12);
    }
  }

  private static double volume(double[][] front, int[] members, double[] reference) {
    return Hypervolume.of(
        Arrays.stream(members).mapToObj(k -> front[k]).toArray(double[][]::new), reference);
  }

  /** On a sphere no vector dominates another. */
  private static double[][] front(int count, int goals, int draw) {
    RandomGenerator random = Seeds.generator(goals, "front", draw);
    double[][] front = new double[count][goals];
    for (double[] loss : front) {
      double norm = 0;
      for (int k = 0; k < goals; k++) {
        loss[k] = 0.05 + random.nextDouble();
        norm += loss[k] * loss[k];
      }
      for (int k = 0; k < goals; k++) {
        loss[k] /= Math.sqrt(norm);
      }
    }
    return front;
  }

  @Test
  void equalVectorsComeAfterAllDifferentOnes() {
    double[][] losses = {{1, 2}, {1, 2}, {2, 1}, {1, 2}};
    double[] reference = {3, 3};
    assertThat(SubsetSelection.greedy(losses, 2, reference)).containsExactlyInAnyOrder(0, 2);
    assertThat(SubsetSelection.greedy(losses, 3, reference)).containsExactlyInAnyOrder(0, 2, 1);
    assertThat(SubsetSelection.greedy(losses, 4, reference)).containsExactly(0, 1, 2, 3);
    assertThat(SubsetSelection.greedy(losses, 0, reference)).isEmpty();
  }

  @Test
  void upToAnInfiniteReferenceTheOrderIsLexicographic() {
    double[][] losses = {{2, 1}, {0, Double.POSITIVE_INFINITY}, {1, 2}};
    double[] reference = ReferencePoint.beyond(losses);
    assertThat(reference[1]).isInfinite();
    assertThat(SubsetSelection.greedy(losses, 2, reference)).containsExactly(1, 2);
  }

  @Test
  void theReferenceIsBeyondTheWorstOnEverySideOfZero() {
    assertThat(ReferencePoint.beyond(new double[][] {{-2, 0, 3}, {-4, -1, 5}}))
        .containsExactly(-1.8, 1e-12, 5.5);
  }

  @Test
  void refusesToChooseMoreThanThereAre() {
    assertThatThrownBy(() -> SubsetSelection.greedy(new double[][] {{1, 1}}, 2, new double[2]))
        .hasMessage("subset selection: must be between 0 and 1, was 2");
  }
}
