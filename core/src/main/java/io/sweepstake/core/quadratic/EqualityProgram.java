package io.sweepstake.core.quadratic;

import java.util.Arrays;

/**
 * {@code min ½ xᵀQx + qᵀx} subject to {@code Ax = b, Gx ≤ h} with Q positive definite, and its
 * derivatives: OptNet's form (Amos and Kolter, ICML 2017).
 *
 * <p>A primal-dual interior-point method ends at {@value #GAP} of complementarity; gradients are
 * one solve of the same KKT system there, transposed. At degenerate active sets the derivative is
 * that of this smoothed problem: between those of both sides. Rows of A are independent; scratch
 * space is the instance's: one thread, one program.
 */
public final class EqualityProgram {
  private static final double GAP = 1e-14;
  private static final int STEPS = 100;
  private static final double CENTRING = 0.1;

  private final double[][] quadratic; // Q
  private final double[][] equal; // A
  private final double[][] most; // G
  private final int n;
  private final int p;
  private final int m;
  private final DenseSolver kkt; // without the rows of G
  private final DenseSolver whole;
  private final double[] adjoint;
  private final double[] x;
  private final double[] nu; // of Ax = b
  private final double[] lambda; // of Gx ≤ h
  private final double[] s; // h − Gx
  private final double[] right;
  private final double[] ds;
  private final double[] dlambda;

  /**
   * @param quadratic Q, {@code [n][n]}, symmetric and positive definite
   * @param equal A, {@code [p][n]}; may be empty
   * @param most G, {@code [m][n]}; may be empty
   * @throws IllegalArgumentException if shapes do not fit, or Q is not positive definite
   */
  public EqualityProgram(double[][] quadratic, double[][] equal, double[][] most) {
    n = quadratic.length;
    p = equal.length;
    m = most.length;
    for (double[][] matrix : new double[][][] {quadratic, equal, most}) {
      for (double[] row : matrix) {
        if (row.length != n) {
          throw new IllegalArgumentException(
              "quadratic program: rows must have " + n + " numbers, one had " + row.length);
        }
      }
    }
    Cholesky test = new Cholesky();
    test.clear(n);
    for (int r = 0; r < n; r++) {
      for (int c = 0; c <= r; c++) {
        test.add(r, c, quadratic[r][c]);
      }
    }
    if (test.factor() >= 0) {
      throw new IllegalArgumentException("quadratic program: Q must be positive definite");
    }
    this.quadratic = quadratic;
    this.equal = equal;
    this.most = most;
    kkt = new DenseSolver(n + p);
    whole = new DenseSolver(n + p + m);
    adjoint = new double[n + p + m];
    x = new double[n];
    nu = new double[p];
    lambda = new double[m];
    s = new double[m];
    right = new double[n + p];
    ds = new double[m];
    dlambda = new double[m];
  }

  /**
   * Solves it.
   *
   * @return x; the same array every time
   * @throws ArithmeticException if no point is feasible, as far as can be found
   */
  public double[] solve(double[] q, double[] b, double[] h) {
    Arrays.fill(x, 0);
    Arrays.fill(nu, 0);
    Arrays.fill(lambda, 1);
    for (int i = 0; i < m; i++) {
      s[i] = Math.max(1, h[i]);
    }
    double scale = 1;
    for (double[] numbers : new double[][] {q, b, h}) {
      for (double number : numbers) {
        scale = Math.max(scale, Math.abs(number));
      }
    }
    double residual = Double.NaN;
    for (int step = 0; step < STEPS; step++) {
      double gap = 0;
      for (int i = 0; i < m; i++) {
        gap += s[i] * lambda[i] / m;
      }
      assemble();
      residual = direction(q, b, h, CENTRING * gap);
      if (gap <= GAP * scale && residual < 1e-9 * scale) {
        return x;
      }
      double length = m == 0 ? 1 : 0.99 * Math.min(longest(s, ds), longest(lambda, dlambda));
      for (int j = 0; j < n; j++) {
        x[j] += length * right[j];
      }
      for (int i = 0; i < p; i++) {
        nu[i] += length * right[n + i];
      }
      for (int i = 0; i < m; i++) {
        s[i] += length * ds[i];
        lambda[i] += length * dlambda[i];
      }
    }
    throw new ArithmeticException(
        "quadratic program: no feasible point was found, residual " + residual);
  }

