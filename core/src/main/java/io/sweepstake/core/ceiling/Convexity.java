package io.sweepstake.core.ceiling;

import io.sweepstake.core.descent.AdamSteps;
import io.sweepstake.core.kernel.Kernels;
import java.util.Arrays;

/**
 * What a bidder's utility is worth for being convex in each of her values: as {@code ∫ φ ∂²u/∂v_j²
 * ≥ 0} for any {@code φ ≥ 0} that vanishes at the greatest value, {@code F_j − ∂φ_j/∂rank_j} bounds
 * as F does. For one item this is Myerson's ironing.
 *
 * <p>φ_j is a sum of Bernstein's polynomials in the ranks with coefficients of at least 0, in units
 * of value; O(coefficients · items) a profile.
 */
final class Convexity {
  private static final int LANES = Kernels.TILE;

  private final int items;
  private final int degree;
  private final int terms; // for each item
  private final double[] coefficients; // [item][term]
  private final double[] gradient;
  private final AdamSteps adam;
  private final float[] values; // of polynomials, [item][degree][lane]
  private final float[] slopes;
  private final float[] rising; // powers of ranks, [degree][lane]
  private final float[] falling; // of what they lack of 1
  private final float[] product = new float[LANES];

  /**
   * @param items whose values are the bidder's own knowledge
   * @param degree of the polynomials in each rank
   */
  Convexity(int items, int degree) {
    this.items = items;
    this.degree = degree;
    int count = degree; // in the item's own rank one vanishes not at 1, and is left out
    for (int k = 1; k < items; k++) {
      count *= degree + 1;
    }
    terms = count;
    coefficients = new double[items * terms];
    gradient = new double[coefficients.length];
    adam = new AdamSteps(coefficients.length);
    values = new float[items * (degree + 1) * LANES];
    slopes = new float[values.length];
    rising = new float[(degree + 1) * LANES];
    falling = new float[rising.length];
  }

  int count() {
    return coefficients.length;
  }

  double[] coefficients() {
    return coefficients;
  }

  void clearGradient() {
    Arrays.fill(gradient, 0);
  }

  /** Adam, and back to at least 0. */
  void descend(double rate, long step) {
    for (int k = 0; k < coefficients.length; k++) {
      coefficients[k] = Math.max(0, coefficients[k] - adam.step(k, gradient[k], rate, step));
    }
  }

  /**
   * Subtracts the slopes of φ.
   *
   * @param ranks {@code [item][lane]} from {@code at} on
   * @param from {@code [item][lane]} from {@code at} on
   */
  void subtract(float[] ranks, int at, float[] from) {
    polynomials(ranks, at);
    for (int j = 0; j < items; j++) {
      for (int term = 0; term < terms; term++) {
        double coefficient = coefficients[j * terms + term];
        if (coefficient > 0) {
          slope(j, term);
          int to = at + j * LANES;
          for (int s = 0; s < LANES; s++) {
            from[to + s] -= (float) coefficient * product[s];
          }
        }
      }
    }
  }

  /** Adds the gradient where F's is {@code share}. */
  void addGradient(float[] ranks, int at, float[] share) {
    polynomials(ranks, at);
    for (int j = 0; j < items; j++) {
      for (int term = 0; term < terms; term++) {
        slope(j, term);
        double sum = 0;
        for (int s = 0; s < LANES; s++) {
          sum += share[at + j * LANES + s] * (double) product[s];
        }
        gradient[j * terms + term] -= sum;
      }
    }
  }

  /** The slope, along an item's rank, of one of its terms. */
  private void slope(int item, int term) {
    int rest = term / degree;
    System.arraycopy(slopes, (item * (degree + 1) + term % degree) * LANES, product, 0, LANES);
    for (int k = 0; k < items; k++) {
      if (k != item) {
        int at = (k * (degree + 1) + rest % (degree + 1)) * LANES;
        rest /= degree + 1;
        for (int s = 0; s < LANES; s++) {
          product[s] *= values[at + s];
        }
      }
    }
  }

  /** Bernstein's, {@code C(n, d) r^d (1 − r)^(n − d)}, and their slopes. */
  private void polynomials(float[] ranks, int at) {
    for (int j = 0; j < items; j++) {
      powers(ranks, at + j * LANES);
      for (int d = 0; d <= degree; d++) {
        int to = (j * (degree + 1) + d) * LANES;
        float choose = (float) choose(degree, d);
        int rises = d * LANES;
        int falls = (degree - d) * LANES;
        // One degree less; where there is none, it is multiplied by 0.
        int rose = Math.max(0, d - 1) * LANES;
        int fell = Math.max(0, degree - d - 1) * LANES;
        for (int s = 0; s < LANES; s++) {
          values[to + s] = choose * rising[rises + s] * falling[falls + s];
          slopes[to + s] =
              choose
                  * (d * rising[rose + s] * falling[falls + s]
                      - (degree - d) * rising[rises + s] * falling[fell + s]);
        }
      }
    }
  }

  /** {@code r^d} and {@code (1 − r)^d}. */
  private void powers(float[] ranks, int at) {
    Arrays.fill(rising, 0, LANES, 1);
    Arrays.fill(falling, 0, LANES, 1);
    for (int d = 0; d < degree; d++) {
      int from = d * LANES;
      int to = from + LANES;
      for (int s = 0; s < LANES; s++) {
        float r = ranks[at + s];
        rising[to + s] = rising[from + s] * r;
        falling[to + s] = falling[from + s] * (1 - r);
      }
    }
  }

  private static double choose(int n, int k) {
    double choose = 1;
    for (int i = 0; i < k; i++) {
      choose = choose * (n - i) / (i + 1);
    }
    return choose;
  }
}
