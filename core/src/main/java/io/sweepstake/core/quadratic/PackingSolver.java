package io.sweepstake.core.quadratic;

import io.sweepstake.core.random.Seeds;
import java.util.Arrays;

/**
 * Solves {@code max cᵀx − k‖x‖², x ≥ 0, Sx ≤ b}, and takes gradients back through the solution.
 *
 * <p>The solution is continuous and piecewise linear in c and b. A primal-dual interior-point
 * method, or the point that a caller expects, says which piece it lies on; the piece's linear
 * system then gives it to working precision, so it does not hang on where the search began.
 *
 * <p><b>Derivatives at kinks are one-sided.</b> Where b lies on the border of pieces, as whole
 * numbers often do, the derivative is that of the piece entered when each capacity rises by a
 * little, by unequal amounts ({@value #NUDGE} to twice that). A capacity of 0 takes away the
 * columns that need it; its derivative is the right-hand one, all else at rest: what the column
 * that gains most would bring, less what it takes from others. One of a column that is 0 in its
 * piece is 0.
 *
 * <p>Scratch space is used again: one thread, one solver.
 */
public final class PackingSolver {
  /** Capacities up to this are none. */
  static final double NOTHING = 1e-9;

  private static final double NUDGE = 1e-6;
  private static final double SMALLEST_NUDGE = 1e-10;
  private static final int TURNS = 8; // of unequal nudges, should a piece be too small to be hit
  private static final double BEYOND = 1e-9; // what a piece may be left by, for rounding
  private static final int FROM_HINT = 8;
  private static final int FROM_INTERIOR = 100;

  private final Packing packing;
  private final double curvature;
  private final LivePacking live;
  private final InteriorPoint interior = new InteriorPoint();
  private final Piece piece;
  private final double[] c;
  private final double[] b;
  private final double[] nudged;
  private final double[][] uneven; // [turn][row], from 1 to 2
  private final double[] g;
  private final double[] price;
  private final double[] worth;
  private long searches;
  private long unsettled;

