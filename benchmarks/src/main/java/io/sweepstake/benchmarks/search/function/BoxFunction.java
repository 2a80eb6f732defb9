package io.sweepstake.benchmarks.search.function;

import io.sweepstake.sweeps.space.FloatParam;
import io.sweepstake.sweeps.space.Param;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.space.SearchSpace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A function of several real numbers {@code x0, x1, …} between bounds. */
public abstract class BoxFunction implements TestFunction {
  private final String name;
  private final double[] low;
  private final double[] high;
  private final SearchSpace space;

  public BoxFunction(String name, double[] low, double[] high) {
    this.name = name;
    this.low = low.clone();
    this.high = high.clone();
    List<Param<?>> params = new ArrayList<>();
    for (int k = 0; k < low.length; k++) {
      params.add(FloatParam.uniform("x" + k, low[k], high[k]));
    }
    space = new SearchSpace(params, Map.of());
  }

  /** A function with the same bounds in every dimension. */
  public BoxFunction(String name, int dimensions, double low, double high) {
    this(name, filled(dimensions, low), filled(dimensions, high));
  }

  public static double[] filled(int length, double value) {
    double[] array = new double[length];
    Arrays.fill(array, value);
    return array;
  }

  public abstract double at(double[] x);

  /** Where the minimum is, one row for each place. */
  public abstract double[][] optima();

  public int dimensions() {
    return low.length;
  }

  public double low(int k) {
    return low[k];
  }

  public double high(int k) {
    return high[k];
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public SearchSpace space() {
    return space;
  }

  @Override
  public double value(Point point) {
    double[] x = new double[low.length];
    for (int k = 0; k < x.length; k++) {
      x[k] = point.number(k);
    }
    return at(x);
  }

  @Override
  public List<Point> minimisers() {
    return Arrays.stream(optima()).map(x -> Point.ofNumbers(space, x)).toList();
  }
}
