package io.sweepstake.sweeps.sampler;

import io.sweepstake.sweeps.space.CategoricalParam;
import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.IntParam;
import io.sweepstake.sweeps.space.Param;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Test functions with known minima; what they return is the simple regret, 0 at the optimum. Those
 * that are symmetric about the middle of their range are shifted, since samplers like the middle.
 */
@SuppressWarnings("ImmutableEnumChecker")
public enum Landscape {
  BRANIN2(2, 0) {
    @Override
    public SearchSpace space() {
      return SearchSpace.of(FloatParam.uniform("x0", -5, 10), FloatParam.uniform("x1", 0, 15));
    }

    @Override
    public double regret(double[] x) {
      double b = 5.1 / (4 * Math.PI * Math.PI);
      double inner = x[1] - b * x[0] * x[0] + 5 / Math.PI * x[0] - 6;
      return inner * inner
          + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x[0])
          + 10
          - 0.39788735772973816;
    }
  },
  HARTMANN3(3, 0) {
    @Override
    public SearchSpace space() {
      return cube(0, 1);
    }

    @Override
    public double regret(double[] x) {
      double[][] a = {{3, 10, 30}, {0.1, 10, 35}, {3, 10, 30}, {0.1, 10, 35}};
      double[][] p = {
        {0.3689, 0.1170, 0.2673},
        {0.4699, 0.4387, 0.7470},
        {0.1091, 0.8732, 0.5547},
        {0.0381, 0.5743, 0.8828}
      };
      return hartmann(x, a, p) + 3.86278;
    }
  },
  HARTMANN6(6, 0) {
    @Override
    public SearchSpace space() {
      return cube(0, 1);
    }

    @Override
    public double regret(double[] x) {
      double[][] a = {
        {10, 3, 17, 3.5, 1.7, 8},
        {0.05, 10, 17, 0.1, 8, 14},
        {3, 3.5, 1.7, 10, 17, 8},
        {17, 8, 0.05, 10, 0.1, 14}
      };
      double[][] p = {
        {0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886},
        {0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991},
        {0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.6650},
        {0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381}
      };
      return hartmann(x, a, p) + 3.32237;
    }
  },
  ACKLEY5(5, 32.768) {
    @Override
    public SearchSpace space() {
      return cube(-32.768, 32.768);
    }

    @Override
    public double regret(double[] x) {
      double squares = 0;
      double cosines = 0;
      for (double v : x) {
        squares += v * v / x.length;
        cosines += Math.cos(2 * Math.PI * v) / x.length;
      }
      return -20 * Math.exp(-0.2 * Math.sqrt(squares)) - Math.exp(cosines) + 20 + Math.E;
    }
  },
  ROSENBROCK5(5, 0) {
    @Override
    public SearchSpace space() {
      return cube(-5, 10);
    }

    @Override
    public double regret(double[] x) {
      double sum = 0;
      for (int k = 0; k + 1 < x.length; k++) {
        sum += 100 * Math.pow(x[k + 1] - x[k] * x[k], 2) + Math.pow(1 - x[k], 2);
      }
      return sum;
    }
  },
  RASTRIGIN5(5, 5.12) {
    @Override
    public SearchSpace space() {
      return cube(-5.12, 5.12);
    }

    @Override
    public double regret(double[] x) {
      double sum = 0;
      for (double v : x) {
        sum += 10 + v * v - 10 * Math.cos(2 * Math.PI * v);
      }
      return sum;
    }
  },
  LEVY5(5, 0) {
    @Override
    public SearchSpace space() {
      return cube(-10, 10);
    }

    @Override
    public double regret(double[] x) {
      double[] w = new double[x.length];
      for (int k = 0; k < w.length; k++) {
        w[k] = 1 + (x[k] - 1) / 4;
      }
      double sum = Math.pow(Math.sin(Math.PI * w[0]), 2);
      for (int k = 0; k + 1 < w.length; k++) {
        sum += Math.pow(w[k] - 1, 2) * (1 + 10 * Math.pow(Math.sin(Math.PI * w[k] + 1), 2));
      }
      double last = w[w.length - 1];
      return sum + Math.pow(last - 1, 2) * (1 + Math.pow(Math.sin(2 * Math.PI * last), 2));
    }
  },
  SPHERE5(5, 5.12) {
    @Override
    public SearchSpace space() {
      return cube(-5.12, 5.12);
    }

    @Override
    public double regret(double[] x) {
      double sum = 0;
      for (double v : x) {
        sum += v * v;
      }
      return sum;
    }
  },
  /** Like a training run: two rates and a width on log scales, of which the rates interact. */
  MIXED6(6, 0) {
    private final FloatParam rate = FloatParam.log("rate", 1e-5, 1e-1);
    private final FloatParam lambda = FloatParam.log("lambda", 1e-3, 1e1);
    private final IntParam width = IntParam.log("width", 8, 256);
    private final IntParam depth = IntParam.uniform("depth", 1, 6);
    private final CategoricalParam kind = CategoricalParam.of("kind", "a", "b", "c", "d");
    private final FloatParam decay = FloatParam.uniform("decay", 0, 1);

    @Override
    public SearchSpace space() {
      return SearchSpace.of(rate, lambda, width, depth, kind, decay);
    }

    @Override
    public double regret(Point point) {
      double r = Math.log10(point.get(rate) / 2e-3);
      double l = Math.log10(point.get(lambda) / 0.3);
      double w = Math.log(point.get(width) / 64.0) / Math.log(2);
      double d = point.get(depth) - 3;
      double[] penalty = {0.3, 0, 0.5, 0.8};
      return r * r
          + 0.5 * l * l
          + 0.6 * r * l
          + 0.1 * w * w
          + 0.1 * d * d
          + penalty[kind.choices().indexOf(point.get(kind))]
          + Math.pow(point.get(decay) - 0.3, 2);
    }

    @Override
    public double regret(double[] x) {
      throw new UnsupportedOperationException("not a function of numbers alone");
    }
  };

  private static final double[] SHIFT = {0.31, -0.47, 0.22, 0.53, -0.38};

  private final int dimensions;
  private final double shiftRadius;

  Landscape(int dimensions, double shiftRadius) {
    this.dimensions = dimensions;
    this.shiftRadius = shiftRadius;
  }

  public abstract SearchSpace space();

  public abstract double regret(double[] x);

  public double regret(Point point) {
    double[] x = new double[dimensions];
    for (int k = 0; k < dimensions; k++) {
      x[k] = point.number(k) - (shiftRadius == 0 ? 0 : shiftRadius * SHIFT[k]);
    }
    return regret(x);
  }

  public SearchSpace cube(double low, double high) {
    List<Param<?>> params = new ArrayList<>();
    for (int k = 0; k < dimensions; k++) {
      params.add(FloatParam.uniform("x" + k, low, high));
    }
    return new SearchSpace(params, Map.of());
  }

  private static double hartmann(double[] x, double[][] a, double[][] p) {
    double[] alpha = {1.0, 1.2, 3.0, 3.2};
    double sum = 0;
    for (int i = 0; i < 4; i++) {
      double inner = 0;
      for (int j = 0; j < x.length; j++) {
        inner += a[i][j] * Math.pow(x[j] - p[i][j], 2);
      }
      sum -= alpha[i] * Math.exp(-inner);
    }
    return sum;
  }
}
