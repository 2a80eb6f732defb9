package io.sweepstake.sweeps.numerics;

/**
 * The normal distribution with mean 0 and variance 1, accurate in both tails.
 *
 * <p>All of it rests on {@code erfcx(z) = exp(z²) erfc(z)}, which neither under- nor overflows: a
 * table of polynomials in {@code y = 4 / (4 + z)}, the variable of S. G. Johnson's Faddeeva
 * package, whose coefficients are computed here when the class is loaded.
 */
public final class StandardNormal {
  private static final double SQRT_HALF = Math.sqrt(0.5);
  private static final double SQRT_PI = Math.sqrt(Math.PI);
  public static final double LOG_SQRT_2_PI = 0.5 * Math.log(2 * Math.PI);
  private static final double LOG_HALF = Math.log(0.5);
  private static final int CELLS = 128;
  private static final int DEGREE = 7;
  private static final double[] COEFFICIENTS = coefficients();

  // Numerators and denominators of AS 241 by rising power.
  private static final double[] CENTRE = {
    3.3871328727963666080e0,
    1.3314166789178437745e2,
    1.9715909503065514427e3,
    1.3731693765509461125e4,
    4.5921953931549871457e4,
    6.7265770927008700853e4,
    3.3430575583588128105e4,
    2.5090809287301226727e3,
    1.0,
    4.2313330701600911252e1,
    6.8718700749205790830e2,
    5.3941960214247511077e3,
    2.1213794301586595867e4,
    3.9307895800092710610e4,
    2.8729085735721942674e4,
    5.2264952788528545610e3
  };
  private static final double[] SHOULDER = {
    1.42343711074968357734e0,
    4.63033784615654529590e0,
    5.76949722146069140550e0,
    3.64784832476320460504e0,
    1.27045825245236838258e0,
    2.41780725177450611770e-1,
    2.27238449892691845833e-2,
    7.74545014278341407640e-4,
    1.0,
    2.05319162663775882187e0,
    1.67638483018380384940e0,
    6.89767334985100004550e-1,
    1.48103976427480074590e-1,
    1.51986665636164571966e-2,
    5.47593808499534494600e-4,
    1.05075007164441684324e-9
  };
  private static final double[] TAIL = {
    6.65790464350110377720e0,
    5.46378491116411436990e0,
    1.78482653991729133580e0,
    2.96560571828504891230e-1,
    2.65321895265761230930e-2,
    1.24266094738807843860e-3,
    2.71155556874348757815e-5,
    2.01033439929228813265e-7,
    1.0,
    5.99832206555887937690e-1,
    1.36929880922735805310e-1,
    1.48753612908506148525e-2,
    7.86869131145613259100e-4,
    1.84631831751005468180e-5,
    1.42151175831644588870e-7,
    2.04426310338993978564e-15
  };

  private StandardNormal() {}

  /** Φ(x), with full relative accuracy for negative x. */
  public static double cdf(double x) {
    if (x > 0) {
      return 1 - cdf(-x);
    }
    if (x < -38.6) {
      return 0;
    }
    return 0.5 * Math.exp(-0.5 * x * x) * erfcx(-x * SQRT_HALF);
  }

  /** log Φ(x), with full relative accuracy everywhere. */
  public static double logCdf(double x) {
    if (x > 0) {
      return Math.log1p(-cdf(-x));
    }
    return x == Double.NEGATIVE_INFINITY ? x : -0.5 * x * x + Math.log(0.5 * erfcx(-x * SQRT_HALF));
  }

  /** log(Φ(b) − Φ(a)) for a ≤ b, without cancellation in either tail. */
  public static double logMass(double a, double b) {
    if (a > 0) {
      return logMass(-b, -a);
    }
    if (b > 0) {
      return Math.log1p(-cdf(a) - cdf(-b));
    }
    double upper = logCdf(b);
    double ratio = logCdf(a) - upper;
    // log(1 − e^r): log1p loses digits when e^r is near 1.
    return upper + (ratio > LOG_HALF ? Math.log(-Math.expm1(ratio)) : Math.log1p(-Math.exp(ratio)));
  }

