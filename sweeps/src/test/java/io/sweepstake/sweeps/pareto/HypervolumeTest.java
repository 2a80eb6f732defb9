package io.sweepstake.sweeps.pareto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.sweeps.study.Seeds;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HypervolumeTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void oneVectorHasItsBox(int goals) {
    double[] loss = new double[goals];
    double[] reference = new double[goals];
    double box = 1;
    for (int k = 0; k < goals; k++) {
      loss[k] = -k;
      reference[k] = 2 + k;
      box *= 2 + 2 * k;
    }
    assertThat(Hypervolume.of(new double[][] {loss}, reference)).isEqualTo(box);
    assertThat(Hypervolume.of(new double[][] {loss, loss}, reference)).isEqualTo(box);
    assertThat(Hypervolume.of(new double[][] {reference, loss}, reference)).isEqualTo(box);
    assertThat(Hypervolume.of(new double[0][], reference)).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5})
  void agreesWithInclusionAndExclusion(int goals) {
    for (int number = 0; number < 40; number++) {
      int draw = number;
      RandomGenerator random = Seeds.generator(goals, "front", draw);
      double[][] losses = new double[1 + draw % 11][goals];
      for (double[] loss : losses) {
        // Coarse, so that coordinates and whole vectors are equal now and then, or outside.
        Arrays.setAll(loss, k -> draw % 2 == 0 ? random.nextInt(5) / 4.0 : random.nextDouble());
      }
      double[] reference = new double[goals];
      Arrays.fill(reference, 0.9);
      assertThat(Hypervolume.of(losses, reference))
          .isCloseTo(byInclusionAndExclusion(losses, reference), within(1e-12));
    }
  }

  @Test
  void ofOneGoalItIsTheDistanceOfTheBest() {
    assertThat(Hypervolume.of(new double[][] {{1}, {-2}, {7}}, new double[] {3})).isEqualTo(5);
  }

  /** Areas are infinite here, and heights nothing. */
  @Test
  void infinitelyGoodVectorsOfOneHeightLeaveANumber() {
    double best = Double.NEGATIVE_INFINITY;
    double[][] losses = {{best, 0, 0}, {0, best, 0}};
    assertThat(Hypervolume.of(losses, new double[] {1, 1, 1})).isEqualTo(Double.POSITIVE_INFINITY);
  }

  private static double byInclusionAndExclusion(double[][] losses, double[] reference) {
    double volume = 0;
    for (int subset = 1; subset < 1 << losses.length; subset++) {
      double box = 1;
      for (int k = 0; k < reference.length; k++) {
        double worst = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < losses.length; i++) {
          worst = (subset >> i & 1) == 1 ? Math.max(worst, losses[i][k]) : worst;
        }
        box *= Math.max(0, reference[k] - worst);
      }
      volume += Integer.bitCount(subset) % 2 == 1 ? box : -box;
    }
    return volume;
  }

  /**
   * Zitzler, Deb and Thiele (2000): the front is 1 − √x, below which lies a third of the square.
   */
  @Test
  void theFrontOfZdt1HasTwoThirdsOfTheUnitSquare() {
    int points = 20_001;
    double[][] front = new double[points][];
    for (int k = 0; k < points; k++) {
      double x = k / (points - 1.0);
      front[k] = new double[] {x, 1 - Math.sqrt(x)};
    }
    assertThat(Hypervolume.of(front, new double[] {1, 1})).isCloseTo(2.0 / 3, within(2e-4));
    assertThat(Hypervolume.of(front, new double[] {1.1, 1.1}))
        .isCloseTo(2.0 / 3 + 0.21, within(2e-4));
  }

  /** Deb et al. (2002): the front is an eighth of a sphere, whose volume is π/6. */
  @Test
  void theFrontOfDtlz2IsAnEighthOfASphere() {
    int steps = 120;
    double[][] front = new double[(steps + 1) * (steps + 1)][];
    for (int i = 0; i <= steps; i++) {
      for (int j = 0; j <= steps; j++) {
        double a = Math.PI / 2 * i / steps;
        double b = Math.PI / 2 * j / steps;
        front[i * (steps + 1) + j] =
            new double[] {Math.cos(a) * Math.cos(b), Math.cos(a) * Math.sin(b), Math.sin(a)};
      }
    }
    double exact = Math.pow(1.1, 3) - Math.PI / 6;
    assertThat(Hypervolume.of(front, new double[] {1.1, 1.1, 1.1})).isBetween(exact - 0.02, exact);
  }

  /** A simplex of n layers of unit cubes: C(n + d − 1, d) of them, in d dimensions. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5})
  void stairsOfUnitCubesAreCounted(int goals) {
    int layers = 5;
    double[][] losses =
        java.util.stream.IntStream.range(0, (int) Math.pow(layers, goals))
            .mapToObj(code -> digits(code, layers, goals))
            .filter(d -> Arrays.stream(d).sum() == layers - 1)
            .map(d -> Arrays.stream(d).map(v -> layers - 1 - v).toArray())
            .toArray(double[][]::new);
    double[] reference = new double[goals];
    Arrays.fill(reference, layers);
    // A vector layers − 1 − d holds the cubes that d dominates, d on the outer layer.
    double cubes = 1;
    for (int k = 0; k < goals; k++) {
      cubes *= (layers + k) / (k + 1.0);
    }
    assertThat(Hypervolume.of(losses, reference)).isCloseTo(cubes, within(1e-9));
  }

  private static double[] digits(int code, int base, int count) {
    double[] digits = new double[count];
    int left = code;
    for (int k = 0; k < count; k++) {
      digits[k] = left % base;
      left /= base;
    }
    return digits;
  }

  @Test
  void whatIsInfinitelyGoodIsInfinitelyMuch() {
    double[][] losses = {{Double.NEGATIVE_INFINITY, 0.5}};
    assertThat(Hypervolume.of(losses, new double[] {1, 1})).isInfinite();
    assertThat(Hypervolume.of(losses, new double[] {1, 0.5})).isZero();
  }

  @Test
  void refusesAReferenceThatIsNone() {
    double[][] losses = {{0, 0}};
    assertThatThrownBy(() -> Hypervolume.of(losses, new double[] {1, Double.POSITIVE_INFINITY}))
        .hasMessage("hypervolume: the reference must be finite, was [1.0, Infinity]");
    assertThatThrownBy(() -> Hypervolume.of(losses, new double[] {1}))
        .hasMessage("hypervolume: the reference must have as many goals as the losses, 2, had 1");
  }
}
