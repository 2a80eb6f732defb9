package io.sweepstake.sweeps.sampler.gp;

import io.sweepstake.sweeps.numerics.PositiveMatrix;
import java.util.Arrays;

/**
 * What a Gaussian process with mean 0 and a Matérn-5/2 kernel believes after some observations
 * (Rasmussen and Williams, algorithm 2.1).
 *
 * <p>Points have one coordinate per axis. On an unordered axis two coordinates are one apart when
 * they differ at all (Hamming).
 *
 * <p>Building costs {@code O(n³)}, a prediction {@code O(n² + nd)}.
 */
final class GaussianProcess {
  private final double[][] points;
  private final boolean[] unordered;
  private final KernelParameters kernel;

  /** What is assumed, at least the kernel's. */
  private final double noise;

  private final PositiveMatrix covariance;
  private final double[] coefficients;

  private GaussianProcess(
      double[][] points,
      boolean[] unordered,
      KernelParameters kernel,
      double noise,
      PositiveMatrix covariance,
      double[] values) {
    this.points = points;
    this.unordered = unordered;
    this.kernel = kernel;
    this.noise = noise;
    this.covariance = covariance;
    coefficients = covariance.finishSolve(covariance.halfSolve(values));
  }

  /**
   * The process after observing {@code values} at {@code points [observation][axis]}; where
   * rounding makes the covariance indefinite, more noise is assumed.
   */
  static GaussianProcess of(
      double[][] points, boolean[] unordered, double[] values, KernelParameters kernel) {
    int n = points.length;
    for (double noise = kernel.noise(); ; noise *= 10) {
      double[][] matrix = new double[n][n];
      for (int i = 0; i < n; i++) {
        matrix[i][i] = kernel.scale() + noise;
        for (int j = i + 1; j < n; j++) {
          matrix[i][j] =
              kernel.scale()
                  * KernelParameters.correlation(
                      square(points[i], points[j], unordered, kernel.inverseSquares()));
        }
      }
      PositiveMatrix covariance = PositiveMatrix.of(matrix);
      if (covariance != null) {
        return new GaussianProcess(points, unordered, kernel, noise, covariance, values);
      }
    }
  }

  /**
   * The process after observing {@code values} at its points and at {@code more}; null where
   * rounding makes the covariance indefinite. One more point costs {@code O(n² + nd)}.
   */
  GaussianProcess with(double[][] more, double[] values) {
    int n = points.length;
    double[][] all = Arrays.copyOf(points, n + more.length);
    PositiveMatrix larger = covariance;
    for (int i = n; i < all.length && larger != null; i++) {
      all[i] = more[i - n];
      double[] column = new double[i];
      for (int j = 0; j < i; j++) {
        column[j] = covariance(all[j], all[i]);
      }
      larger = larger.extended(column, kernel.scale() + noise);
    }
    return larger == null
        ? null
        : new GaussianProcess(all, unordered, kernel, noise, larger, values);
  }

  private double covariance(double[] a, double[] b) {
    return kernel.scale()
        * KernelParameters.correlation(square(a, b, unordered, kernel.inverseSquares()));
  }

  /** The squared distance of two points in length scales. */
  static double square(double[] a, double[] b, boolean[] unordered, double[] inverseSquares) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += inverseSquares[k] * squareOn(k, a[k], b[k], unordered);
    }
    return sum;
  }

  static double squareOn(int axis, double a, double b, boolean[] unordered) {
    if (unordered[axis]) {
      return a == b ? 0 : 1;
    }
    return (a - b) * (a - b);
  }

  KernelParameters kernel() {
    return kernel;
  }

  /** What is believed of one point: mean and variance of the function, and their slopes. */
  record Belief(double mean, double variance, double[] meanSlopes, double[] varianceSlopes) {}

  /** The belief about a point; slopes on unordered axes are 0. */
  Belief at(double[] x) {
    int n = points.length;
    int d = x.length;
    double[] squares = new double[n];
    double[] covariances = new double[n];
    double mean = 0;
    for (int i = 0; i < n; i++) {
      squares[i] = square(x, points[i], unordered, kernel.inverseSquares());
      covariances[i] = kernel.scale() * KernelParameters.correlation(squares[i]);
      mean += covariances[i] * coefficients[i];
    }
    double[] half = covariance.halfSolve(covariances);
    double explained = 0;
    for (double h : half) {
      explained += h * h;
    }
    double[] solved = covariance.finishSolve(half);
    double[] meanSlopes = new double[d];
    double[] varianceSlopes = new double[d];
    for (int i = 0; i < n; i++) {
      double slope = 2 * kernel.scale() * KernelParameters.slope(squares[i]);
      for (int k = 0; k < d; k++) {
        if (!unordered[k]) {
          double by = slope * kernel.inverseSquares()[k] * (x[k] - points[i][k]);
          meanSlopes[k] += by * coefficients[i];
          varianceSlopes[k] -= 2 * by * solved[i];
        }
      }
    }
    return new Belief(mean, Math.max(0, kernel.scale() - explained), meanSlopes, varianceSlopes);
  }

  /** Means and variances of many points at once, {@code [0][point]} and {@code [1][point]}. */
  double[][] at(double[][] many) {
    int n = points.length;
    int m = many.length;
    double[][] covariances = new double[n][m];
    double[] means = new double[m];
    for (int i = 0; i < n; i++) {
      for (int c = 0; c < m; c++) {
        covariances[i][c] = covariance(many[c], points[i]);
        means[c] += covariances[i][c] * coefficients[i];
      }
    }
    double[] variances = covariance.squareLengths(covariances, m);
    for (int c = 0; c < m; c++) {
      variances[c] = Math.max(0, kernel.scale() - variances[c]);
    }
    return new double[][] {means, variances};
  }
}