  /** The matrix {@code [Q + Gᵀ diag(λ/s) G, Aᵀ; A, 0]}. */
  private void assemble() {
    kkt.clear();
    for (int r = 0; r < n; r++) {
      for (int c = 0; c < n; c++) {
        double sum = quadratic[r][c];
        for (int i = 0; i < m; i++) {
          sum += lambda[i] / s[i] * most[i][r] * most[i][c];
        }
        kkt.set(r, c, sum);
      }
      for (int i = 0; i < p; i++) {
        kkt.set(r, n + i, equal[i][r]);
        kkt.set(n + i, r, equal[i][r]);
      }
    }
    kkt.factor();
  }

  /** Newton's step in {@code right}, ds and dλ; returns the greatest residual. */
  private double direction(double[] q, double[] b, double[] h, double target) {
    double greatest = 0;
    for (int j = 0; j < n; j++) {
      double sum = -q[j];
      for (int k = 0; k < n; k++) {
        sum -= quadratic[j][k] * x[k];
      }
      for (int i = 0; i < p; i++) {
        sum -= equal[i][j] * nu[i];
      }
      for (int i = 0; i < m; i++) {
        sum -= most[i][j] * lambda[i];
      }
      right[j] = sum;
      greatest = Math.max(greatest, Math.abs(sum));
    }
    for (int i = 0; i < p; i++) {
      right[n + i] = b[i] - dot(equal[i], x);
      greatest = Math.max(greatest, Math.abs(right[n + i]));
    }
    for (int i = 0; i < m; i++) {
      double slack = h[i] - dot(most[i], x) - s[i];
      greatest = Math.max(greatest, Math.abs(slack));
      ds[i] = slack;
      dlambda[i] = (target - s[i] * lambda[i] - lambda[i] * slack) / s[i];
      for (int j = 0; j < n; j++) {
        right[j] -= most[i][j] * dlambda[i];
      }
    }
    kkt.solve(right);
    for (int i = 0; i < m; i++) {
      double moved = dot(most[i], right);
      dlambda[i] += lambda[i] / s[i] * moved;
      ds[i] -= moved;
    }
    return greatest;
  }

  /**
   * Takes a gradient back through the last solution.
   *
   * @param gradient of a number with respect to x
   * @param ofLinear added to: with respect to q
   * @param ofEqual added to: with respect to b
   * @param ofMost added to: with respect to h
   */
  public void backward(double[] gradient, double[] ofLinear, double[] ofEqual, double[] ofMost) {
    whole.clear();
    for (int r = 0; r < n; r++) {
      for (int c = 0; c < n; c++) {
        whole.set(r, c, quadratic[r][c]);
      }
      for (int i = 0; i < p; i++) {
        whole.set(r, n + i, equal[i][r]);
        whole.set(n + i, r, equal[i][r]);
      }
      for (int i = 0; i < m; i++) {
        whole.set(r, n + p + i, most[i][r]);
        whole.set(n + p + i, r, lambda[i] / Math.max(lambda[i], s[i]) * most[i][r]);
      }
    }
    for (int i = 0; i < m; i++) {
      whole.set(n + p + i, n + p + i, -s[i] / Math.max(lambda[i], s[i]));
    }
    whole.factor();
    Arrays.fill(adjoint, 0);
    System.arraycopy(gradient, 0, adjoint, 0, n);
    whole.solve(adjoint);
    for (int j = 0; j < n; j++) {
      ofLinear[j] -= adjoint[j];
    }
    for (int i = 0; i < p; i++) {
      ofEqual[i] += adjoint[n + i];
    }
    for (int i = 0; i < m; i++) {
      ofMost[i] += adjoint[n + p + i];
    }
  }

  private static double dot(double[] row, double[] x) {
    double sum = 0;
    for (int k = 0; k < row.length; k++) {
      sum += row[k] * x[k];
    }
    return sum;
  }

  private static double longest(double[] at, double[] step) {
    double length = 1 / 0.99;
    for (int k = 0; k < at.length; k++) {
      if (step[k] < 0) {
        length = Math.min(length, -at[k] / step[k]);
      }
    }
    return length;
  }
}
