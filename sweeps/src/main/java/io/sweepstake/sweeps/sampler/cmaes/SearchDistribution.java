package io.sweepstake.sweeps.sampler.cmaes;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;

/**
 * The normal distribution {@code N(m, σ²C)} of CMA-ES and its update by a ranked generation, with
 * the default parameters of Hansen's tutorial (arXiv:1604.00772, table 1), negative weights
 * included.
 *
 * <p>A generation may hold points that did not come from this distribution. Their steps are cut
 * back to the Mahalanobis length {@code √d + 2d/(d + 2)}, and {@code σ} grows by no more than
 * {@code e} per generation (Hansen, Injecting external solutions into CMA-ES, arXiv:1110.4181).
 *
 * <p>An update costs {@code O(d³)}, a sample {@code O(d²)}.
 */
final class SearchDistribution {
  private static final double LARGEST_CONDITION = 1e14;
  private static final double LARGEST_GROWTH = 1e4;

  /** Relative to the first step size: that of the last digits of a coordinate. */
  private static final double SMALLEST_STEP = 1e-12;

  private final int dimensions;
  private final int generationSize;
  private final double[] weights;
  private final double variance;
  private final double pathRate;
  private final double stepRate;
  private final double stepDamping;
  private final double rankOneRate;
  private final double rankMuRate;
  private final double expectedLength;
  private final double longestInjected;

  private final double[] mean;
  private final double firstStep;
  private double step;
  private final double[] stepPath;
  private final double[] path;
  private final double[][] covariance;
  private double[][] axes;
  private double[] lengths;
  private int generation;
  private int decomposed;

  SearchDistribution(double[] mean, double step, int generationSize) {
    int d = mean.length;
    this.dimensions = d;
    this.generationSize = generationSize;
    this.mean = mean.clone();
    this.firstStep = step;
    this.step = step;
    stepPath = new double[d];
    path = new double[d];
    covariance = identity(d);
    axes = identity(d);
    lengths = new double[d];
    Arrays.fill(lengths, 1);

    int lambda = generationSize;
    int mu = lambda / 2;
    double[] raw = new double[lambda];
    double positive = 0;
    double positiveSquares = 0;
    double negative = 0;
    double negativeSquares = 0;
    for (int i = 0; i < lambda; i++) {
      raw[i] = Math.log((lambda + 1) / 2.0) - Math.log(i + 1.0);
      if (i < mu) {
        positive += raw[i];
        positiveSquares += raw[i] * raw[i];
      } else {
        negative += raw[i];
        negativeSquares += raw[i] * raw[i];
      }
    }
    variance = positive * positive / positiveSquares;
    double negativeVariance = negative * negative / negativeSquares;
    rankOneRate = 2 / (Math.pow(d + 1.3, 2) + variance);
    rankMuRate =
        Math.min(
            1 - rankOneRate,
            2 * (0.25 + variance + 1 / variance - 2) / (Math.pow(d + 2, 2) + variance));
    pathRate = (4 + variance / d) / (d + 4 + 2 * variance / d);
    stepRate = (variance + 2) / (d + variance + 5);
    stepDamping = 1 + 2 * Math.max(0, Math.sqrt((variance - 1) / (d + 1)) - 1) + stepRate;
    expectedLength = Math.sqrt(d) * (1 - 1 / (4.0 * d) + 1 / (21.0 * d * d));
    longestInjected = Math.sqrt(d) + 2.0 * d / (d + 2);
    double negativeSum =
        Math.min(
            1 + rankOneRate / rankMuRate,
            Math.min(
                1 + 2 * negativeVariance / (variance + 2),
                (1 - rankOneRate - rankMuRate) / (d * rankMuRate)));
    weights = new double[lambda];
    for (int i = 0; i < lambda; i++) {
      weights[i] = raw[i] >= 0 ? raw[i] / positive : raw[i] * negativeSum / Math.abs(negative);
    }
  }

  private static double[][] identity(int d) {
    double[][] matrix = new double[d][d];
    for (int i = 0; i < d; i++) {
      matrix[i][i] = 1;
    }
    return matrix;
  }

  /** {@code 4 + ⌊3 ln d⌋}, the tutorial's size of a generation. */
  static int defaultGenerationSize(int dimensions) {
    return 4 + (int) (3 * Math.log(dimensions));
  }

  /** What recombination weighs a trial by its rank; they sum to 1 over the positive ones. */
  double[] weights() {
    return weights.clone();
  }

  /** {@code μ_eff}: how many equally weighted parents would vary as little. */
  double selectionVariance() {
    return variance;
  }

  int generationSize() {
    return generationSize;
  }

  int generation() {
    return generation;
  }

  double mean(int axis) {
    return mean[axis];
  }

  void moveMean(int axis, double to) {
    mean[axis] = to;
  }

  /** The standard deviation of one coordinate. */
  double deviation(int axis) {
    return step * Math.sqrt(covariance[axis][axis]);
  }

  /** A draw; uses {@code 2d} uniform numbers. */
  double[] sample(RandomGenerator random) {
    double[] x = mean.clone();
    for (int j = 0; j < dimensions; j++) {
      double z = step * lengths[j] * gaussian(random);
      for (int i = 0; i < dimensions; i++) {
        x[i] += z * axes[i][j];
      }
    }
    return x;
  }

