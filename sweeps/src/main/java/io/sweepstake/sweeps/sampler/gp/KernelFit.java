package io.sweepstake.sweeps.sampler.gp;

import io.sweepstake.sweeps.numerics.Lbfgs;
import io.sweepstake.sweeps.numerics.PositiveMatrix;
import java.util.Arrays;

/**
 * Finds the kernel parameters that are most plausible after some observations: the maximum of their
 * marginal likelihood (Rasmussen and Williams, equation 5.8) times a prior, over the logarithms of
 * the parameters.
 *
 * <p>The prior is that of Optuna 5.0's GPSampler. With {@code a} the inverse square of a length
 * scale, {@code s} the scale and {@code v} the noise, its logarithm is {@code −0.1(a + 1/a)} for
 * each axis, and those of the gamma densities {@code Γ(2, 1)} of {@code s} and {@code Γ(1.1, 30)}
 * of {@code v}. Noise is at least 1e-6.
 *
 * <p>One evaluation costs {@code O(n³ + n²d)}.
 */
final class KernelFit {
  static final double LEAST_NOISE = 1e-6;

  /** Logarithms beyond are as good as 0 or infinite. */
  private static final double LARGEST_LOG = 15;

  private final int axes;
  private final double[] values;

  /** Squared distances on each axis of the pairs {@code j > i}, by {@code i}. */
  private final double[][][] squares;

  KernelFit(double[][] points, boolean[] unordered, double[] values) {
    int n = points.length;
    axes = unordered.length;
    this.values = values;
    squares = new double[axes][n][];
    for (int k = 0; k < axes; k++) {
      for (int i = 0; i < n; i++) {
        squares[k][i] = new double[n - i - 1];
        for (int j = i + 1; j < n; j++) {
          squares[k][i][j - i - 1] =
              GaussianProcess.squareOn(k, points[i][k], points[j][k], unordered);
        }
      }
    }
  }

  /** The best parameters found from a start at {@code a = s = 1}. */
  KernelParameters fit() {
    double[] start = new double[axes + 2];
    start[axes + 1] = Math.log(0.01);
    double[] low = new double[start.length];
    double[] high = new double[start.length];
    Arrays.fill(low, -LARGEST_LOG);
    Arrays.fill(high, LARGEST_LOG);
    return parameters(new Lbfgs(100, 1e-2).minimise(this::loss, start, low, high).x());
  }

  /** The parameters with these logarithms: inverse squares, scale, and noise above the least. */
  static KernelParameters parameters(double[] logs) {
    double[] inverseSquares = new double[logs.length - 2];
    for (int k = 0; k < inverseSquares.length; k++) {
      inverseSquares[k] = Math.exp(logs[k]);
    }
    return new KernelParameters(
        inverseSquares,
        Math.exp(logs[logs.length - 2]),
        LEAST_NOISE + Math.exp(logs[logs.length - 1]));
  }

  /**
   * Minus the logarithm of likelihood times prior, up to a constant, and its derivatives by the
   * logarithms; NaN where the covariance is not positive definite.
   */
  double loss(double[] logs, double[] gradient) {
    int n = values.length;
    KernelParameters kernel = parameters(logs);
    double[] weights = kernel.inverseSquares();
    double[][] matrix = new double[n][n];
    double[][] distances = new double[n][];
    for (int i = 0; i < n; i++) {
      double[] sum = new double[n - i - 1];
      for (int k = 0; k < axes; k++) {
        double[] on = squares[k][i];
        double weight = weights[k];
        for (int j = 0; j < sum.length; j++) {
          sum[j] += weight * on[j];
        }
      }
      distances[i] = sum;
      matrix[i][i] = kernel.scale() + kernel.noise();
      for (int j = 0; j < sum.length; j++) {
        matrix[i][i + 1 + j] = kernel.scale() * KernelParameters.correlation(sum[j]);
      }
    }
    double[][] correlations = new double[n][];
    for (int i = 0; i < n; i++) {
      correlations[i] = Arrays.copyOfRange(matrix[i], i + 1, n);
    }
    PositiveMatrix covariance = PositiveMatrix.of(matrix);
    if (covariance == null) {
      return Double.NaN;
    }
    double[] coefficients = covariance.finishSolve(covariance.halfSolve(values));
    double fit = 0;
    for (int i = 0; i < n; i++) {
      fit += values[i] * coefficients[i];
    }
    double loss = 0.5 * fit + 0.5 * covariance.logDeterminant();

    // The derivative of the likelihood by the covariance is (A⁻¹ − ccᵀ)/2, c the coefficients.
    double[][] inverse = covariance.inverse();
    Arrays.fill(gradient, 0);
    double byScale = 0;
    double byNoise = 0;
    for (int i = 0; i < n; i++) {
      double own = 0.5 * (inverse[i][i] - coefficients[i] * coefficients[i]);
      byNoise += own;
      byScale += own * kernel.scale();
      double[] distance = distances[i];
      double[] by = new double[distance.length];
      for (int j = 0; j < by.length; j++) {
        int other = i + 1 + j;
        // Twice, for the pair stands in the matrix twice.
        double slope = inverse[other][i] - coefficients[i] * coefficients[other];
        byScale += slope * correlations[i][j];
        by[j] = slope * kernel.scale() * KernelParameters.slope(distance[j]);
      }
      for (int k = 0; k < axes; k++) {
        double[] on = squares[k][i];
        double sum = 0;
        for (int j = 0; j < by.length; j++) {
          sum += by[j] * on[j];
        }
        gradient[k] += weights[k] * sum;
      }
    }
    for (int k = 0; k < axes; k++) {
      loss += 0.1 * (weights[k] + 1 / weights[k]);
      gradient[k] += 0.1 * (weights[k] - 1 / weights[k]);
    }
    loss += kernel.scale() - Math.log(kernel.scale());
    gradient[axes] = byScale + kernel.scale() - 1;
    loss += 30 * kernel.noise() - 0.1 * Math.log(kernel.noise());
    gradient[axes + 1] = (byNoise + 30 - 0.1 / kernel.noise()) * (kernel.noise() - LEAST_NOISE);
    return loss;
  }
}
