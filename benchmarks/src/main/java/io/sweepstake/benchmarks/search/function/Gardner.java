package io.sweepstake.benchmarks.search.function;

import io.sweepstake.sweeps.space.Point;

/**
 * The second simulation of Gardner et al. (Bayesian optimization with inequality constraints, ICML
 * 2014) on [0, 6]²: {@code sin x + y} where {@code sin x · sin y ≤ −0.95}, two pockets that are a
 * fiftieth of the box together.
 */
public final class Gardner extends BoxFunction {
  private static final double AT_MOST = -0.95;

  /** The lower pocket's lowest point, where the constraint binds: found by fine grids. */
  private static final double[] LOWEST = {4.712388980384690, 1.253235915160478};

  public Gardner() {
    super("gardner2", 2, 0, 6);
  }

  @Override
  public double at(double[] x) {
    return Math.sin(x[0]) + x[1];
  }

  @Override
  public boolean constrained() {
    return true;
  }

  @Override
  public double violation(Point point) {
    return Math.max(0, Math.sin(point.number(0)) * Math.sin(point.number(1)) - AT_MOST);
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
