package io.sweepstake.sweeps.numerics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sweepstake.sweeps.study.Seeds;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class PositiveMatrixTest {
  /** {@code BᵀB + I}. */
  private static double[][] matrix(int n) {
    RandomGenerator random = Seeds.generator(n, "matrix", 0);
    double[][] b = new double[n][n];
    for (double[] row : b) {
      Arrays.setAll(row, k -> random.nextGaussian());
    }
    double[][] matrix = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        matrix[i][j] = i == j ? 1 : 0;
        for (double[] row : b) {
          matrix[i][j] += row[i] * row[j];
        }
      }
    }
    return matrix;
  }

  private static double[][] copy(double[][] matrix, int n) {
    return Arrays.stream(matrix, 0, n).map(row -> Arrays.copyOf(row, n)).toArray(double[][]::new);
  }

  @Test
  void aMatrixThatGrewIsTheOneMadeAtOnce() {
    double[][] matrix = matrix(24);
    PositiveMatrix grown = PositiveMatrix.of(copy(matrix, 17));
    for (int n = 17; n < 24; n++) {
      grown = grown.extended(Arrays.copyOf(matrix[n], n), matrix[n][n]);
    }
    PositiveMatrix whole = PositiveMatrix.of(copy(matrix, 24));
    double[] b = new double[24];
    Arrays.setAll(b, k -> Math.sin(k));
    double[] x = grown.finishSolve(grown.halfSolve(b));
    assertThat(x).containsExactly(whole.finishSolve(whole.halfSolve(b)), within(1e-12));
    assertThat(grown.logDeterminant()).isCloseTo(whole.logDeterminant(), within(1e-12));
    for (int i = 0; i < 24; i++) {
      double sum = 0;
      for (int j = 0; j < 24; j++) {
        sum += matrix[i][j] * x[j];
      }
      assertThat(sum).isCloseTo(b[i], within(1e-11));
    }
  }

  @Test
  void growsIntoNothingIndefinite() {
    PositiveMatrix one = PositiveMatrix.of(new double[][] {{4}});
    assertThat(one.extended(new double[] {2}, 1)).isNull();
    assertThat(one.extended(new double[] {2}, 1 + 1e-9)).isNotNull();
    assertThat(one.extended(new double[] {Double.NaN}, 1)).isNull();
  }
}
