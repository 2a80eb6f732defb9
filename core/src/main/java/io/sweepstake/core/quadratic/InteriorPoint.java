package io.sweepstake.core.quadratic;

import java.util.Arrays;

/**
 * A primal-dual interior-point method for {@code max cᵀx − k‖x‖², x ≥ 0, Sx ≤ b} with {@code b >
 * 0}: Mehrotra's predictor and corrector (SIAM J. Optim. 2, 1992) from an infeasible start, one
 * Cholesky factor of {@code S D⁻¹ Sᵀ + diag(s/λ)} each step.
 *
 * <p>Columns and rows are numbered within the problem; scratch space is used again.
 */
final class InteriorPoint {
  private static final int STEPS = 80;

  /** The corrector can go round in circles: after so many steps it is left out. */
  private static final int CORRECTED = 25;

  private static final double CENTRING = 0.2;
  private static final double GAP = 1e-17;

  private final Cholesky cholesky = new Cholesky();
  double[] x = new double[0];
  double[] mu = new double[0]; // of x ≥ 0
  double[] s = new double[0]; // b − Sx
  double[] lambda = new double[0]; // of Sx ≤ b
  private double[] diagonal = new double[0];
  private double[] dualResidual = new double[0];
  private double[] dx = new double[0];
  private double[] dmu = new double[0];
  private double[] towards = new double[0];
  private double[] primalResidual = new double[0];
  private double[] ds = new double[0];
  private double[] dlambda = new double[0];
  private double[] side = new double[0];

  /** Leaves a point close to the solution, its prices and slacks in the fields. */
  void solve(LivePacking live, double[] c, double[] b, double curvature) {
    int n = live.columns;
    int m = live.rows;
    grow(n, m);
    double high = 1;
    double scale = 0;
    for (int j = 0; j < n; j++) {
      high = Math.max(high, Math.abs(c[j]));
    }
    for (int i = 0; i < m; i++) {
      scale += b[i] / m;
    }
    scale = Math.max(scale, 1e-3);
    Arrays.fill(x, 0, n, scale);
    Arrays.fill(mu, 0, n, high);
    Arrays.fill(s, 0, m, scale);
    Arrays.fill(lambda, 0, m, high);
    double small = GAP * high * scale;
    for (int step = 0; step < STEPS; step++) {
      double residual = residuals(live, c, b, curvature);
      double gap = gap(n, m, 0, 0);
      if (gap < small && residual < 1e-10 * (high + scale)) {
        return;
      }
      factor(live, curvature);
      if (step < CORRECTED) {
        direction(live, 0, false);
        double affine = gap(n, m, primalLength(n, m), dualLength(n, m));
        direction(live, Math.pow(affine / gap, 3) * gap, true);
      } else {
        direction(live, CENTRING * gap, false);
      }
      // One length for both, as the quadratic term ties them.
      double length = 0.9995 * Math.min(primalLength(n, m), dualLength(n, m));
      for (int j = 0; j < n; j++) {
        x[j] += length * dx[j];
        mu[j] += length * dmu[j];
      }
      for (int i = 0; i < m; i++) {
        s[i] += length * ds[i];
        lambda[i] += length * dlambda[i];
      }
    }
  }

  private double residuals(LivePacking live, double[] c, double[] b, double curvature) {
    double greatest = 0;
    for (int i = 0; i < live.rows; i++) {
      primalResidual[i] = b[i] - s[i];
    }
    for (int j = 0; j < live.columns; j++) {
      double priced = 0;
      for (int e = live.start[j]; e < live.start[j + 1]; e++) {
        priced += live.amount[e] * lambda[live.row[e]];
        primalResidual[live.row[e]] -= live.amount[e] * x[j];
      }
      dualResidual[j] = c[j] - 2 * curvature * x[j] - priced + mu[j];
      greatest = Math.max(greatest, Math.abs(dualResidual[j]));
    }
    for (int i = 0; i < live.rows; i++) {
      greatest = Math.max(greatest, Math.abs(primalResidual[i]));
    }
    return greatest;
  }

