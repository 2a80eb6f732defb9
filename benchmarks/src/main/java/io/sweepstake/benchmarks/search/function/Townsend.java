package io.sweepstake.benchmarks.search.function;

import io.sweepstake.sweeps.space.Point;

/**
 * Townsend's function (2014) within a leaf on [−2.25, 2.5] × [−2.5, 1.75], as modified for
 * constrained search: its least value lies on the leaf's edge.
 */
public final class Townsend extends BoxFunction {
  private static final double[] LOWEST = {2.0052938, 1.1944509};

  public Townsend() {
    super("townsend2", new double[] {-2.25, -2.5}, new double[] {2.5, 1.75});
  }

  @Override
  public double at(double[] x) {
    double cosine = Math.cos((x[0] - 0.1) * x[1]);
    return -cosine * cosine - x[0] * Math.sin(3 * x[0] + x[1]);
  }

  @Override
  public boolean constrained() {
    return true;
  }

  @Override
  public double violation(Point point) {
    double x = point.number(0);
    double y = point.number(1);
    double t = Math.atan2(x, y);
    double across =
        2 * Math.cos(t) - 0.5 * Math.cos(2 * t) - 0.25 * Math.cos(3 * t) - 0.125 * Math.cos(4 * t);
    double along = 2 * Math.sin(t);
    return Math.max(0, x * x + y * y - across * across - along * along);
  }

  @Override
  public double minimum() {
    return at(LOWEST);
  }

  @Override
  public double[][] optima() {
    return new double[][] {LOWEST.clone()};
  }
}
