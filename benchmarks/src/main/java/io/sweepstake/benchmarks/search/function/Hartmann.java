package io.sweepstake.benchmarks.search.function;

/**
 * Hartmann's functions on the unit cube: four bumps {@code −Σ α_i exp(−Σ_j A_ij (x_j − P_ij)²)} of
 * different depths and widths (Dixon and Szegő, 1978).
 */
public final class Hartmann extends BoxFunction {
  private static final double[] ALPHA = {1.0, 1.2, 3.0, 3.2};

  private final double[][] a;
  private final double[][] p;
  private final double minimum;
  private final double[] optimum;

  private Hartmann(double[][] a, double[][] p, double minimum, double... optimum) {
    super("hartmann" + optimum.length, optimum.length, 0, 1);
    this.a = a;
    this.p = p;
    this.minimum = minimum;
    this.optimum = optimum;
  }

  public static Hartmann three() {
    return new Hartmann(
        new double[][] {{3, 10, 30}, {0.1, 10, 35}, {3, 10, 30}, {0.1, 10, 35}},
        new double[][] {
          {0.3689, 0.1170, 0.2673},
          {0.4699, 0.4387, 0.7470},
          {0.1091, 0.8732, 0.5547},
          {0.0381, 0.5743, 0.8828}
        },
        -3.86278,
        0.114614,
        0.555649,
        0.852547);
  }

  public static Hartmann six() {
    return new Hartmann(
        new double[][] {
          {10, 3, 17, 3.5, 1.7, 8},
          {0.05, 10, 17, 0.1, 8, 14},
          {3, 3.5, 1.7, 10, 17, 8},
          {17, 8, 0.05, 10, 0.1, 14}
        },
        new double[][] {
          {0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886},
          {0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991},
          {0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.6650},
          {0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381}
        },
        -3.32237,
        0.20169,
        0.150011,
        0.476874,
        0.275332,
        0.311652,
        0.6573);
  }

  @Override
  public double at(double[] x) {
    double sum = 0;
    for (int i = 0; i < ALPHA.length; i++) {
      double distance = 0;
      for (int j = 0; j < x.length; j++) {
        double apart = x[j] - p[i][j];
        distance += a[i][j] * apart * apart;
      }
      sum -= ALPHA[i] * Math.exp(-distance);
    }
    return sum;
  }

  @Override
  public double minimum() {
    return minimum;
  }

  @Override
  public double[][] optima() {
    return new double[][] {optimum};
  }
}
