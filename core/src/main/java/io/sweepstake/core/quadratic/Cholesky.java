package io.sweepstake.core.quadratic;

import java.util.Arrays;

/** The Cholesky factor of small symmetric matrices, in place; its storage is used again. */
final class Cholesky {
  /** A pivot that has lost so many of its digits is taken for 0. */
  private static final double LEAST_PIVOT = 1e-12;

  private static final double HUGE = 1e64;

  private double[] factor = new double[0]; // lower triangle, [row][column], size × size
  private int size;

  /** Starts a matrix of zeros. */
  void clear(int wanted) {
    size = wanted;
    if (factor.length < size * size) {
      factor = new double[size * size];
    }
    Arrays.fill(factor, 0, size * size, 0);
  }

  /** Adds to an entry of the lower triangle: {@code row ≥ column}. */
  void add(int row, int column, double value) {
    factor[row * size + column] += value;
  }

  /**
   * Factors what was added up.
   *
   * @return the first row that depends on those before it, to working precision; −1 for none
   */
  int factor() {
    for (int r = 0; r < size; r++) {
      if (!factor(r, LEAST_PIVOT)) {
        return r;
      }
    }
    return -1;
  }

  /** Factors what was added up; the solution's component of a row without any digit left is 0. */
  void factorAnyhow() {
    for (int r = 0; r < size; r++) {
      if (!factor(r, 0)) {
        factor[r * size + r] = HUGE;
      }
    }
  }

  private boolean factor(int r, double leastPivot) {
    int row = r * size;
    double before = factor[row + r];
    for (int c = 0; c <= r; c++) {
      int other = c * size;
      double sum = factor[row + c];
      for (int k = 0; k < c; k++) {
        sum -= factor[row + k] * factor[other + k];
      }
      if (c < r) {
        factor[row + c] = sum / factor[other + c];
      } else if (sum > leastPivot * before) {
        factor[row + r] = Math.sqrt(sum);
      } else {
        return false;
      }
    }
    return true;
  }

  /** Replaces the right-hand side by the solution. */
  void solve(double[] x) {
    for (int r = 0; r < size; r++) {
      double sum = x[r];
      for (int k = 0; k < r; k++) {
        sum -= factor[r * size + k] * x[k];
      }
      x[r] = sum / factor[r * size + r];
    }
    for (int r = size - 1; r >= 0; r--) {
      double sum = x[r];
      for (int k = r + 1; k < size; k++) {
        sum -= factor[k * size + r] * x[k];
      }
      x[r] = sum / factor[r * size + r];
    }
  }
}
