package io.sweepstake.core.ceiling;

/** First and second moments of rows: a quantity, then control variates of mean 0. */
final class Moments {
  private final int columns;
  private final double[] sum;
  private final double[][] squares;
  private long count;

  Moments(int columns) {
    this.columns = columns;
    sum = new double[columns];
    squares = new double[columns][columns];
  }

  /** Adds {@code [row][column]}. */
  void add(double[] rows, int added) {
    for (int k = 0; k < added; k++) {
      for (int a = 0; a < columns; a++) {
        double x = rows[k * columns + a];
        sum[a] += x;
        for (int b = 0; b <= a; b++) {
          squares[a][b] += x * rows[k * columns + b];
        }
      }
    }
    count += added;
  }

  private double covariance(int a, int b) {
    double product = a >= b ? squares[a][b] : squares[b][a];
    return product / count - sum[a] / count * (sum[b] / count);
  }

  /** What each control is weighed with for the least variance; 0 for one that others make up. */
  double[] weights() {
    int controls = columns - 1;
    double[] weights = new double[controls];
    double[][] left = new double[controls][controls + 1];
    for (int a = 0; a < controls; a++) {
      for (int b = 0; b < controls; b++) {
        left[a][b] = covariance(a + 1, b + 1);
      }
      left[a][controls] = covariance(a + 1, 0);
    }
    // Gauss and Jordan, leaving out what has no variance left of its own.
    boolean[] used = new boolean[controls];
    for (int step = 0; step < controls; step++) {
      int pivot = -1;
      double most = 1e-6;
      for (int a = 0; a < controls; a++) {
        double own = covariance(a + 1, a + 1);
        if (!used[a] && own > 0 && left[a][a] / own > most) {
          most = left[a][a] / own;
          pivot = a;
        }
      }
      if (pivot < 0) {
        break;
      }
      used[pivot] = true;
      eliminate(left, pivot);
    }
    for (int a = 0; a < controls; a++) {
      weights[a] = used[a] ? left[a][controls] : 0;
    }
    return weights;
  }

  private static void eliminate(double[][] left, int pivot) {
    double scale = left[pivot][pivot];
    for (int c = 0; c < left[pivot].length; c++) {
      left[pivot][c] /= scale;
    }
    for (int r = 0; r < left.length; r++) {
      double factor = left[r][pivot];
      for (int c = 0; r != pivot && c < left[r].length; c++) {
        left[r][c] -= factor * left[pivot][c];
      }
    }
  }

  /** The quantity's mean less its weighed controls', and the standard error of that. */
  double[] adjusted(double[] weights) {
    double mean = sum[0] / count;
    double variance = covariance(0, 0);
    for (int a = 1; a < columns; a++) {
      mean -= weights[a - 1] * sum[a] / count;
      variance -= 2 * weights[a - 1] * covariance(a, 0);
      for (int b = 1; b < columns; b++) {
        variance += weights[a - 1] * weights[b - 1] * covariance(a, b);
      }
    }
    return new double[] {mean, Math.sqrt(Math.max(0, variance) / count)};
  }
}
