package io.sweepstake.core.quadratic;

import java.util.Arrays;

/**
 * One piece of the solution, which is piecewise linear in objective and capacities: some columns
 * are free, the others 0; some rows are tight, the others have slack. On it {@code M λ = S c − 2k
 * b} over tight rows and free columns, with {@code M = S Sᵀ}, and {@code x = (c − Sᵀλ) / 2k}.
 */
final class Piece {
  private static final double ROUNDING = 1e-12;
  private static final int ALL_AT_ONCE = 12;

  private final Cholesky cholesky = new Cholesky();
  private final int[] number; // of a tight row among them, −1 for one with slack
  final boolean[] free;
  final boolean[] tight;
  private int count; // of tight rows
  private final double[] right; // of tight rows
  final double[] x;
  final double[] lambda; // of all live rows
  final double[] slack;

  Piece(int rows, int columns) {
    number = new int[rows];
    tight = new boolean[rows];
    right = new double[rows];
    lambda = new double[rows];
    slack = new double[rows];
    free = new boolean[columns];
    x = new double[columns];
  }

  /** The piece on which a point lies; false if all columns of it are 0. */
  boolean at(LivePacking live, double[] point, double[] b) {
    boolean any = false;
    System.arraycopy(b, 0, slack, 0, live.rows);
    for (int j = 0; j < live.columns; j++) {
      double value = point[live.columnOf[j]];
      free[j] = value > 0;
      any |= free[j];
      for (int e = live.start[j]; e < live.start[j + 1]; e++) {
        slack[live.row[e]] -= live.amount[e] * value;
      }
    }
    for (int i = 0; i < live.rows; i++) {
      tight[i] = slack[i] <= 1e-6 * (1 + b[i]);
    }
    return any;
  }

  /** The piece next to which an interior point lies. */
  void near(LivePacking live, InteriorPoint point) {
    for (int j = 0; j < live.columns; j++) {
      free[j] = point.x[j] > point.mu[j];
    }
    for (int i = 0; i < live.rows; i++) {
      tight[i] = point.lambda[i] > point.s[i];
    }
  }

  /**
   * Goes from piece to piece until one has the solution: columns below 0 and rows of negative price
   * are let go, columns worth more than they take and rows overdrawn are taken in (the primal-dual
   * active set method, Hintermüller, Ito and Kunisch, SIAM J. Optim. 13, 2003): all at once, and
   * from the {@value #ALL_AT_ONCE}th piece on, lest they go round in circles, one at a time.
   *
   * @return false if it does not within so many pieces
   */
  boolean settle(LivePacking live, double[] c, double[] b, double curvature, int most) {
    for (int k = 0; k < most; k++) {
      factor(live);
      evaluate(live, c, b, curvature);
      if (!move(live, c, b, k < ALL_AT_ONCE)) {
        return true;
      }
    }
    return false;
  }

  private boolean move(LivePacking live, double[] c, double[] b, boolean all) {
    boolean moved = false;
    for (int j = 0; j < live.columns && (all || !moved); j++) {
      if (free[j] ? x[j] < -ROUNDING : c[j] - priced(live, j) > ROUNDING * (1 + Math.abs(c[j]))) {
        free[j] = !free[j];
        moved = true;
      }
    }
    for (int i = 0; i < live.rows && (all || !moved); i++) {
      if (tight[i] ? lambda[i] < -ROUNDING : slack[i] < -ROUNDING * (1 + b[i])) {
        tight[i] = !tight[i];
        moved = true;
      }
    }
    return moved;
  }

  private double priced(LivePacking live, int column) {
    double sum = 0;
    for (int e = live.start[column]; e < live.start[column + 1]; e++) {
      sum += live.amount[e] * lambda[live.row[e]];
    }
    return sum;
  }

  /** Factors M, of the tight rows that a free column takes of and that hang on no others. */
  void factor(LivePacking live) {
    for (int dependent = assemble(live); dependent >= 0; dependent = assemble(live)) {
      for (int i = 0; i < live.rows; i++) {
        tight[i] &= number[i] != dependent;
      }
    }
  }

  private int assemble(LivePacking live) {
    Arrays.fill(number, 0, live.rows, -1);
    for (int j = 0; j < live.columns; j++) {
      for (int e = live.start[j]; free[j] && e < live.start[j + 1]; e++) {
        number[live.row[e]] = 0;
      }
    }
    count = 0;
    for (int i = 0; i < live.rows; i++) {
      tight[i] &= number[i] == 0;
      number[i] = tight[i] ? count++ : -1;
    }
    cholesky.clear(count);
    for (int j = 0; j < live.columns; j++) {
      for (int e = live.start[j]; free[j] && e < live.start[j + 1]; e++) {
        int r = number[live.row[e]];
        for (int f = live.start[j]; r >= 0 && f <= e; f++) {
          int other = number[live.row[f]];
          if (other >= 0) {
            cholesky.add(r, other, live.amount[e] * live.amount[f]);
          }
        }
      }
    }
    return cholesky.factor();
  }

  /** What the piece's linear map says of these capacities. */
  void evaluate(LivePacking live, double[] c, double[] b, double curvature) {
    for (int i = 0; i < live.rows; i++) {
      if (number[i] >= 0) {
        right[number[i]] = -2 * curvature * b[i];
      }
      slack[i] = b[i];
    }
    for (int j = 0; j < live.columns; j++) {
      for (int e = live.start[j]; free[j] && e < live.start[j + 1]; e++) {
        if (number[live.row[e]] >= 0) {
          right[number[live.row[e]]] += live.amount[e] * c[j];
        }
      }
    }
    cholesky.solve(right);
    for (int i = 0; i < live.rows; i++) {
      lambda[i] = number[i] >= 0 ? right[number[i]] : 0;
    }
    for (int j = 0; j < live.columns; j++) {
      x[j] = free[j] ? (c[j] - priced(live, j)) / (2 * curvature) : 0;
      for (int e = live.start[j]; e < live.start[j + 1]; e++) {
        slack[live.row[e]] -= live.amount[e] * x[j];
      }
    }
  }

  /** The least of columns and slacks where the piece was evaluated: below 0, it ends before. */
  double least(LivePacking live) {
    double least = 0;
    for (int j = 0; j < live.columns; j++) {
      least = Math.min(least, x[j]);
    }
    for (int i = 0; i < live.rows; i++) {
      least = Math.min(least, slack[i]);
    }
    return least;
  }

  /**
   * The gradient of capacities and of the objective, from that of the solution.
   *
   * @param g of columns
   * @param price written: of rows, {@code y = M⁻¹ S g}
   * @param worth written: of columns, {@code (g − Sᵀy) / 2k} where they are free
   */
  void backward(LivePacking live, double[] g, double curvature, double[] price, double[] worth) {
    Arrays.fill(right, 0, count, 0);
    for (int j = 0; j < live.columns; j++) {
      for (int e = live.start[j]; free[j] && e < live.start[j + 1]; e++) {
        if (number[live.row[e]] >= 0) {
          right[number[live.row[e]]] += live.amount[e] * g[j];
        }
      }
    }
    cholesky.solve(right);
    for (int i = 0; i < live.rows; i++) {
      price[i] = number[i] >= 0 ? right[number[i]] : 0;
    }
    for (int j = 0; j < live.columns; j++) {
      double rest = g[j];
      for (int e = live.start[j]; e < live.start[j + 1]; e++) {
        rest -= live.amount[e] * price[live.row[e]];
      }
      worth[j] = free[j] ? rest / (2 * curvature) : 0;
    }
  }
}
