package io.sweepstake.core.auction;

import io.sweepstake.core.valuation.Marginal;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** Gauss–Legendre quadrature of functions that are smooth between given breaks. */
final class Quadrature {
  private static final int POINTS = 16;
  private static final int PANELS = 24;
  private static final int DECADES = 17;
  private static final double[] NODES = new double[POINTS];
  private static final double[] WEIGHTS = new double[POINTS];

  static {
    // Newton's method on the Legendre polynomial, from Tricomi's approximation of its roots.
    for (int k = 0; k < POINTS; k++) {
      double x = Math.cos(Math.PI * (k + 0.75) / (POINTS + 0.5));
      double slope = 0;
      for (int iteration = 0; iteration < 10; iteration++) {
        double previous = 1;
        double polynomial = x;
        for (int degree = 2; degree <= POINTS; degree++) {
          double next = ((2 * degree - 1) * x * polynomial - (degree - 1) * previous) / degree;
          previous = polynomial;
          polynomial = next;
        }
        slope = POINTS * (x * polynomial - previous) / (x * x - 1);
        x -= polynomial / slope;
      }
      NODES[k] = x;
      WEIGHTS[k] = 2 / ((1 - x * x) * slope * slope);
    }
  }

  private Quadrature() {}

  /**
   * The integral over {@code [from, to]}.
   *
   * @param breaks where the function or a derivative may jump, in any order; those outside the
   *     interval are ignored
   * @return 0 if {@code from >= to}
   */
  static double integrate(DoubleUnaryOperator function, double from, double to, double[] breaks) {
    if (from >= to) {
      return 0;
    }
    double[] inside = Arrays.stream(breaks).filter(b -> b > from && b < to).sorted().toArray();
    double sum = 0;
    double start = from;
    for (double end : inside) {
      sum += smooth(function, start, end);
      start = end;
    }
    return sum + smooth(function, start, to);
  }

  /**
   * Breaks that follow where the mass of a distribution without an upper end is, decade by decade
   * of probability on either side: a long tail's is nowhere near the middle of its interval.
   *
   * @return none where it is bounded
   */
  static double[] decades(Marginal marginal) {
    if (Double.isFinite(marginal.high())) {
      return new double[0];
    }
    double[] breaks = new double[2 * DECADES];
    for (int k = 0; k < DECADES; k++) {
      double probability = Math.pow(10, -k - 1);
      breaks[k] = marginal.quantile(probability);
      breaks[DECADES + k] = marginal.upperQuantile(probability);
    }
    return breaks;
  }

  private static double smooth(DoubleUnaryOperator function, double from, double to) {
    double half = (to - from) / PANELS / 2;
    double sum = 0;
    for (int panel = 0; panel < PANELS; panel++) {
      double middle = from + (2 * panel + 1) * half;
      for (int k = 0; k < POINTS; k++) {
        sum += WEIGHTS[k] * function.applyAsDouble(middle + half * NODES[k]);
      }
    }
    return sum * half;
  }
}
