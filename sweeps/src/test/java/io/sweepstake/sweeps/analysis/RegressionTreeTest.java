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
}
