package io.sweepstake.benchmarks.search.function;

import io.sweepstake.sweeps.space.IntParam;
import io.sweepstake.sweeps.space.Param;
import io.sweepstake.sweeps.space.Point;
import io.sweepstake.sweeps.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Six whole numbers from 0 to 40 that are felt in steps of five: {@code Σ (k + 1) ⌊|x_k − c_k| /
 * 5⌋²}. Neighbours mostly have the same value, so nothing local says where to go.
 */
public final class Plateaus implements TestFunction {
  private static final int[] CENTRES = {31, 7, 22, 13, 36, 17};
  private static final int STEP = 5;
  private static final SearchSpace SPACE = space(CENTRES.length);

  private static SearchSpace space(int dimensions) {
    List<Param<?>> params = new ArrayList<>();
    for (int k = 0; k < dimensions; k++) {
      params.add(IntParam.uniform("x" + k, 0, 40));
    }
    return new SearchSpace(params, Map.of());
  }

  @Override
  public String name() {
    return "plateaus6";
  }

  @Override
  public SearchSpace space() {
    return SPACE;
  }

  @Override
  public double value(Point point) {
    double sum = 0;
    for (int k = 0; k < CENTRES.length; k++) {
      double steps = Math.floor(Math.abs(point.number(k) - CENTRES[k]) / STEP);
      sum += (k + 1) * steps * steps;
    }
    return sum;
  }

  @Override
  public double minimum() {
    return 0;
  }

  /** The middle of the lowest plateau. */
  @Override
  public List<Point> minimisers() {
    double[] centres = new double[CENTRES.length];
    for (int k = 0; k < centres.length; k++) {
      centres[k] = CENTRES[k];
    }
    return List.of(Point.ofNumbers(SPACE, centres));
  }
}