  /**
   * @param curvature k, above 0
   */
  public PackingSolver(Packing packing, double curvature) {
    if (!(curvature > 0 && curvature < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("curvature: must be above 0, was " + curvature);
    }
    this.packing = packing;
    this.curvature = curvature;
    live = new LivePacking(packing);
    piece = new Piece(packing.rows(), packing.size());
    c = new double[packing.size()];
    g = new double[packing.size()];
    worth = new double[packing.size()];
    b = new double[packing.rows()];
    nudged = new double[packing.rows()];
    uneven = new double[TURNS][packing.rows()];
    for (int turn = 0; turn < TURNS; turn++) {
      for (int i = 0; i < packing.rows(); i++) {
        uneven[turn][i] = 1 + Seeds.uniform(turn, i);
      }
    }
    price = new double[packing.rows()];
  }

  /**
   * The solution.
   *
   * @param objective c, finite
   * @param capacities b, finite; those below 0 are 0
   * @param x where it may lie, which saves time where it does so roughly and otherwise does no
   *     harm, or zeros; overwritten by the solution
   */
  public void solve(double[] objective, double[] capacities, double[] x) {
    boolean settled = locate(objective, capacities, x);
    Arrays.fill(x, 0);
    double[] solution = settled ? piece.x : interior.x;
    for (int j = 0; j < live.columns; j++) {
      x[live.columnOf[j]] = Math.max(0, solution[j]);
    }
  }

  /**
   * Takes a gradient back through the solution.
   *
   * @param x the solution, roughly
   * @param gradient of a number with respect to x
   * @param ofObjective added to: with respect to c
   * @param ofCapacities added to: with respect to b
   */
  public void backward(
      double[] objective,
      double[] capacities,
      double[] x,
      double[] gradient,
      double[] ofObjective,
      double[] ofCapacities) {
    if (!locate(objective, capacities, x)) {
      piece.factor(live);
    }
    for (int j = 0; j < live.columns; j++) {
      g[j] = gradient[live.columnOf[j]];
    }
    piece.backward(live, g, curvature, price, worth);
    for (int j = 0; j < live.columns; j++) {
      ofObjective[live.columnOf[j]] += worth[j];
    }
    for (int i = 0; i < live.rows; i++) {
      ofCapacities[live.rowOf[i]] += price[i];
    }
    if (live.rows < packing.rows()) {
      fromNothing(objective, gradient, ofCapacities);
    }
  }

  /** Right-hand derivatives of the capacities that are 0. */
  private void fromNothing(double[] objective, double[] gradient, double[] ofCapacities) {
    for (int i = 0; i < packing.rows(); i++) {
      if (live.liveRow[i] >= 0) {
        continue;
      }
      double best = 0;
      double derivative = 0;
      for (int j = 0; j < objective.length; j++) {
        double taken = onlyOf(j, i);
        if (taken == 0) {
          continue;
        }
        double gain = objective[j];
        double brings = gradient[j];
        int[] at = live.at(j);
        for (int k = 0; k < at.length; k++) {
          int row = live.liveRow[at[k]];
          if (row >= 0) {
            gain -= live.amounts(j)[k] * piece.lambda[row];
            brings -= live.amounts(j)[k] * price[row];
          }
        }
        if (gain / taken > best) {
          best = gain / taken;
          derivative = brings / taken;
        }
      }
      ofCapacities[i] += derivative;
    }
  }

  /** What a column takes of a row that has nothing; 0 if not, or if it needs another such row. */
  private double onlyOf(int column, int dead) {
    int[] at = live.at(column);
    double taken = 0;
    for (int k = 0; k < at.length; k++) {
      if (at[k] == dead) {
        taken = live.amounts(column)[k];
      } else if (live.liveRow[at[k]] < 0) {
        return 0;
      }
    }
    return taken;
  }

  /** Finds the piece, evaluated at the capacities; false if there is an interior point alone. */
  private boolean locate(double[] objective, double[] capacities, double[] hint) {
    live.of(capacities, NOTHING);
    for (int j = 0; j < live.columns; j++) {
      c[j] = objective[live.columnOf[j]];
    }
    for (int i = 0; i < live.rows; i++) {
      b[i] = capacities[live.rowOf[i]];
    }
    nudge(NUDGE, 0);
    boolean settled =
        piece.at(live, hint, b) && piece.settle(live, c, nudged, curvature, FROM_HINT);
    settled = settled || search();
    for (double nudge = NUDGE; settled; nudge /= 100) {
      piece.evaluate(live, c, b, curvature);
      if (piece.least(live) >= -BEYOND || nudge <= SMALLEST_NUDGE) {
        return true;
      }
      nudge(nudge / 100, 0); // another piece begins closer to b
      settled = piece.settle(live, c, nudged, curvature, FROM_INTERIOR);
    }
    if (search()) {
      piece.evaluate(live, c, b, curvature);
      return true;
    }
    unsettled++;
    piece.near(live, interior);
    return false;
  }

  private boolean search() {
    searches++;
    for (int turn = 0; turn < TURNS; turn++) {
      nudge(NUDGE, turn);
      interior.solve(live, c, nudged, curvature);
      piece.near(live, interior);
      if (piece.settle(live, c, nudged, curvature, FROM_INTERIOR)) {
        return true;
      }
    }
    return false;
  }

  private void nudge(double by, int turn) {
    for (int i = 0; i < live.rows; i++) {
      nudged[i] = b[i] + by * Math.min(1, b[i]) * uneven[turn][live.rowOf[i]];
    }
  }

  /** How often the interior-point method was needed. */
  long searches() {
    return searches;
  }

  /** How often no piece was found beside an interior point, which then was the solution. */
  long unsettled() {
    return unsettled;
  }
}
