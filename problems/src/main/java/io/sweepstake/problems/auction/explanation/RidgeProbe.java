package io.sweepstake.problems.auction.explanation;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.DecompositionSolver;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Linear probes (Alain and Bengio, 2016): how much of a target's variance a ridge regression on
 * what comes out of a layer explains, on profiles that it was not fitted on.
 *
 * <p>Of four profiles two fit, the third chooses the penalty and the fourth is held out.
 */
final class RidgeProbe {
  /** Penalties, in units of a standardised feature's variance. */
  private static final double[] PENALTIES = {1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1, 10};

  private RidgeProbe() {}

  /**
   * R² of each target on the profiles held out: 1 for what can be read off exactly, about 0 for
   * what cannot, below for what seemed to be there; NaN for a target that never changes.
   *
   * @param features {@code [profile][unit]}, flattened
   * @param units how many
   * @param targets {@code [target][profile]}
   */
  static double[] heldOut(float[] features, int units, double[][] targets) {
    int count = features.length / units;
    double[][] x = new double[count][units];
    for (int k = 0; k < count; k++) {
      for (int r = 0; r < units; r++) {
        x[k][r] = features[k * units + r];
      }
    }
    standardise(x, units);
    int fitted = 0;
    for (int k = 0; k < count; k++) {
      fitted += fits(k) ? 1 : 0;
    }
    double[] means = new double[targets.length];
    for (int t = 0; t < targets.length; t++) {
      for (int k = 0; k < count; k++) {
        means[t] += fits(k) ? targets[t][k] / fitted : 0;
      }
    }
    RealMatrix gram = new Array2DRowRealMatrix(gram(x, units, fitted), false);
    RealMatrix moments = new Array2DRowRealMatrix(moments(x, units, targets, means, fitted), false);
    double[] least = new double[targets.length];
    double[] heldOut = new double[targets.length];
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    Arrays.fill(heldOut, Double.NaN);
    for (double penalty : PENALTIES) {
      RealMatrix ridge = gram.copy();
      for (int r = 0; r < units; r++) {
        ridge.addToEntry(r, r, penalty);
      }
      DecompositionSolver solver = new CholeskyDecomposition(ridge, 1e-9, 0).getSolver();
      double[][] weights = solver.solve(moments).getData();
      for (int t = 0; t < targets.length; t++) {
        double choosing = unexplained(x, weights, t, targets[t], means[t], 2);
        if (choosing < least[t]) {
          least[t] = choosing;
          heldOut[t] = 1 - unexplained(x, weights, t, targets[t], means[t], 3);
        }
      }
    }
    return heldOut;
  }

  private static boolean fits(int profile) {
    return profile % 4 < 2;
  }

  /** By the mean and deviation of the profiles that fit; a unit that never moves is 0. */
  private static void standardise(double[][] x, int units) {
    for (int r = 0; r < units; r++) {
      double sum = 0;
      double squares = 0;
      int count = 0;
      for (int k = 0; k < x.length; k++) {
        if (fits(k)) {
          sum += x[k][r];
          squares += x[k][r] * x[k][r];
          count++;
        }
      }
      double mean = sum / count;
      double variance = squares / count - mean * mean;
      double scale = variance > 1e-12 * (1e-12 + mean * mean) ? 1 / Math.sqrt(variance) : 0;
      for (double[] row : x) {
        row[r] = (row[r] - mean) * scale;
      }
    }
  }

  private static double[][] gram(double[][] x, int units, int fitted) {
    double[][] gram = new double[units][units];
    for (int k = 0; k < x.length; k++) {
      if (fits(k)) {
        for (int r = 0; r < units; r++) {
          double scaled = x[k][r] / fitted;
          for (int s = 0; s <= r; s++) {
            gram[r][s] += scaled * x[k][s];
          }
        }
      }
    }
    for (int r = 0; r < units; r++) {
      for (int s = r + 1; s < units; s++) {
        gram[r][s] = gram[s][r];
      }
    }
    return gram;
  }

  private static double[][] moments(
      double[][] x, int units, double[][] targets, double[] means, int fitted) {
    double[][] moments = new double[units][targets.length];
    for (int k = 0; k < x.length; k++) {
      if (fits(k)) {
        for (int r = 0; r < units; r++) {
          for (int t = 0; t < targets.length; t++) {
            moments[r][t] += x[k][r] * (targets[t][k] - means[t]) / fitted;
          }
        }
      }
    }
    return moments;
  }

  /** The share of a target's variance that is left, on one part of the profiles. */
  private static double unexplained(
      double[][] x, double[][] weights, int target, double[] values, double mean, int part) {
    double sum = 0;
    double squares = 0;
    double errors = 0;
    int count = 0;
    for (int k = part; k < x.length; k += 4) {
      double predicted = mean;
      for (int r = 0; r < weights.length; r++) {
        predicted += weights[r][target] * x[k][r];
      }
      sum += values[k];
      squares += values[k] * values[k];
      errors += (values[k] - predicted) * (values[k] - predicted);
      count++;
    }
    double variance = squares - sum * sum / count;
    return variance > 1e-12 * squares ? errors / variance : Double.NaN;
  }
}
