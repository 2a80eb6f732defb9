package io.sweepstake.core.quadratic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class EqualityProgramTest {
  private static final double STEP = 1e-5;

  /** A program with a point inside, and its data. */
  private record Case(double[][] quadratic, double[][] equal, double[][] most, double[][] data) {
    static Case of(RandomGenerator random) {
      int n = 2 + random.nextInt(7);
      int p = random.nextInt(Math.min(3, n));
      int m = random.nextInt(8);
      double[][] root = matrix(random, n, n);
      double[][] quadratic = new double[n][n];
      for (int r = 0; r < n; r++) {
        for (int c = 0; c < n; c++) {
          quadratic[r][c] = r == c ? 0.5 : 0;
          for (int k = 0; k < n; k++) {
            quadratic[r][c] += root[r][k] * root[c][k];
          }
        }
      }
      double[][] equal = matrix(random, p, n);
      double[][] most = matrix(random, m, n);
      double[] inside = random.doubles(n, -1, 1).toArray();
      double[] b = times(equal, inside);
      double[] h = times(most, inside);
      for (int i = 0; i < m; i++) {
        h[i] += random.nextDouble();
      }
      double[] q = random.doubles(n, -3, 3).toArray();
      return new Case(quadratic, equal, most, new double[][] {q, b, h});
    }

    EqualityProgram program() {
      return new EqualityProgram(quadratic, equal, most);
    }

    double weighed(double[] weight) {
      double[] x = program().solve(data[0], data[1], data[2]);
      double sum = 0;
      for (int j = 0; j < x.length; j++) {
        sum += weight[j] * x[j];
      }
      return sum;
    }
  }

  private static double[][] matrix(RandomGenerator random, int rows, int columns) {
    double[][] matrix = new double[rows][];
    for (int r = 0; r < rows; r++) {
      matrix[r] = random.doubles(columns, -1, 1).toArray();
    }
    return matrix;
  }

  private static double[] times(double[][] matrix, double[] x) {
    double[] y = new double[matrix.length];
    for (int r = 0; r < y.length; r++) {
      for (int c = 0; c < x.length; c++) {
        y[r] += matrix[r][c] * x[c];
      }
    }
    return y;
  }

  @Test
  void agreesWithAnIndependentSolver() {
    compareWithPeer(300, 1);
  }

  @Test
  @Tag("slow")
  void agreesWithAnIndependentSolverOnTenThousandInstances() {
    compareWithPeer(10_000, 2);
  }

  /** Where they differ by more than rounding, the peer's point is worse, or not feasible. */
  private static void compareWithPeer(int instances, long seed) {
    RandomGenerator random = new Random(seed);
    int differing = 0;
    for (int k = 0; k < instances; k++) {
      Case one = Case.of(random);
      double[] x = one.program().solve(one.data[0], one.data[1], one.data[2]);
      double[] peer = PeerSolver.program(one.quadratic, one.equal, one.most, one.data);
      assertThat(infeasibility(one, x)).as("instance %d", k).isLessThan(1e-8);
      if (distance(x, peer) > 1e-4) {
        differing++;
        assertThat(infeasibility(one, peer) > 1e-5 || value(one, peer) > value(one, x))
            .as("instance %d", k)
            .isTrue();
      }
    }
    assertThat(differing).isLessThan(instances / 50);
  }

  private static double distance(double[] x, double[] y) {
    double greatest = 0;
    for (int j = 0; j < x.length; j++) {
      greatest = Math.max(greatest, Math.abs(x[j] - y[j]));
    }
    return greatest;
  }

  private static double value(Case one, double[] x) {
    double[] slope = times(one.quadratic, x);
    double value = 0;
    for (int j = 0; j < x.length; j++) {
      value += (0.5 * slope[j] + one.data[0][j]) * x[j];
    }
    return value;
  }

  private static double infeasibility(Case one, double[] x) {
    double worst = 0;
    double[] equal = times(one.equal, x);
    for (int i = 0; i < equal.length; i++) {
      worst = Math.max(worst, Math.abs(equal[i] - one.data[1][i]));
    }
    double[] most = times(one.most, x);
    for (int i = 0; i < most.length; i++) {
      worst = Math.max(worst, most[i] - one.data[2][i]);
    }
    return worst;
  }

  @Test
  void derivativesAreThoseOfFiniteDifferences() {
    RandomGenerator random = new Random(3);
    for (int k = 0; k < 100; k++) {
      Case one = Case.of(random);
      double[] weight = random.doubles(one.quadratic.length, -1, 1).toArray();
      EqualityProgram program = one.program();
      double[] unused = program.solve(one.data[0], one.data[1], one.data[2]);
      double[][] found = new double[3][];
      for (int which = 0; which < 3; which++) {
        found[which] = new double[one.data[which].length];
      }
      program.backward(weight, found[0], found[1], found[2]);
      for (int which = 0; which < 3; which++) {
        for (int at = 0; at < found[which].length; at++) {
          double right = slope(one, weight, one.data[which], at, STEP);
          double left = slope(one, weight, one.data[which], at, -STEP);
          if (Math.abs(right - left) < 1e-4) { // no kink between
            assertThat(found[which][at])
                .as("instance %d", k)
                .isCloseTo(right, within(1e-3 * (1 + Math.abs(right))));
          }
        }
      }
    }
  }

  private static double slope(Case one, double[] weight, double[] moved, int at, double step) {
    double before = one.weighed(weight);
    double kept = moved[at];
    moved[at] += step;
    double after = one.weighed(weight);
    moved[at] = kept;
    return (after - before) / step;
  }

  @Test
  void aSingularQuadraticIsRefused() {
    double[][] singular = {{1, 1}, {1, 1}};
    assertThatThrownBy(() -> new EqualityProgram(singular, new double[0][], new double[0][]))
        .hasMessage("quadratic program: Q must be positive definite");
  }

  @Test
  void whatHasNoFeasiblePointSaysSo() {
    EqualityProgram impossible =
        new EqualityProgram(new double[][] {{1}}, new double[0][], new double[][] {{1}, {-1}});
    assertThatThrownBy(() -> impossible.solve(new double[1], new double[0], new double[] {-1, -1}))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("no feasible point");
  }
}
