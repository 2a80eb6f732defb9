package io.sweepstake.core.product;

import java.util.List;

/**
 * {@code c ‖y‖₂}.
 *
 * @param factor c, positive
 */
public record LengthCost(double factor) implements Cost {
  public LengthCost {
    Numbers.requirePositive("length", "factor", factor);
  }

  @Override
  public double of(float[] goods, int from, int count) {
    double squares = 0;
    for (int j = from; j < from + count; j++) {
      squares += (double) goods[j] * goods[j];
    }
    return factor * Math.sqrt(squares);
  }

  /** 0 where there is no quality at all. */
  @Override
  public void slope(float[] goods, int from, int count, float[] slope) {
    double length = of(goods, from, count) / factor;
    for (int j = 0; j < count; j++) {
      slope[j] = length > 0 ? (float) (factor * goods[from + j] / length) : 0;
    }
  }

  /** {@code length(FACTOR)}. */
  public static final class Provider implements CostProvider {
    @Override
    public String name() {
      return "length";
    }

    @Override
    public String usage() {
      return "length(FACTOR)";
    }

    @Override
    public Cost of(List<Double> numbers) {
      return new LengthCost(Numbers.only(usage(), numbers, 1).get(0));
    }
  }
}