  private void factor(LivePacking live, double curvature) {
    cholesky.clear(live.rows);
    for (int i = 0; i < live.rows; i++) {
      cholesky.add(i, i, s[i] / lambda[i]);
    }
    for (int j = 0; j < live.columns; j++) {
      diagonal[j] = 2 * curvature + mu[j] / x[j];
      for (int e = live.start[j]; e < live.start[j + 1]; e++) {
        double share = live.amount[e] / diagonal[j];
        for (int f = live.start[j]; f <= e; f++) {
          cholesky.add(live.row[e], live.row[f], share * live.amount[f]);
        }
      }
    }
    cholesky.factorAnyhow();
  }

  /**
   * The step towards complementarity of {@code target}.
   *
   * @param corrected whether the last step's products are taken off
   */
  private void direction(LivePacking live, double target, boolean corrected) {
    for (int i = 0; i < live.rows; i++) {
      double wanted = target - s[i] * lambda[i] - (corrected ? ds[i] * dlambda[i] : 0);
      side[i] = wanted; // of s λ
      dlambda[i] = wanted / lambda[i] - primalResidual[i];
    }
    for (int j = 0; j < live.columns; j++) {
      towards[j] = target - x[j] * mu[j] - (corrected ? dx[j] * dmu[j] : 0); // of x μ
      double first = (dualResidual[j] + towards[j] / x[j]) / diagonal[j];
      for (int e = live.start[j]; e < live.start[j + 1]; e++) {
        dlambda[live.row[e]] += live.amount[e] * first;
      }
    }
    cholesky.solve(dlambda);
    for (int j = 0; j < live.columns; j++) {
      double priced = 0;
      for (int e = live.start[j]; e < live.start[j + 1]; e++) {
        priced += live.amount[e] * dlambda[live.row[e]];
      }
      dx[j] = (dualResidual[j] + towards[j] / x[j] - priced) / diagonal[j];
      dmu[j] = (towards[j] - mu[j] * dx[j]) / x[j];
    }
    for (int i = 0; i < live.rows; i++) {
      ds[i] = (side[i] - s[i] * dlambda[i]) / lambda[i];
    }
  }

  private double primalLength(int n, int m) {
    return Math.min(longest(x, dx, n), longest(s, ds, m));
  }

  private double dualLength(int n, int m) {
    return Math.min(longest(mu, dmu, n), longest(lambda, dlambda, m));
  }

  private static double longest(double[] at, double[] step, int count) {
    double length = 1;
    for (int k = 0; k < count; k++) {
      if (step[k] < 0) {
        length = Math.min(length, -at[k] / step[k]);
      }
    }
    return length;
  }

  /** Mean complementarity after a step of these lengths. */
  private double gap(int n, int m, double primal, double dual) {
    double sum = 0;
    for (int j = 0; j < n; j++) {
      sum += (x[j] + primal * dx[j]) * (mu[j] + dual * dmu[j]);
    }
    for (int i = 0; i < m; i++) {
      sum += (s[i] + primal * ds[i]) * (lambda[i] + dual * dlambda[i]);
    }
    return sum / (n + m);
  }

  private void grow(int n, int m) {
    if (x.length < n) {
      x = new double[n];
      mu = new double[n];
      dx = new double[n];
      dmu = new double[n];
      diagonal = new double[n];
      dualResidual = new double[n];
      towards = new double[n];
    }
    if (s.length < m) {
      s = new double[m];
      lambda = new double[m];
      ds = new double[m];
      dlambda = new double[m];
      primalResidual = new double[m];
      side = new double[m];
    }
    Arrays.fill(dx, 0, n, 0);
    Arrays.fill(dmu, 0, n, 0);
    Arrays.fill(ds, 0, m, 0);
    Arrays.fill(dlambda, 0, m, 0);
  }
}
