package io.sweepstake.core.product;

import java.util.List;

/**
 * No quality above a bound.
 *
 * @param most positive
 */
public record QualityLimit(double most) implements Limit {
  public QualityLimit {
    Numbers.requirePositive("at-most", "bound", most);
  }

  @Override
  public void confine(float[] goods, int from, int count) {
    for (int j = from; j < from + count; j++) {
      goods[j] = Math.min((float) most, goods[j]);
    }
  }

  @Override
  public boolean separable() {
    return true;
  }

  /** {@code at-most(BOUND)}. */
  public static final class Provider implements LimitProvider {
    @Override
    public String name() {
      return "at-most";
    }

    @Override
    public String usage() {
      return "at-most(BOUND)";
    }

    @Override
    public Limit of(List<Double> numbers) {
      return new QualityLimit(Numbers.only(usage(), numbers, 1).get(0));
    }
  }
}
