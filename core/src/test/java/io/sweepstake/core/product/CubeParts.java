package io.sweepstake.core.product;

import java.util.Arrays;
import java.util.List;

/** What a jar of somebody else's would bring: a kernel, a cost and a limit, found as services. */
public final class CubeParts {
  private CubeParts() {}

  /** {@code a Σ √y_j}, whatever the needs. */
  record Roots(double factor) implements Kernel {
    @Override
    public double value(float[] needs, int at, float[] goods, int from, int count) {
      double sum = 0;
      for (int j = from; j < from + count; j++) {
        sum += Math.sqrt(goods[j]);
      }
      return factor * sum;
    }

    @Override
    public void slope(float[] needs, int at, float[] goods, int from, int count, float[] slope) {
      for (int j = 0; j < count; j++) {
        slope[j] = (float) (factor / 2 / Math.sqrt(Math.max(1e-6, goods[from + j])));
      }
    }
  }

  /** {@code Σ y_j³}. */
  record Cubes() implements Cost {
    @Override
    public double of(float[] goods, int from, int count) {
      double sum = 0;
      for (int j = from; j < from + count; j++) {
        sum += Math.pow(goods[j], 3);
      }
      return sum;
    }

    @Override
    public void slope(float[] goods, int from, int count, float[] slope) {
      for (int j = 0; j < count; j++) {
        slope[j] = 3 * goods[from + j] * goods[from + j];
      }
    }
  }

  /** All qualities alike. */
  record Alike() implements Limit {
    @Override
    public void confine(float[] goods, int from, int count) {
      float mean = 0;
      for (int j = from; j < from + count; j++) {
        mean += goods[j] / count;
      }
      Arrays.fill(goods, from, from + count, mean);
    }
  }

  /** {@code roots(FACTOR)}. */
  public static final class RootsProvider implements KernelProvider {
    @Override
    public String name() {
      return "roots";
    }

    @Override
    public String usage() {
      return "roots(FACTOR)";
    }

    @Override
    public Kernel of(List<Double> numbers) {
      return new Roots(numbers.get(0));
    }
  }

  /** {@code cubes()}. */
  public static final class CubesProvider implements CostProvider {
    @Override
    public String name() {
      return "cubes";
    }

    @Override
    public String usage() {
      return "cubes()";
    }

    @Override
    public Cost of(List<Double> numbers) {
      return new Cubes();
    }
  }

  /** {@code alike()}. */
  public static final class AlikeProvider implements LimitProvider {
    @Override
    public String name() {
      return "alike";
    }

    @Override
    public String usage() {
      return "alike()";
    }

    @Override
    public Limit of(List<Double> numbers) {
      return new Alike();
    }
  }
}
