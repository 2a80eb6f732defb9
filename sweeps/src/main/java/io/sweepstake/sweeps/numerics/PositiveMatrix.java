package io.sweepstake.sweeps.numerics;

import java.util.Arrays;

/**
 * A symmetric positive definite matrix, factorised. Loops run along rows so that the JIT compiler
 * can make vectors of them.
 */
public final class PositiveMatrix {
  /** Of {@code U}, upper triangular, with {@code UᵀU} the matrix. */
  private final double[] diagonal;

  /** {@code (Uᵀ)⁻¹}; only {@code [i][j ≤ i]}. */
  private final double[][] inverseLower;

  private PositiveMatrix(double[] diagonal, double[][] inverseLower) {
    this.diagonal = diagonal;
    this.inverseLower = inverseLower;
  }

  /**
   * Factorises a matrix of which only {@code [i][j ≥ i]} is read, and which is overwritten; null
   * when it is not positive definite to working precision. Costs {@code n³/3} multiplications.
   */
  public static PositiveMatrix of(double[][] matrix) {
    int n = matrix.length;
    for (int k = 0; k < n; k++) {
      double pivot = matrix[k][k];
      if (!(pivot > 0) || Double.isInfinite(pivot)) {
        return null;
      }
      double[] row = matrix[k];
      double inverse = 1 / Math.sqrt(pivot);
      for (int j = k; j < n; j++) {
        row[j] *= inverse;
      }
      for (int i = k + 1; i < n; i++) {
        subtract(matrix[i], row[i], row, i, n);
      }
    }
    double[][] inverse = new double[n][];
    for (int i = 0; i < n; i++) {
      double[] row = new double[i + 1];
      for (int k = 0; k < i; k++) {
        subtract(row, matrix[k][i], inverse[k], 0, k + 1);
      }
      row[i] = 1;
      double scale = 1 / matrix[i][i];
      for (int j = 0; j <= i; j++) {
        row[j] *= scale;
      }
      inverse[i] = row;
    }
    double[] diagonal = new double[n];
    Arrays.setAll(diagonal, i -> matrix[i][i]);
    return new PositiveMatrix(diagonal, inverse);
  }

  /**
   * The matrix with one more row and column; null when it is not positive definite to working
   * precision. Costs {@code n²} multiplications.
   *
   * @param column what stands above the new corner
   */
  public PositiveMatrix extended(double[] column, double corner) {
    int n = diagonal.length;
    double[] above = halfSolve(column);
    double pivot = corner - dot(above, above, n);
    if (!(pivot > 0) || Double.isInfinite(pivot)) {
      return null;
    }
    double[] longer = Arrays.copyOf(diagonal, n + 1);
    longer[n] = Math.sqrt(pivot);
    double[] row = new double[n + 1];
    for (int k = 0; k < n; k++) {
      subtract(row, above[k], inverseLower[k], 0, k + 1);
    }
    row[n] = 1;
    double scale = 1 / longer[n];
    for (int j = 0; j <= n; j++) {
      row[j] *= scale;
    }
    double[][] inverse = Arrays.copyOf(inverseLower, n + 1);
    inverse[n] = row;
    return new PositiveMatrix(longer, inverse);
  }

  private static void subtract(double[] to, double factor, double[] what, int from, int until) {
    for (int j = from; j < until; j++) {
      to[j] -= factor * what[j];
    }
  }

  public double logDeterminant() {
    double sum = 0;
    for (double pivot : diagonal) {
      sum += 2 * Math.log(pivot);
    }
    return sum;
  }

  /** {@code (Uᵀ)⁻¹ b}; its square length is {@code bᵀ A⁻¹ b}. */
  public double[] halfSolve(double[] b) {
    int n = diagonal.length;
    double[] half = new double[n];
    for (int i = 0; i < n; i++) {
      half[i] = dot(inverseLower[i], b, i + 1);
    }
    return half;
  }

  /** {@code A⁻¹ b} from {@code (Uᵀ)⁻¹ b}. */
  public double[] finishSolve(double[] half) {
    double[] solution = new double[half.length];
    for (int i = 0; i < half.length; i++) {
      subtract(solution, -half[i], inverseLower[i], 0, i + 1);
    }
    return solution;
  }

  /** Four sums at a time: one alone would wait for each addition. */
  private static double dot(double[] a, double[] b, int n) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int k = 0;
    for (; k + 3 < n; k += 4) {
      s0 += a[k] * b[k];
      s1 += a[k + 1] * b[k + 1];
      s2 += a[k + 2] * b[k + 2];
      s3 += a[k + 3] * b[k + 3];
    }
    for (; k < n; k++) {
      s0 += a[k] * b[k];
    }
    return (s0 + s1) + (s2 + s3);
  }

  /** The inverse; only {@code [i][j ≤ i]} is filled. */
  public double[][] inverse() {
    int n = diagonal.length;
    double[][] inverse = new double[n][];
    for (int i = 0; i < n; i++) {
      inverse[i] = new double[i + 1];
    }
    for (int r = 0; r < n; r++) {
      double[] row = inverseLower[r];
      for (int i = 0; i <= r; i++) {
        subtract(inverse[i], -row[i], row, 0, i + 1);
      }
    }
    return inverse;
  }

  /** For columns {@code b[row][column]}, the square lengths of {@code (Uᵀ)⁻¹ b}, many at a time. */
  public double[] squareLengths(double[][] b, int columns) {
    double[] sums = new double[columns];
    double[] half = new double[columns];
    for (int i = 0; i < diagonal.length; i++) {
      Arrays.fill(half, 0);
      double[] row = inverseLower[i];
      for (int k = 0; k <= i; k++) {
        subtract(half, -row[k], b[k], 0, columns);
      }
      for (int c = 0; c < columns; c++) {
        sums[c] += half[c] * half[c];
      }
    }
    return sums;
  }
}
