package io.sweepstake.sweeps.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.sweeps.study.Seeds;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RegressionTreeTest {
  /**
   * A tree that sees every cell of f(x, c) = 8·[x ≥ ¼] + {0, 3, 9}[c] predicts it exactly: the
   * variance of x is 64 · ¼ · ¾ = 12, that of c is 30 − 16 = 14, and nothing is left.
   */
  @Test
  void aStepAndAChoiceHaveTheirVariances() {
    double[] offsets = {3, 0, 9};
    int rows = 3 * 16;
    double[][] places = new double[rows][];
    double[] values = new double[rows];
    for (int k = 0; k < rows; k++) {
      double x = (k / 3 + 0.5) / 16;
      places[k] = new double[] {x, (k % 3 + 0.5) / 3};
      values[k] = (x > 0.25 ? 8 : 0) + offsets[k % 3];
    }
    RegressionTree tree =
        RegressionTree.grow(
            new RegressionTree.Table(places, new int[] {0, 3}, values),
            IntStream.range(0, rows).toArray(),
            Seeds.generator(1, "tree", 0));
    assertThat(tree.mean()).isCloseTo(6 + 4, within(1e-12));
    assertThat(tree.variance()).isCloseTo(26, within(1e-9));
    assertThat(tree.variance(0)).isCloseTo(12, within(1e-9));
    assertThat(tree.variance(1)).isCloseTo(14, within(1e-9));
  }

  /** Exclusive or: neither matters alone. Greedy splits gain nothing at first, and still happen. */
  @Test
  void anExclusiveOrIsAllInteraction() {
    double[][] places = {{0.25, 0.25}, {0.25, 0.75}, {0.75, 0.25}, {0.75, 0.75}};
    RegressionTree tree =
        RegressionTree.grow(
            new RegressionTree.Table(places, new int[] {0, 2}, new double[] {0, 1, 1, 0}),
            new int[] {0, 1, 2, 3},
            Seeds.generator(1, "tree", 0));
    assertThat(tree.variance()).isCloseTo(0.25, within(1e-12));
    assertThat(tree.variance(0)).isCloseTo(0, within(1e-12));
    assertThat(tree.variance(1)).isCloseTo(0, within(1e-12));
  }

  @Test
  void rowsThatDifferInNoFeatureShareALeaf() {
    RegressionTree tree =
        RegressionTree.grow(
            new RegressionTree.Table(
                new double[][] {{0.5}, {0.5}}, new int[] {0}, new double[] {1, 3}),
            new int[] {0, 1, 1},
            Seeds.generator(1, "tree", 0));
    assertThat(tree.mean()).isCloseTo(7.0 / 3, within(1e-12));
    assertThat(tree.variance()).isZero();
  }

  private static RegressionTree grown(double[][] places, int[] choices, double... values) {
    return RegressionTree.grow(
        new RegressionTree.Table(places, choices, values),
        IntStream.range(0, values.length).toArray(),
        Seeds.generator(1, "tree", 0));
  }

  /** Between 0.2 and 0.6 the split is at 0.4: 0.4 · 0 + 0.6 · 10 = 6 and 100 · 0.4 · 0.6 = 24. */
  @Test
  void numbersAreSplitHalfWay() {
    RegressionTree tree = grown(new double[][] {{0.6}, {0.2}}, new int[] {0}, 10, 0);
    assertThat(tree.mean()).isCloseTo(6, within(1e-12));
    assertThat(tree.variance()).isCloseTo(24, within(1e-12));
    assertThat(tree.variance(0)).isCloseTo(24, within(1e-12));
  }

  /**
   * Of {0, 0, 1, 10} at four places, the first split is below 10, at 0.8, and not below 1: the mean
   * given the second coordinate, which splits the rest, is lower there.
   */
  @Test
  void theSplitThatGainsMostComesFirst() {
    double[][] places = {{0.1, 0.1}, {0.3, 0.1}, {0.7, 0.5}, {0.9, 0.1}};
    RegressionTree tree = grown(places, new int[] {0, 0}, 0, 0, 1, 10);
    // Below 0.8 the second coordinate (at 0.3) or the first (at 0.5) parts 1 from 0.
    assertThat(Math.min(Math.abs(tree.mean() - 2.56), Math.abs(tree.mean() - 2.3)))
        .isLessThan(1e-12);
  }

  /** Choices 0 and 1 are lower, twice, than 2, once; 3 does not occur and goes with them. */
  @Test
  void aChoiceThatDoesNotOccurGoesWithTheLargerSide() {
    double[][] places = {{0.125}, {0.375}, {0.625}};
    RegressionTree tree = grown(places, new int[] {4}, 0, 0, 8);
    assertThat(tree.mean()).isCloseTo(2, within(1e-12));
    assertThat(tree.variance(0)).isCloseTo(64 * 0.25 * 0.75, within(1e-12));
    RegressionTree other = grown(places, new int[] {4}, 0, 8, 8);
    assertThat(other.mean()).isCloseTo(6, within(1e-12));
    RegressionTree even = grown(new double[][] {{0.125}, {0.625}}, new int[] {4}, 0, 8);
    assertThat(even.mean()).as("as large: with the lower").isCloseTo(2, within(1e-12));
  }

  /** f(x, y) = 8 [x ≥ ½][y ≥ ½] on a grid: mean 2, of x 4 and 0: 4, in all 16 − 4 = 12. */
  @Test
  void whatIsMissingFromTheSumIsInteraction() {
    double[][] places = new double[16][];
    double[] values = new double[16];
    for (int k = 0; k < 16; k++) {
      places[k] = new double[] {(k / 4 + 0.5) / 4, (k % 4 + 0.5) / 4};
      values[k] = k / 4 >= 2 && k % 4 >= 2 ? 8 : 0;
    }
    RegressionTree tree = grown(places, new int[] {0, 0}, values);
    assertThat(tree.mean()).isCloseTo(2, within(1e-12));
    assertThat(tree.variance()).isCloseTo(12, within(1e-12));
    assertThat(tree.variance(0)).isCloseTo(4, within(1e-12));
    assertThat(tree.variance(1)).isCloseTo(4, within(1e-12));
  }
}
