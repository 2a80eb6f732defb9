package io.sweepstake.core.quadratic;

import java.util.Arrays;

/** Linear systems of one small size, by Gaussian elimination with partial pivoting. */
final class DenseSolver {
  private final int size;
  private final double[][] matrix;
  private final int[] pivot;

  DenseSolver(int size) {
    this.size = size;
    matrix = new double[size][size];
    pivot = new int[size];
  }

  void clear() {
    for (double[] row : matrix) {
      Arrays.fill(row, 0);
    }
  }

  void set(int row, int column, double value) {
    matrix[row][column] = value;
  }

  void factor() {
    for (int k = 0; k < size; k++) {
      int best = k;
      for (int r = k + 1; r < size; r++) {
        if (Math.abs(matrix[r][k]) > Math.abs(matrix[best][k])) {
          best = r;
        }
      }
      pivot[k] = best;
      double[] swapped = matrix[k];
      matrix[k] = matrix[best];
      matrix[best] = swapped;
      for (int r = k + 1; r < size; r++) {
        double factor = matrix[r][k] /= matrix[k][k];
        for (int c = k + 1; c < size; c++) {
          matrix[r][c] -= factor * matrix[k][c];
        }
      }
    }
  }

  /** Replaces the right-hand side by the solution. */
  void solve(double[] x) {
    for (int k = 0; k < size; k++) {
      double swapped = x[k];
      x[k] = x[pivot[k]];
      x[pivot[k]] = swapped;
    }
    for (int r = 0; r < size; r++) {
      for (int c = 0; c < r; c++) {
        x[r] -= matrix[r][c] * x[c];
      }
    }
    for (int r = size - 1; r >= 0; r--) {
      for (int c = r + 1; c < size; c++) {
        x[r] -= matrix[r][c] * x[c];
      }
      x[r] /= matrix[r][r];
    }
  }
}