  /** By Box and Muller: a fixed number of draws, the same on every Java. */
  private static double gaussian(RandomGenerator random) {
    double radius = Math.sqrt(-2 * Math.log(1 - random.nextDouble()));
    return radius * Math.cos(2 * Math.PI * random.nextDouble());
  }

  /**
   * Learns from a generation.
   *
   * @param ranked as many points as {@link #generationSize}, best first
   * @param own whether each was drawn from the present distribution
   */
  void update(double[][] ranked, boolean[] own) {
    int d = dimensions;
    double[][] steps = new double[ranked.length][d];
    double[] squares = new double[ranked.length];
    double[] move = new double[d];
    for (int i = 0; i < ranked.length; i++) {
      for (int k = 0; k < d; k++) {
        steps[i][k] = (ranked[i][k] - mean[k]) / step;
      }
      squares[i] = squareLength(steps[i]);
      double length = Math.sqrt(squares[i]);
      if (!own[i] && length > longestInjected) {
        for (int k = 0; k < d; k++) {
          steps[i][k] *= longestInjected / length;
        }
        squares[i] = longestInjected * longestInjected;
      }
      for (int k = 0; k < d && weights[i] > 0; k++) {
        move[k] += weights[i] * steps[i][k];
      }
    }
    generation++;
    double[] whitened = whitened(move);
    double stepPathSquare = 0;
    for (int k = 0; k < d; k++) {
      mean[k] += step * move[k];
      stepPath[k] =
          (1 - stepRate) * stepPath[k]
              + Math.sqrt(stepRate * (2 - stepRate) * variance) * whitened[k];
      stepPathSquare += stepPath[k] * stepPath[k];
    }
    double stepPathLength = Math.sqrt(stepPathSquare);
    double settled = Math.sqrt(1 - Math.pow(1 - stepRate, 2.0 * generation));
    boolean calm = stepPathLength / settled < (1.4 + 2.0 / (d + 1)) * expectedLength;
    for (int k = 0; k < d; k++) {
      path[k] =
          (1 - pathRate) * path[k]
              + (calm ? Math.sqrt(pathRate * (2 - pathRate) * variance) * move[k] : 0);
    }
    learnCovariance(steps, squares, calm ? 0 : pathRate * (2 - pathRate));
    step *= Math.exp(Math.min(1, stepRate / stepDamping * (stepPathLength / expectedLength - 1)));
    // Hansen's laziness: the decomposition may lag where the covariance changes slowly.
    if ((generation - decomposed) * (rankOneRate + rankMuRate) * d * 10 >= 1) {
      decompose();
    }
  }

  private void learnCovariance(double[][] steps, double[] squares, double stalled) {
    int d = dimensions;
    double weightSum = 0;
    for (double weight : weights) {
      weightSum += weight;
    }
    double keep = 1 + rankOneRate * stalled - rankOneRate - rankMuRate * weightSum;
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        covariance[i][j] = keep * covariance[i][j] + rankOneRate * path[i] * path[j];
      }
    }
    for (int s = 0; s < steps.length; s++) {
      // A negative weight is scaled so that the covariance stays positive definite.
      double weight = weights[s] >= 0 ? weights[s] : weights[s] * d / (squares[s] + 1e-300);
      for (int i = 0; i < d; i++) {
        double scaled = rankMuRate * weight * steps[s][i];
        for (int j = 0; j <= i; j++) {
          covariance[i][j] += scaled * steps[s][j];
        }
      }
    }
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < i; j++) {
        covariance[j][i] = covariance[i][j];
      }
    }
  }

  private void decompose() {
    decomposed = generation;
    for (int k = 0; k < dimensions; k++) {
      if (!Double.isFinite(covariance[k][k])) {
        lengths[k] = Double.NaN;
        return;
      }
    }
    EigenDecomposition eigen = new EigenDecomposition(new Array2DRowRealMatrix(covariance, false));
    double[] squares = eigen.getRealEigenvalues();
    axes = eigen.getV().getData();
    lengths = new double[dimensions];
    for (int k = 0; k < dimensions; k++) {
      lengths[k] = Math.sqrt(Math.max(0, squares[k]));
    }
  }

  /** {@code C^{-½} y}. */
  private double[] whitened(double[] y) {
    double[] white = new double[dimensions];
    for (int j = 0; j < dimensions; j++) {
      double along = 0;
      for (int i = 0; i < dimensions; i++) {
        along += axes[i][j] * y[i];
      }
      along /= lengths[j];
      for (int i = 0; i < dimensions; i++) {
        white[i] += axes[i][j] * along;
      }
    }
    return white;
  }

  /** {@code yᵀ C⁻¹ y}. */
  private double squareLength(double[] y) {
    double sum = 0;
    for (int j = 0; j < dimensions; j++) {
      double along = 0;
      for (int i = 0; i < dimensions; i++) {
        along += axes[i][j] * y[i];
      }
      along /= lengths[j];
      sum += along * along;
    }
    return sum;
  }

  /** Whether it has become a point, a line, or nonsense, so that nothing more can be learned. */
  boolean exhausted() {
    double longest = 0;
    double shortest = Double.POSITIVE_INFINITY;
    for (double length : lengths) {
      longest = Math.max(longest, length);
      shortest = Math.min(shortest, length);
    }
    double widest = step * longest;
    return !(widest > SMALLEST_STEP * firstStep)
        || !(widest < LARGEST_GROWTH * firstStep)
        || !(longest * longest <= LARGEST_CONDITION * shortest * shortest);
  }
}