  /** The x with log Φ(x) = y, for y ≤ 0. */
  public static double inverseLogCdf(double y) {
    if (y > LOG_HALF) {
      return y >= 0 ? Double.POSITIVE_INFINITY : -inverseLogCdf(Math.log(-Math.expm1(y)));
    }
    if (y == Double.NEGATIVE_INFINITY) {
      return y;
    }
    // Hastings' approximation, right to 4.5e-4 (Abramowitz and Stegun 26.2.23), takes log p as it
    // is. Newton's steps from there double the digits: log Φ is concave and rising.
    double t = Math.sqrt(-2 * y);
    double x =
        (2.515517 + t * (0.802853 + t * 0.010328))
                / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)))
            - t;
    for (int k = 0; k < 60; k++) {
      double logCdf = logCdf(x);
      double slope = Math.exp(-0.5 * x * x - LOG_SQRT_2_PI - logCdf);
      double step = (logCdf - y) / slope;
      x -= step;
      if (Math.abs(step) <= 1e-7 * (1e-3 + Math.abs(x))) {
        break;
      }
    }
    return x;
  }

  /** The q-quantile of the normal restricted to [a, b]. */
  public static double truncatedQuantile(double q, double a, double b) {
    if (a > 0) {
      return -truncatedQuantile(1 - q, -b, -a);
    }
    double x;
    if (b > 0 && q > 0.5) {
      // From the right, where the mass beyond the quantile is small and known well.
      x = -inverseLogCdf(logSum(logCdf(-b), Math.log1p(-q) + logMass(a, b)));
    } else {
      x = inverseLogCdf(logSum(logCdf(a), Math.log(q) + logMass(a, b)));
    }
    return Math.min(b, Math.max(a, x));
  }

  /**
   * The x with Φ(x) = p, for p in [0, 1] (Wichura, Algorithm AS 241, PPND16: right to 1e-15). Where
   * p is near 1, ask for that of 1 − p, which is known better.
   */
  public static double quantile(double p) {
    double q = p - 0.5;
    if (Math.abs(q) <= 0.425) {
      return q * ratio(CENTRE, 0.180625 - q * q);
    }
    double tail = q < 0 ? p : 1 - p;
    if (tail <= 0) {
      return q < 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    double r = Math.sqrt(-Math.log(tail));
    double x = r <= 5 ? ratio(SHOULDER, r - 1.6) : ratio(TAIL, r - 5);
    return q < 0 ? -x : x;
  }

  private static double ratio(double[] coefficients, double t) {
    double above = coefficients[7];
    double below = coefficients[15];
    for (int k = 6; k >= 0; k--) {
      above = above * t + coefficients[k];
      below = below * t + coefficients[8 + k];
    }
    return above / below;
  }

  private static double logSum(double u, double v) {
    double high = Math.max(u, v);
    return high == Double.NEGATIVE_INFINITY
        ? high
        : high + Math.log1p(Math.exp(Math.min(u, v) - high));
  }

  /** exp(z²) erfc(z) for z ≥ 0. */
  public static double erfcx(double z) {
    double y = 4 / (4 + z);
    double scaled = y * CELLS;
    int cell = Math.min(CELLS - 1, (int) scaled);
    double t = 2 * (scaled - cell) - 1;
    int at = cell * (DEGREE + 1);
    double value = COEFFICIENTS[at + DEGREE];
    for (int k = DEGREE - 1; k >= 0; k--) {
      value = value * t + COEFFICIENTS[at + k];
    }
    return y * value;
  }

  /** Interpolates erfcx(z) / y at the Chebyshev nodes of every cell. */
  private static double[] coefficients() {
    int nodes = DEGREE + 1;
    double[] all = new double[CELLS * nodes];
    for (int cell = 0; cell < CELLS; cell++) {
      double[] values = new double[nodes];
      double[] places = new double[nodes];
      for (int k = 0; k < nodes; k++) {
        places[k] = Math.cos(Math.PI * (k + 0.5) / nodes);
        double y = (cell + 0.5 * (places[k] + 1)) / CELLS;
        values[k] = referenceErfcx(4 / y - 4) / y;
      }
      // Newton's divided differences, then expanded to powers of t.
      for (int order = 1; order < nodes; order++) {
        for (int k = nodes - 1; k >= order; k--) {
          values[k] = (values[k] - values[k - 1]) / (places[k] - places[k - order]);
        }
      }
      double[] power = new double[nodes];
      for (int k = nodes - 1; k >= 0; k--) {
        for (int j = nodes - 1; j > 0; j--) {
          power[j] = power[j - 1] - places[k] * power[j];
        }
        power[0] = values[k] - places[k] * power[0];
      }
      System.arraycopy(power, 0, all, cell * nodes, nodes);
    }
    return all;
  }

  /** Slow and exact: the Taylor series of erf below ½, Laplace's continued fraction above. */
  static double referenceErfcx(double z) {
    if (z < 0.5) {
      double term = 2 * z / SQRT_PI;
      double sum = term;
      for (int n = 1; n < 40; n++) {
        term *= 2 * z * z / (2 * n + 1);
        sum += term;
      }
      return Math.exp(z * z) - sum;
    }
    int terms = (int) Math.min(2400, 40 + 600 / (z * z));
    double tail = z;
    for (int n = terms; n >= 1; n--) {
      tail = z + 0.5 * n / tail;
    }
    return 1 / (SQRT_PI * tail);
  }
}
