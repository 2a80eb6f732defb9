package io.sweepstake.core.exchange;

import io.sweepstake.core.quadratic.Packing;
import java.util.Arrays;

/**
 * {@code max cᵀx, x ≥ 0, Sx ≤ b} with {@code b ≥ 0}, exactly: the simplex method on a tableau, from
 * the origin. Scratch space is used again: one thread, one instance.
 */
public final class LinearPacking {
  private static final double ZERO = 1e-9;

  /** Pivots after which Bland's rule takes over: it cannot go round in circles. */
  private static final int HASTY = 60;

  private final Packing packing;
  private final int n;
  private final int m;
  private final double[][] tableau; // rows, then the objective; columns, slacks, right-hand side
  private final int[] basic; // of each row
  private final double[] x;
  private final double[] prices;

  public LinearPacking(Packing packing) {
    this.packing = packing;
    n = packing.size();
    m = packing.rows();
    tableau = new double[m + 1][n + m + 1];
    basic = new int[m];
    x = new double[n];
    prices = new double[m];
  }

  /**
   * The greatest value.
   *
   * @param objective c
   * @param capacities b; those below 0, by rounding, are 0
   */
  public double solve(double[] objective, double[] capacities) {
    for (double[] row : tableau) {
      Arrays.fill(row, 0);
    }
    for (int j = 0; j < n; j++) {
      Packing.Column column = packing.columns().get(j);
      int[] at = column.at();
      for (int k = 0; k < at.length; k++) {
        tableau[at[k]][j] = column.amounts()[k];
      }
      tableau[m][j] = -objective[j];
    }
    for (int i = 0; i < m; i++) {
      tableau[i][n + i] = 1;
      tableau[i][n + m] = Math.max(0, capacities[i]);
      basic[i] = n + i;
    }
    int pivots = 0;
    for (int enter = entering(false); enter >= 0; enter = entering(pivots > HASTY)) {
      int leave = leaving(enter);
      if (leave < 0) {
        throw new IllegalStateException("packing: a column takes nothing");
      }
      pivot(leave, enter);
      pivots++;
    }
    Arrays.fill(x, 0);
    for (int i = 0; i < m; i++) {
      if (basic[i] < n) {
        x[basic[i]] = tableau[i][n + m];
      }
      prices[i] = tableau[m][n + i];
    }
    return tableau[m][n + m];
  }

  private int entering(boolean first) {
    int best = -1;
    double least = -ZERO;
    for (int j = 0; j < n + m; j++) {
      if (tableau[m][j] < least) {
        best = j;
        if (first) {
          return best;
        }
        least = tableau[m][j];
      }
    }
    return best;
  }

  private int leaving(int enter) {
    int best = -1;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < m; i++) {
      if (tableau[i][enter] > ZERO) {
        double ratio = tableau[i][n + m] / tableau[i][enter];
        if (ratio < least - 1e-12
            || ratio <= least + 1e-12 && best >= 0 && basic[i] < basic[best]) {
          least = Math.min(least, ratio);
          best = i;
        }
      }
    }
    return best;
  }

  private void pivot(int leave, int enter) {
    double[] row = tableau[leave];
    double by = row[enter];
    for (int k = 0; k < row.length; k++) {
      row[k] /= by;
    }
    for (int i = 0; i <= m; i++) {
      double factor = tableau[i][enter];
      if (i != leave && factor != 0) {
        double[] other = tableau[i];
        for (int k = 0; k < row.length; k++) {
          other[k] -= factor * row[k];
        }
      }
    }
    basic[leave] = enter;
  }

  /** The solution; overwritten by the next. */
  public double[] solution() {
    return x;
  }

  /** What a little more of each row would be worth; overwritten by the next. */
  public double[] prices() {
    return prices;
  }
}
