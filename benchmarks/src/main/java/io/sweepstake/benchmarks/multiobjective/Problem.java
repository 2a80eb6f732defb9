package io.sweepstake.benchmarks.multiobjective;

import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.Param;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.space.SearchSpace;
import io.sweepstake.sweeps.study.Constraint;
import io.sweepstake.sweeps.study.Goal;
import io.sweepstake.sweeps.study.Metric;
import io.sweepstake.sweeps.study.Metrics;
import io.sweepstake.sweeps.study.Objective;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A function of a box with several values, all to be made small, and perhaps constraints.
 *
 * <p>Its dimensions are {@code x0, x1, …}, its values the metrics {@code f0, f1, …}, and what must
 * not be above 0 the metrics {@code g0, g1, …}.
 */
public enum Problem {
  /** Zitzler, Deb and Thiele (2000), with 6 dimensions: the front f1 = 1 − √f0 is convex. */
  ZDT1(unit(6), 2, 0, new double[] {1.1, 6}, 1.1 * 6 - 1.0 / 3) {
    @Override
    double[] values(double[] x) {
      double g = 1 + 9 * mean(x);
      return new double[] {x[0], g * (1 - Math.sqrt(x[0] / g))};
    }
  },

  /** The same authors', with 6 dimensions: a front of five pieces. */
  ZDT3(unit(6), 2, 0, new double[] {1.1, 6}, zdt3Volume()) {
    @Override
    double[] values(double[] x) {
      double g = 1 + 9 * mean(x);
      double share = x[0] / g;
      return new double[] {
        x[0], g * (1 - Math.sqrt(share) - share * Math.sin(10 * Math.PI * x[0]))
      };
    }
  },

  /** Deb, Thiele, Laumanns and Zitzler (2002), three goals, 7 dimensions: an eighth of a sphere. */
  DTLZ2(unit(7), 3, 0, new double[] {1.1, 1.1, 1.1}, 1.331 - Math.PI / 6) {
    @Override
    double[] values(double[] x) {
      double radius = 1;
      for (int k = 2; k < x.length; k++) {
        radius += (x[k] - 0.5) * (x[k] - 0.5);
      }
      double a = x[0] * Math.PI / 2;
      double b = x[1] * Math.PI / 2;
      return new double[] {
        radius * Math.cos(a) * Math.cos(b), radius * Math.cos(a) * Math.sin(b), radius * Math.sin(a)
      };
    }
  },

  /** Binh and Korn (1997): two goals under two constraints. */
  BINH_KORN(new double[][] {{0, 5}, {0, 3}}, 2, 2, new double[] {140, 50}, binhKornVolume()) {
    @Override
    double[] values(double[] x) {
      double a = x[0];
      double b = x[1];
      return new double[] {
        4 * a * a + 4 * b * b,
        (a - 5) * (a - 5) + (b - 5) * (b - 5),
        (a - 5) * (a - 5) + b * b - 25,
        7.7 - (a - 8) * (a - 8) - (b + 3) * (b + 3)
      };
    }
  };

  private static final int STEPS = 200_000;

  private final int goals;
  private final double[] reference;
  private final double volume;
  private final SearchSpace space;
  private final Objective objective;

  Problem(double[][] bounds, int goals, int constraints, double[] reference, double volume) {
    this.goals = goals;
    this.reference = reference;
    this.volume = volume;
    List<Param<?>> params = new ArrayList<>();
    for (int k = 0; k < bounds.length; k++) {
      params.add(FloatParam.uniform("x" + k, bounds[k][0], bounds[k][1]));
    }
    space = new SearchSpace(params, Map.of());
    objective =
        new Objective(
            IntStream.range(0, goals).mapToObj(k -> Goal.minimize(Metric.of("f" + k))).toList(),
            IntStream.range(0, constraints)
                .mapToObj(k -> Constraint.atMost(Metric.of("g" + k), 0))
                .toList());
  }

  /** The goals' values, then the constraints'. */
  abstract double[] values(double[] x);

  SearchSpace space() {
    return space;
  }

  Objective objective() {
    return objective;
  }

  /** Up to which hypervolumes are measured. */
  List<Double> reference() {
    return Arrays.stream(reference).boxed().toList();
  }

  /** The hypervolume of the true front. */
  double volume() {
    return volume;
  }

  String title() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  Metrics at(Point point) {
    double[] x = new double[space.size()];
    Arrays.setAll(x, point::number);
    double[] values = values(x);
    Metrics metrics = Metrics.NONE;
    for (int k = 0; k < values.length; k++) {
      metrics = metrics.with(Metric.of(k < goals ? "f" + k : "g" + (k - goals)), values[k]);
    }
    return metrics;
  }

  private static double[][] unit(int dimensions) {
    double[][] bounds = new double[dimensions][];
    Arrays.fill(bounds, new double[] {0, 1});
    return bounds;
  }

  /** Of all but the first. */
  private static double mean(double[] x) {
    return Arrays.stream(x).skip(1).average().orElseThrow();
  }

  /** The area above the lower envelope of 1 − √x − x sin 10πx, by the midpoint rule. */
  private static double zdt3Volume() {
    double area = 0;
    double lowest = 6;
    for (int k = 0; k < STEPS; k++) {
      double x = 1.1 * (k + 0.5) / STEPS;
      if (x <= 1) {
        lowest = Math.min(lowest, 1 - Math.sqrt(x) - x * Math.sin(10 * Math.PI * x));
      }
      area += (6 - lowest) * 1.1 / STEPS;
    }
    return area;
  }

  /** The front is a = b up to 3, then b = 3 up to a = 5; both constraints hold along it. */
  private static double binhKornVolume() {
    double area = 0;
    double before = Double.NaN;
    double low = Double.NaN;
    for (int k = 0; k <= STEPS; k++) {
      double a = 5.0 * k / STEPS;
      double b = Math.min(a, 3);
      double f0 = 4 * a * a + 4 * b * b;
      double f1 = (a - 5) * (a - 5) + (b - 5) * (b - 5);
      if (k > 0) {
        area += (f0 - before) * (50 - (f1 + low) / 2);
      }
      before = f0;
      low = f1;
    }
    return area + (140 - before) * (50 - low);
  }
}
