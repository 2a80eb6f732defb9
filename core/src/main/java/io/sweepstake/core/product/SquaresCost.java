package io.sweepstake.core.product;

import java.util.List;

/**
 * {@code β ‖y‖²}.
 *
 * @param factor β, positive
 */
public record SquaresCost(double factor) implements Cost {
  public SquaresCost {
    Numbers.requirePositive("squares", "factor", factor);
  }

  @Override
  public double of(float[] goods, int from, int count) {
    double sum = 0;
    for (int j = from; j < from + count; j++) {
      sum += (double) goods[j] * goods[j];
    }
    return factor * sum;
  }

  @Override
  public void slope(float[] goods, int from, int count, float[] slope) {
    for (int j = 0; j < count; j++) {
      slope[j] = (float) (2 * factor * goods[from + j]);
    }
  }

  @Override
  public boolean separable() {
    return true;
  }

  /** {@code squares(FACTOR)}. */
  public static final class Provider implements CostProvider {
    @Override
    public String name() {
      return "squares";
    }

    @Override
    public String usage() {
      return "squares(FACTOR)";
    }

    @Override
    public Cost of(List<Double> numbers) {
      return new SquaresCost(Numbers.only(usage(), numbers, 1).get(0));
    }
  }
}
