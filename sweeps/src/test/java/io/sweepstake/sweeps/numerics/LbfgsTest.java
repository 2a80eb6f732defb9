package io.sweepstake.sweeps.numerics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LbfgsTest {
  private static double rosenbrock(double[] x, double[] gradient) {
    double sum = 0;
    java.util.Arrays.fill(gradient, 0);
    for (int k = 0; k + 1 < x.length; k++) {
      double bend = x[k + 1] - x[k] * x[k];
      sum += 100 * bend * bend + (1 - x[k]) * (1 - x[k]);
      gradient[k] += -400 * bend * x[k] - 2 * (1 - x[k]);
      gradient[k + 1] += 200 * bend;
    }
    return sum;
  }

  private static double[] filled(int size, double value) {
    double[] array = new double[size];
    java.util.Arrays.fill(array, value);
    return array;
  }

  @Test
  void followsRosenbrocksValley() {
    double[] start = {-1.2, 1, -1.2, 1, -1.2, 1};
    Lbfgs.Minimum minimum =
        new Lbfgs(300, 1e-8)
            .minimise(LbfgsTest::rosenbrock, start, filled(6, -1e9), filled(6, 1e9));
    assertThat(minimum.value()).isLessThan(1e-12);
  }

  /** On x ≤ ½ the minimum lies on the bound: (½, ¼) for two dimensions, value ¼. */
  @Test
  void stopsAtTheBoundWithTheOthersFree() {
    Lbfgs.Minimum minimum =
        new Lbfgs(200, 1e-8)
            .minimise(
                LbfgsTest::rosenbrock, new double[] {-1, -1}, filled(2, -2), new double[] {0.5, 2});
    assertThat(minimum.x()[0]).isEqualTo(0.5);
    assertThat(minimum.x()[1]).isCloseTo(0.25, within(1e-6));
    assertThat(minimum.value()).isCloseTo(0.25, within(1e-9));
  }

  @Test
  void movesTheStartIntoTheBoxAndNeverLeavesIt() {
    Lbfgs.Minimum minimum =
        new Lbfgs(50, 1e-8)
            .minimise(
                (x, gradient) -> {
                  for (int k = 0; k < x.length; k++) {
                    assertThat(x[k]).isBetween(0.0, 1.0);
                    gradient[k] = k - 1;
                  }
                  return (0 - 1) * x[0] + x[2];
                },
                new double[] {5, -5, 5},
                filled(3, 0),
                filled(3, 1));
    assertThat(minimum.x()).containsExactly(1, 0, 0);
  }
}
